"""Talks, for one of the two."""

from datetime import datetime
from uuid import UUID

from planner import errors
from planner.core.calendar import recurrence
from planner.core.calendar.free_slots import QUARTER
from planner.models import Event, Talk
from planner.queries import calendar, sight, slots, talk_rows
from planner.queries import who as who_queries
from planner.queries.views import OccurrenceView, TalkView
from planner.queries.who import Who

MOST_AHEAD = 5
"""How many are shown of those that lie ahead."""


def talk(actor: UUID, talk_id: UUID, *, now: datetime) -> TalkView:
    """One talk. Raises `NotFound`, also for one that is about nothing in sight and stands nowhere."""
    who = who_queries.of(actor)
    return view(who, one(who, talk_id), now=now)


def all(actor: UUID, *, now: datetime) -> tuple[TalkView, ...]:
    """Every talk that there is for the viewer, the latest time first."""
    who = who_queries.of(actor)
    rows = talk_rows.told(who).order_by("-starts_at", "-created_at", "id")
    views = (view(who, row, now=now) for row in rows)
    return tuple(each for each in views if each.about or each.event_id)


def ahead(who: Who, *, now: datetime) -> tuple[TalkView, ...]:
    """The open talks whose time lies ahead, the next first, as far as they exist for the viewer."""
    rows = talk_rows.told(who).filter(state__in=talk_rows.OPEN, starts_at__gt=now - QUARTER)
    views = (view(who, row, now=now) for row in rows.order_by("starts_at", "id")[:MOST_AHEAD])
    return tuple(each for each in views if each.about or each.event_id)


def before(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> TalkView | None:
    """As `of`, for somebody who asks by the event. Raises `NotFound`."""
    who = who_queries.of(actor)
    return of(who, sight.one(who, event_id), recurrence_id, now=now)


def of(who: Who, event: Event, recurrence_id: str, *, now: datetime) -> TalkView | None:
    """The talk of an occurrence in sight: the open one, else the last while its time lies ahead."""
    row = talk_rows.standing(who, event.uid, recurrence_id)
    if row is None or (row.state not in talk_rows.OPEN and talk_rows.is_over(row, now)):
        return None
    return view(who, row, now=now)


def at_event(who: Who, event: Event, *, now: datetime) -> TalkView | None:
    """The talk that an event of the calendar is; None for any other event."""
    row = talk_rows.of_event(event)
    return view(who, row, now=now) if row and row.couple_id == who.couple_id else None


def one(who: Who, talk_id: UUID) -> Talk:
    """The row, if it exists for this viewer. Raises `NotFound`."""
    row = talk_rows.told(who).filter(id=talk_id).first()
    if row is None or not (row.event_id or _about(who, row)):
        raise errors.NotFound
    return row


def view(who: Who, row: Talk, *, now: datetime) -> TalkView:
    """A talk of the two, as this viewer sees it."""
    slot = slots.view(who, row.starts_at, QUARTER)
    is_over = talk_rows.is_over(row, now)
    is_open = row.state in talk_rows.OPEN and not is_over
    return TalkView(
        id=row.id,
        about=_about(who, row),
        slot=slot,
        state=row.state,
        by_me=row.suggested_by_id == who.person_id,
        event_id=row.event_id,
        is_over=is_over,
        # The other is told nothing of what the viewer has then, and was offered the time.
        clashes=slots.mine_at(who, slot.starts_at, slot.ends_at, but=row.event_id) if is_open else (),
    )


def _about(who: Who, row: Talk) -> OccurrenceView | None:
    event = sight.for_uid(who, row.uid)
    found = recurrence.find(sight.parsed(event), row.recurrence_id, home=who.zone) if event else None
    return calendar.occurrence_view(who, event, found) if event and found else None
