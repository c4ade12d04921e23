"""When both are free, as one of them may know it.

The viewer's own events count, whoever sees them, and the other's shared and busy ones. The other's private
events do not: a slot that one of them takes is offered all the same, and its owner alone reads that they have
something then (`mine_at`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from uuid import UUID

from planner import errors
from planner.core.calendar import free_slots, zones
from planner.core.calendar.events import Occurrence
from planner.core.calendar.free_slots import QUARTER, Busy, Hours
from planner.core.visibility import Shown
from planner.models import OfferedSlots, Person
from planner.queries.calendar import calendar, event_rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import OccurrenceView, SlotView

USUAL, MOST = 8, 50
AHEAD = timedelta(days=21)
SOONEST = timedelta(hours=1)
STILL_ON = timedelta(days=14)
"""A window selects by start: what began so long before may still go on."""
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What a talk is about, and when it has to be over."""

    uid: str
    latest: datetime


def slots(
    actor: UUID,
    *,
    now: datetime,
    before: datetime | None = None,
    length: timedelta = QUARTER,
    count: int = USUAL,
) -> tuple[SlotView, ...]:
    """Times in the next three weeks, and before a moment, at which both are free; two a day at most.

    Raises `NeedsPartner`.
    """
    return _slots(who_queries.of(actor), now=now, before=before, length=length, count=count)


def for_occurrence(
    actor: Actor, event_id: UUID, recurrence_id: str, *, now: datetime, count: int = USUAL
) -> tuple[SlotView, ...]:
    """Slots for a talk before an occurrence. Raises `NotFound`, `NeedsPartner`, `NotShared`."""
    who = who_queries.of(actor)
    return _slots(who, now=now, before=beforehand(who, event_id, recurrence_id).latest, count=count)


def ahead_of(who: Who, occurrence: Occurrence, *, now: datetime, count: int) -> tuple[SlotView, ...]:
    """Slots for a talk before an occurrence that both of them see."""
    return _slots(who, now=now, before=_latest(occurrence), count=count)


def beforehand(who: Who, event_id: UUID, recurrence_id: str) -> Beforehand:
    """Where a talk about an occurrence belongs. Raises `NotFound`, `NeedsPartner`, `NotShared`."""
    row = sight.one(who, event_id)
    found = sight.occurrence(who, row, recurrence_id)
    if found.recurrence_id != recurrence_id:
        raise errors.NotFound
    if who.partner_id is None:
        raise errors.NeedsPartner
    if not sight.is_seen_by_the_other(who, row.uid):
        raise errors.NotShared
    return Beforehand(row.uid, _latest(found))


def offered(actor: UUID, reminder_id: UUID) -> tuple[SlotView, ...]:
    """The times that a reminder of this person's offers, in its order: the first is "1"."""
    who = who_queries.of(actor)
    row = OfferedSlots.objects.filter(reminder_id=reminder_id, reminder__person_id=actor).first()
    starts = (datetime.fromisoformat(at) for at in row.starts) if row else ()
    return tuple(view(who, at, QUARTER) for at in starts)


def is_free(who: Who, starts_at: datetime) -> bool:
    """Whether both still have this quarter of an hour, as far as the viewer may know."""
    ends_at = zones.later(starts_at, QUARTER)
    return not any(begins < ends_at and ends > starts_at for begins, ends in _busy(who, starts_at, ends_at))


def mine_at(who: Who, starts: Collection[datetime]) -> dict[datetime, tuple[OccurrenceView, ...]]:
    """What the viewer themselves has at these quarters of an hour, private or not. Nobody else is told."""
    spans = [(zones.later(at, -STILL_ON), zones.later(at, QUARTER)) for at in starts]
    found = zip(starts, calendar.own_windows(who, spans), strict=True)
    return {
        at: tuple(one for one in window if not one.is_all_day and one.ends_at > at) for at, window in found
    }


def _slots(
    who: Who, *, now: datetime, before: datetime | None, count: int, length: timedelta = QUARTER
) -> tuple[SlotView, ...]:
    if who.partner_id is None:
        raise errors.NeedsPartner
    start_at = now + SOONEST
    end_at = min(now + AHEAD, before or now + AHEAD)
    if end_at <= start_at:
        return ()
    found = free_slots.slots(_busy(who, start_at, end_at), start_at, end_at, hours=_hours(who), length=length)
    return tuple(view(who, at, length) for at in islice(found, min(count, MOST)))


def _latest(occurrence: Occurrence) -> datetime:
    """When a talk about it has to be over."""
    return zones.later(occurrence.starts_at, -AN_HOUR)


def _hours(who: Who) -> tuple[Hours, ...]:
    """The waking hours of both, the viewer's first."""
    rows = Person.objects.filter(id__in=who.couple_ids).values_list("id", "quiet_from", "quiet_until")
    quiet = {id_: (begins, ends) for id_, begins, ends in rows}
    zoned = ((who.person_id, who.zone), (who.partner_id, who.partner_zone))
    return tuple(_waking(*quiet[one], Hours(zone)) for one, zone in zoned if one in quiet and zone)


def _waking(quiet_from: time | None, quiet_until: time | None, usual: Hours) -> Hours:
    """Somebody without quiet hours is not up all night."""
    if quiet_from is None or quiet_until is None:
        return usual
    return Hours(usual.zone, quiet_until, quiet_from)


def _busy(who: Who, start_at: datetime, end_at: datetime) -> Iterator[Busy]:
    since, until = zones.later(start_at, -STILL_ON), zones.later(end_at, free_slots.MARGIN)
    for how, group in calendar.groups(who, since, until):
        for _, one in event_rows.dated(group, since, until, home=who.zone):
            if _takes_time(one, how):
                yield one.starts_at, one.ends_at


def _takes_time(one: Occurrence, how: Shown) -> bool:
    """A day leaves room for a quarter of an hour, and so does what its owner marked as leaving them free.

    Of a busy time nobody learns how it was marked, so it always counts.
    """
    return not one.is_all_day and (how is Shown.BUSY or one.component.transp != "TRANSPARENT")


def view(who: Who, starts_at: datetime, length: timedelta) -> SlotView:
    """A time as this viewer's clocks show it."""
    ends_at = starts_at + length
    return SlotView(
        starts_at=starts_at,
        ends_at=ends_at,
        start_local=zones.wall_clock(starts_at, who.zone),
        end_local=zones.wall_clock(ends_at, who.zone),
        partner_tzid=who.other_tzid,
    )
