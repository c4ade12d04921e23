"""Time to go: one partner's discreet word to the other at an event, and the phrase that it is said in."""

from django.db import models
from django.db.models import F, Q

from planner.models.due import LIVE_STATES, DueRow
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Couple, Person
from planner.models.plan.plans import Plan
from planner.models.reminders.reminders import ChannelChoice


class Phrase(models.Model):
    """The words that the two chose for it. No row: ours."""

    couple = models.OneToOneField(Couple, on_delete=models.CASCADE, primary_key=True, related_name="phrase")
    words = EncryptedTextField()
    chosen_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.couple_id)


class TimeToGo(DueRow):
    """One call: a row of intent that goes by one channel after the other until one takes it.

    `key` is the sender's name for the tap; a tap that comes twice is one row. `channel` is the one that it
    goes by now, `failed_by` those that did not take it, parted by spaces. Rows go after two days.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="times_to_go")
    sender = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    channel = models.CharField(max_length=5, choices=ChannelChoice)
    failed_by = models.CharField(max_length=20, blank=True)
    coming_at = models.DateTimeField(null=True)
    """When the other tapped *Coming*."""

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.UniqueConstraint(fields=("sender", "key"), name="a_tap_is_one_call"),
            models.UniqueConstraint(
                fields=("plan", "sender"),
                condition=Q(state__in=LIVE_STATES),
                name="one_call_is_on_its_way_at_a_time",
            ),
            models.CheckConstraint(name="a_call_is_to_the_other", condition=~Q(sender=F("recipient"))),
            models.CheckConstraint(
                name="nobody_comes_before_they_are_called",
                condition=Q(coming_at__isnull=True) | Q(coming_at__gte=F("created_at")),
            ),
        )
        indexes = (*DueRow.Meta.indexes,)

    def __str__(self) -> str:
        return str(self.id)
