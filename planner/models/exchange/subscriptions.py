"""Outside calendars that are read again and again, each for one person."""

from django.db import models
from django.db.models import Q

from planner.core.calendar.refresh_times import LONGEST, SHORTEST, USUAL
from planner.models.calendar.calendars import Calendar
from planner.models.due import DueRow
from planner.models.fields import EncryptedBytesField, EncryptedTextField
from planner.models.people.people import Person


class Subscription(DueRow):
    """An outside address, and what was last read there. It goes on for ever: pending, leased, pending again.

    `held` is what the source said last, by UID (`planner.ical.held`). `body_hash` is that of its bytes and
    `content_hash` that of what they say; neither is noted for an answer that was not believed.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="subscriptions")
    calendar = models.OneToOneField(Calendar, on_delete=models.CASCADE, related_name="subscription")
    url = EncryptedTextField()
    username = EncryptedTextField(default="")
    password = EncryptedTextField(default="")
    etag = EncryptedTextField(default="")
    last_modified = EncryptedTextField(default="")
    body_hash = models.CharField(max_length=64, blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")
    held = EncryptedBytesField(default=b"")
    problems = EncryptedTextField(default="")
    """What was mended or left out of what it says, as JSON."""
    every = models.DurationField(default=USUAL)
    failures = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True, default="")
    may_be_empty = models.BooleanField(default=False)
    """Its owner said that the source is empty now."""
    tried_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    """When the source last said something new."""
    doubted_at = models.DateTimeField(null=True)
    """Since when much of it has been missing."""

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.CheckConstraint(
                name="a_subscription_is_read_every_quarter_hour_to_every_day",
                condition=Q(every__gte=SHORTEST, every__lte=LONGEST),
            ),
            models.CheckConstraint(
                name="a_subscription_that_holds_something_was_fetched",
                condition=Q(content_hash="") | Q(fetched_at__isnull=False),
            ),
        )
        indexes = DueRow.Meta.indexes

    def __str__(self) -> str:
        return str(self.id)
