"""What falls due: couples who flag, plan and agree through the deeds of every page, then many like them."""

from datetime import UTC, datetime, timedelta

from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.calendar.event_form import EventForm
from planner.core.reminding.reminders import OURS
from planner.core.visibility import Visibility
from planner.models import Person, Reminder
from planner.models.reminders.reminders import StepChoice
from tasks import upkeep
from tests.chaos import contacts
from tests.chaos.copies import multiply
from tests.factories import join, person
from tests.plan_factories import YES, said

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham")
COUPLES_BY_DEEDS = 20
EVERY_S = 5
"""Cards fall due in bursts, as they do at a full hour."""
A_DAY = timedelta(days=1)


def cards(channel: str, count: int, *, over: timedelta) -> list[datetime]:
    """At least so many cards, one for each of as many people: the moments they are due, in bursts."""
    couples = min(COUPLES_BY_DEEDS, max(4, count // 50))
    begin = _soon(channel, couples)
    for number in range(couples):
        burst = timedelta(seconds=over.total_seconds() * number / couples // EVERY_S * EVERY_S)
        _agreed(channel, number, begin + burst)
    # As the first upkeep would, before there are many.
    upkeep.heal()
    multiply(-(-count // (2 * couples)))
    contacts.give_everybody(channel)
    due = Reminder.objects.filter(step=StepChoice.CARD, channel=channel, due_at__lt=begin + A_DAY)
    moments = list(due.values_list("due_at", flat=True))
    assert len(moments) >= count, "filling took longer than one couple had promised"
    return moments


def _soon(channel: str, couples: int) -> datetime:
    """When so many couples will be there, and a bit: one more shows how long each takes on this machine."""
    began = datetime.now(UTC).replace(microsecond=0)
    _agreed(channel, couples, began + A_DAY)
    took = datetime.now(UTC) - began
    return began + timedelta(seconds=3 + round(2 * couples * took.total_seconds()))


def _agreed(channel: str, number: int, card_at: datetime) -> None:
    """Two people with an evening both said yes to."""
    now, zone = datetime.now(UTC), ZONES[number % len(ZONES)]
    ada, ben = (person(f"{name}-{number}", tzid=zone, now=now) for name in ("Ada", "Ben"))
    join(ada, ben, now=now)
    for place, one in enumerate((ada, ben)):
        contacts.give(channel, one, 2 * number + place)
    Person.objects.filter(id__in=(ada, ben)).update(quiet_from=None, quiet_until=None)
    event_id = events.add(ada, _evening(number, card_at + OURS.card_before), now=now)
    flags.flag(ada, event_id, "", level=3, share_level=True, now=now)
    plan_id = plans.start(ada, event_id, "", now=now)
    plans.propose(ada, plan_id, said(ada), base=0, now=now)
    plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=now)


def _evening(number: int, starts_at: datetime) -> EventForm:
    start = starts_at.replace(tzinfo=None)
    return EventForm(f"Evening {number}", start, start + timedelta(hours=4), visibility=Visibility.SHARED)
