"""Where a person has their own programs told of what concerns them, and each message to there."""

import uuid

from django.db import models
from django.db.models import Q

from planner.core.webhooks.kinds import Kind
from planner.models.due import DueRow
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class Webhook(models.Model):
    """An address that a person's own messages are posted to, signed with `secret`.

    Until `secret_before_until` the secret before signs them as well. `failures` and `rests_until` are its
    breaker; `failing_since` is when the first of them was that no answer has followed. Once `stopped_at` is
    set nothing goes there until its owner says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="webhooks")
    name = EncryptedTextField()
    url = EncryptedTextField()
    secret = EncryptedTextField()
    secret_before = EncryptedTextField(default="")
    secret_before_until = models.DateTimeField(null=True)
    kinds = models.JSONField(default=list)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_webhook_rests_after_failures_only",
                condition=Q(rests_until__isnull=True) | Q(failures__gte=1),
            ),
            models.CheckConstraint(
                name="a_webhook_stops_after_it_failed",
                condition=Q(stopped_at__isnull=True) | Q(failing_since__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class WebhookMessage(DueRow):
    """One message to one webhook. `id` names it for good, however often it is tried.

    `key` names what it tells of, so that this is told once. `uid` and `recurrence_id` are what it is about,
    looked up again when it leaves; `status` is the last answer, by its number alone.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Kind])
    key = models.UUIDField()
    uid = models.TextField(blank=True)
    recurrence_id = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.UniqueConstraint(fields=("webhook", "kind", "key"), name="a_webhook_is_told_a_thing_once"),
            models.CheckConstraint(
                name="a_webhook_is_told_what_there_is_to_tell",
                condition=Q(kind__in=[one.value for one in Kind]),
            ),
        )
        indexes = (
            *DueRow.Meta.indexes,
            models.Index(fields=("webhook", "-created_at"), name="webhook_log"),
            models.Index(fields=("ended_at",), name="webhook_messages_by_age"),
        )

    def __str__(self) -> str:
        return str(self.id)
