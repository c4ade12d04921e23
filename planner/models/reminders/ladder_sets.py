"""A ladder of somebody's own: which steps they want for a kind of event, and when."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from planner.models.calendar.calendars import KindChoice
from planner.models.people.people import Person

EVERY_KIND = "all"
_DAYS = Q(early_days__range=(1, 28)) & Q(talk_days__range=(1, 28)) & Q(last_call_days__range=(1, 28))


def _in_order(earlier: str, later: str) -> Q:
    """The one comes on an earlier day than the other, or one of them is not wanted."""
    is_before = Q(**{f"{earlier}_days__gt": F(f"{later}_days")})
    return Q(**{f"wants_{earlier}": False}) | Q(**{f"wants_{later}": False}) | is_before


class LadderSet(models.Model):
    """What one person wants for events of one kind, or for all that have no set of their own.

    Without a row, what the product offers. A set that wants no step is an emptied ladder.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ladder_sets")
    kind = models.CharField(max_length=12, choices=[*KindChoice.choices, (EVERY_KIND, EVERY_KIND)])
    wants_early = models.BooleanField(default=True)
    wants_talk = models.BooleanField(default=True)
    wants_talk_now = models.BooleanField(default=True)
    wants_last_call = models.BooleanField(default=True)
    wants_read_through = models.BooleanField(default=True)
    wants_card = models.BooleanField(default=True)
    wants_check_in = models.BooleanField(default=True)
    wants_repair = models.BooleanField(default=True)
    wants_news = models.BooleanField(default=True)
    wants_nudge = models.BooleanField(default=True)
    early_days = models.PositiveSmallIntegerField(default=14)
    early_at = models.TimeField(default=time(18))
    talk_days = models.PositiveSmallIntegerField(default=7)
    talk_at = models.TimeField(default=time(18))
    last_call_days = models.PositiveSmallIntegerField(default=3)
    last_call_at = models.TimeField(default=time(18))
    read_through_days = models.PositiveSmallIntegerField(default=1)
    read_through_at = models.TimeField(default=time(18))
    card_hours = models.PositiveSmallIntegerField(default=3)
    check_in_at = models.TimeField(default=time(10))
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind"), name="a_person_has_one_ladder_for_a_kind_of_event"
            ),
            models.CheckConstraint(
                name="a_ladder_is_for_a_kind_of_event_or_all",
                condition=Q(kind__in=(*KindChoice.values, EVERY_KIND)),
            ),
            models.CheckConstraint(name="invitations_come_one_to_28_days_before", condition=_DAYS),
            models.CheckConstraint(
                name="a_plan_is_read_one_to_7_days_before", condition=Q(read_through_days__range=(1, 7))
            ),
            models.CheckConstraint(
                name="a_card_comes_one_to_12_hours_before", condition=Q(card_hours__range=(1, 12))
            ),
            models.CheckConstraint(
                name="invitations_come_one_after_the_other",
                condition=_in_order("early", "talk")
                & _in_order("talk", "last_call")
                & _in_order("early", "last_call"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.kind}"
