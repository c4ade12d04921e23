"""Secret addresses and personal tokens: only hashes are kept."""

import uuid

from django.db import models
from django.db.models import Q

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
    """A personal token for the API; shown once, kept as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)
