"""The talk: the booked quarter of an hour in which two make a plan, and the times that a message offered."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.calendar.calendars import Event
from planner.models.people.people import Couple, Person
from planner.models.reminders.reminders import Reminder


class Talk(models.Model):
    """One time for a talk before an occurrence: suggested by one, then accepted, or ended.

    Keyed by UID, as plans are. `event` is how it stands in the calendars of both once both said yes; it stays
    there when the time has passed. A row is never given another time: another time is another row.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        ACCEPTED = "accepted"
        ANSWERED = "answered"  # the other suggested another time
        MOVED = "moved"  # whoever suggested it, or either once accepted, chose another time
        WITHDRAWN = "withdrawn"
        OVERTAKEN = "overtaken"  # what it was about is gone, or comes before it now
        OVER = "over"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="talks")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    suggested_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, null=True, related_name="talk")
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("couple", "uid", "recurrence_id"),
                condition=Q(state__in=("suggested", "accepted")),
                name="an_occurrence_has_one_open_talk",
            ),
            models.CheckConstraint(
                name="an_open_talk_has_not_ended",
                condition=Q(state__in=("suggested", "accepted"), ended_at__isnull=True)
                | (~Q(state__in=("suggested", "accepted")) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_suggested_talk_has_no_yes_and_an_accepted_one_has",
                condition=(~Q(state="suggested") | Q(accepted_at__isnull=True))
                & (~Q(state="accepted") | Q(accepted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_accepted_talk_stands_in_the_calendar",
                condition=~Q(state="accepted") | Q(event__isnull=False),
            ),
            models.CheckConstraint(
                name="only_an_accepted_talk_stands_in_the_calendar",
                condition=Q(state__in=("accepted", "over")) | Q(event__isnull=True),
            ),
        )
        indexes = (models.Index(fields=("couple", "uid", "recurrence_id"), name="talk_by_occurrence"),)

    def __str__(self) -> str:
        return str(self.id)


class OfferedSlots(models.Model):
    """The times that one reminder offered, in its order, so that an answer of "2" means what it said.

    `starts` holds moments in ISO 8601.
    """

    reminder = models.OneToOneField(
        Reminder, on_delete=models.CASCADE, primary_key=True, related_name="offered"
    )
    starts = models.JSONField()
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.reminder_id)
