"""The times for a talk that a reminder offers: found while it is composed, kept once it begins to go out."""

from datetime import datetime

from planner.core.calendar.free_slots import QUARTER
from planner.core.reminding.reminders import Step
from planner.models import OfferedSlots, Reminder
from planner.queries.calendar import slots, talk_rows
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import SlotView

OFFERING = (Step.EARLY, Step.TALK, Step.LAST_CALL)
"""The steps whose messages offer times."""
OFFERED = 3


def find(about: Occasion, *, now: datetime) -> tuple[SlotView, ...]:
    """What this reminder offers, if it offers times at all.

    What once began to go out stays as it was: an answer to it must mean what it said.
    """
    if about.step not in OFFERING:
        return ()
    if about.reminder.attempts and OfferedSlots.objects.filter(reminder=about.reminder).exists():
        return slots.offered(about.person.id, about.reminder.id)
    starts = _worth_offering(about, now=now)
    return tuple(slots.view(about.member.who, at, QUARTER) for at in starts)


def keep(reminder: Reminder, offered: tuple[SlotView, ...], *, now: datetime) -> None:
    """These can be answered from now on."""
    if reminder.step in OFFERING:
        starts = [one.starts_at.isoformat() for one in offered]
        OfferedSlots.objects.bulk_create(
            [OfferedSlots(reminder=reminder, starts=starts, offered_at=now)],
            update_conflicts=True,
            unique_fields=("reminder",),
            update_fields=("starts", "offered_at"),
        )


def _worth_offering(about: Occasion, *, now: datetime) -> tuple[datetime, ...]:
    """What the other suggested first, then times when both are free; nothing while this person's own waits.

    Nor for an event that the other does not see: a talk needs one that both do.
    """
    talk = about.seen.talk
    if not about.is_seen_by_both:
        return ()
    is_open = talk is not None and talk.state in talk_rows.OPEN and talk.starts_at > now
    if talk and is_open and not talk.waits_for_me:
        return ()
    first = (talk.starts_at,) if talk and is_open else ()
    free = slots.ahead_of(about.member.who, about.seen.occurrence, now=now, count=OFFERED)
    return tuple(dict.fromkeys((*first, *(one.starts_at for one in free))))[:OFFERED]
