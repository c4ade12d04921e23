"""Where reminders lie that were over long ago, out of the way of the queue."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.due import LIVE_STATES, DueRow
from planner.models.people.people import Person
from planner.models.reminders.reminders import ChannelChoice, StepChoice


class PastReminder(models.Model):
    """What one's log still says of a reminder, ninety days after it was over. `id` is the reminder's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_reminders")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=12, choices=StepChoice)
    channel = models.CharField(max_length=5, choices=ChannelChoice)
    state = models.CharField(max_length=10, choices=DueRow.State)
    reason = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_past_reminder_is_over", condition=~Q(state__in=LIVE_STATES)),
        )
        indexes = (
            models.Index(fields=("person", "-ended_at"), name="past_reminder_log"),
            models.Index(fields=("ended_at",), name="past_reminder_end"),
        )

    def __str__(self) -> str:
        return str(self.id)
