"""The row that is its own queue: a due moment, a lease and a state."""

import uuid

from django.db import models
from django.db.models import Q

LIVE_STATES = ("pending", "leased", "sending")
STOPPABLE = ("pending", "leased")
"""Before `begin`. What is being sent can no longer be stopped."""


class DueRow(models.Model):
    """Work for later. `next_at` is at once the due time, the time of the next try and the end of a lease."""

    class State(models.TextChoices):
        PENDING = "pending"
        LEASED = "leased"
        SENDING = "sending"
        SENT = "sent"
        CANCELLED = "cancelled"
        MISSED = "missed"
        DEAD = "dead"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=40, blank=True)
    next_at = models.DateTimeField()
    lease_token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_uncertain = models.BooleanField(default=False)
    """A send of it was never answered, so it may have arrived."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_is_leased_only_while_worked_on",
                condition=Q(state__in=("leased", "sending"), lease_token__isnull=False)
                | (~Q(state__in=("leased", "sending")) & Q(lease_token__isnull=True)),
            ),
            models.CheckConstraint(
                name="%(class)s_has_an_end_once_it_is_over",
                condition=Q(state__in=LIVE_STATES, ended_at__isnull=True)
                | (~Q(state__in=LIVE_STATES) & Q(ended_at__isnull=False)),
            ),
        )
        indexes = (
            models.Index(fields=("next_at", "id"), condition=Q(state__in=LIVE_STATES), name="%(class)s_due"),
        )
