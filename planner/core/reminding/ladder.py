"""One person's ladder of reminders for one occurrence: which steps, when, by which channel.

Times are the recipient's wall clock, so a ten o'clock event and its ladder stay at ten across a DST change.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from planner.core.calendar import zones
from planner.core.reminding import quiet_hours
from planner.core.reminding.reminders import (
    Due,
    Facts,
    Recipient,
    Step,
    channel_for,
    why_not,
    why_unwanted,
)

ALL_DAY_ANCHOR = time(9, 0)
CHECK_IN_AFTER = timedelta(hours=12)
REPAIR_AFTER = timedelta(days=3)

Planned = Collection[tuple[Step, datetime]]


def ladder(facts: Facts, recipient: Recipient, *, now: datetime, planned: Planned = ()) -> tuple[Due, ...]:
    """The steps still ahead, soonest first; empty for a person whom nothing here concerns.

    A step that has passed is skipped, never sent late: the next one stands in. One that was `planned` for the
    very same moment is kept, so that planning again between its moment and its sending loses nothing.
    """
    # Nothing to remind of at the ends of the calendar, where days before and after do not exist.
    if facts.start.year == 1 or facts.ends_at.year == 9999:
        return ()
    found = [_due(step, facts, recipient, now, planned) for step in Step if _is_for(step, facts, recipient)]
    return tuple(sorted((due for due in found if due), key=lambda due: (due.due_at, due.step)))


def _is_for(step: Step, facts: Facts, recipient: Recipient) -> bool:
    return why_unwanted(step, facts, recipient) is None and why_not(step, facts) is None


def _due(step: Step, facts: Facts, recipient: Recipient, now: datetime, planned: Planned) -> Due | None:
    channel = channel_for(step, recipient)
    moments = _moments(step, facts, recipient)
    due_at = next((moment for moment in moments if moment >= now or (step, moment) in planned), None)
    if channel is None or due_at is None:
        return None
    return Due(step, channel, due_at, zones.wall_clock(due_at, recipient.zone), recipient.zone.key)


def _moments(step: Step, facts: Facts, recipient: Recipient) -> tuple[datetime, ...]:
    """When this step may come, the best moment first; none for what deeds plan."""
    if step is Step.CARD:
        return card_times(facts, recipient)
    moment = moment_of(step, facts, recipient)
    return (moment,) if moment else ()


def moment_of(step: Step, facts: Facts, recipient: Recipient) -> datetime | None:
    """When the step is due by its rule alone, aware UTC; None for a talk not booked and for news."""
    lead = recipient.rungs_for(facts.kind).days_before(step)
    if lead is not None:
        day = event_day(facts, recipient) - timedelta(days=lead.days)
        return zones.instant(datetime.combine(day, lead.at), recipient.zone)
    if step is Step.TALK_NOW:
        return facts.talk_at
    if step is Step.CARD:
        return _card_at(facts, recipient)
    if step is Step.CHECK_IN:
        return facts.check_in_at or _check_in(facts, recipient)
    if step is Step.REPAIR:
        asked = zones.wall_clock(facts.check_in_at or _check_in(facts, recipient), recipient.zone)
        return zones.instant(asked + REPAIR_AFTER, recipient.zone)
    return None


def card_times(facts: Facts, recipient: Recipient) -> tuple[datetime, ...]:
    """Some hours before; where that is quiet, the evening before it first.

    The hours stay as second choice for a plan agreed later than that evening: the card is then held until the
    quiet hours end.
    """
    card_at = _card_at(facts, recipient)
    quiet = quiet_hours.window(recipient, card_at)
    return (quiet_hours.evening_before(recipient, quiet), card_at) if quiet else (card_at,)


def _card_at(facts: Facts, recipient: Recipient) -> datetime:
    return begins_at(facts, recipient) - recipient.rungs_for(facts.kind).card_before


def event_day(facts: Facts, recipient: Recipient) -> date:
    """The day it begins on for them. A step already sent repeats only when this day changes."""
    return zones.wall_clock(begins_at(facts, recipient), recipient.zone).date()


def begins_at(facts: Facts, recipient: Recipient) -> datetime:
    """The moment reminders count back from: its start, or nine in the morning of an all-day event."""
    if facts.is_all_day:
        return zones.instant(datetime.combine(facts.start.date(), ALL_DAY_ANCHOR), recipient.zone)
    return facts.starts_at if facts.event_zone else zones.instant(facts.start, recipient.zone)


def finishes_at(facts: Facts, recipient: Recipient) -> datetime:
    """The moment it is over for them: midnight after the last day of an all-day event."""
    duration = facts.ends_at - facts.starts_at
    if not facts.is_all_day:
        return begins_at(facts, recipient) + duration
    # Rounded, for a day on which the clocks change is not 24 hours long.
    days = max(1, round(duration / timedelta(days=1)))
    midnight = datetime.combine(facts.start.date() + timedelta(days=days), time.min)
    return zones.instant(midnight, recipient.zone)


def _check_in(facts: Facts, recipient: Recipient) -> datetime:
    """The first ten o'clock, or hour of their own, at least twelve hours after the end."""
    hour = recipient.rungs_for(facts.kind).check_in_at
    rested = finishes_at(facts, recipient) + CHECK_IN_AFTER
    day = zones.wall_clock(rested, recipient.zone).date()
    mornings = (datetime.combine(day + timedelta(days=n), hour) for n in range(3))
    return next(at for at in (zones.instant(one, recipient.zone) for one in mornings) if at >= rested)
