"""Secret addresses and personal tokens, of which only hashes are kept; and answers to be given again."""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.fields import EncryptedBytesField, EncryptedTextField
from planner.models.people.people import Person


class ScopeChoice(models.TextChoices):
    """Which events a feed holds (`planner.core.feed_choices.Scope`)."""

    ALL = "all"
    FLAGGED = "flagged"
    OURS = "ours"


class Feed(models.Model):
    """A person's own secret iCalendar address, and what they chose for it.

    `body` is the rendering of `body_version`, kept for 304s; 0 when there is none. `etag` and
    `body_changed_at` stay when it is no longer kept, so that those of the next differ.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    name = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    scope = models.CharField(max_length=8, choices=ScopeChoice, default=ScopeChoice.ALL)
    with_titles = models.BooleanField(default=True)
    with_alarms = models.BooleanField(default=False)
    with_subscriptions = models.BooleanField(default=False)
    body = EncryptedBytesField(default=b"")
    body_version = models.PositiveBigIntegerField(default=0)
    body_changed_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_rendered_feed_has_its_validators",
                condition=Q(body_version=0) | (Q(body_changed_at__isnull=False) & ~Q(etag="")),
            ),
            models.CheckConstraint(
                name="a_feed_holds_all_flagged_or_our_events", condition=Q(scope__in=ScopeChoice.values)
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class ApiToken(models.Model):
    """A personal token for the API; shown once, kept as a hash.

    `scopes` are what it is good for (`planner.core.scopes`). Without `expires_at` it is good until it is
    revoked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    scopes = models.CharField(max_length=120, db_default="read write")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_token_is_good_for_something", condition=~Q(scopes="")),
            models.CheckConstraint(
                name="a_token_expires_after_it_was_made",
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, so that its repetition gets the same.

    While a request is under way there is no `status`, and `lease` names who works on it until `lease_until`;
    deed and answer are written in one transaction. `asked` is the digest of the request, `said` what the
    answer is made of again: both may tell private things, so both are encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key_hash = models.BinaryField(max_length=32)
    asked = EncryptedBytesField()
    lease = models.UUIDField()
    lease_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    said = EncryptedTextField(default="")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "key_hash"), name="a_person_uses_an_idempotency_key_once"
            ),
        )
        indexes = (models.Index(fields=("expires_at",), name="kept_answer_by_end"),)

    def __str__(self) -> str:
        return str(self.id)
