"""Talks, for one of the two."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from planner import errors
from planner.core.calendar import recurrence
from planner.core.calendar.free_slots import QUARTER
from planner.models import Event, Talk
from planner.queries.calendar import calendar, slots, talk_rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import OccurrenceView, TalkView

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
    return _there(who, rows, now=now)


def coming(who: Who, *, after: datetime) -> QuerySet[Talk]:
    """The open talks that begin after this time."""
    return talk_rows.told(who).filter(state__in=talk_rows.OPEN, starts_at__gt=after)


def ahead(who: Who, rows: Iterable[Talk], events: Iterable[Event], *, now: datetime) -> tuple[TalkView, ...]:
    """Of those that are `coming` the next, as far as they exist for the viewer, with the events at hand."""
    first = sorted(rows, key=lambda row: (row.starts_at, row.id))[:MOST_AHEAD]
    return _that_are_there(_seen(who, first, _about_events(who, first, events), now=now))


def before(
    actor: Actor, event_id: UUID, recurrence_id: str, *, now: datetime
) -> tuple[OccurrenceView, TalkView | None]:
    """An occurrence, and its talk as `of` finds it. Raises `NotFound`."""
    who = who_queries.of(actor)
    event, standing = sight.with_standing(sight.copies(who, event_id), event_id)
    found = calendar.occurrence_view(who, event, sight.occurrence(who, event, recurrence_id))
    return found, of(who, standing, recurrence_id, now=now)


def of(who: Who, event: Event, recurrence_id: str, *, now: datetime) -> TalkView | None:
    """The talk of an occurrence: the open one, else the last while its time lies ahead.

    `event` is the row that stands for its UID before the viewer.
    """
    row = talk_rows.standing(who, event.uid, recurrence_id)
    if row is None or (row.state not in talk_rows.OPEN and talk_rows.is_over(row, now)):
        return None
    return _seen(who, (row,), _about_events(who, (row,), (event,)), now=now)[0]


def at_event(who: Who, event: Event, *, now: datetime) -> TalkView | None:
    """The talk that an event of the calendar is; None for any other event."""
    row = talk_rows.of_event(event)
    return view(who, row, now=now) if row and row.couple_id == who.couple_id else None


def one(who: Who, talk_id: UUID) -> Talk:
    """The row, if it exists for this viewer. Raises `NotFound`."""
    row = talk_rows.told(who).filter(id=talk_id).first()
    if row is None or not (row.event_id or _about(who, (row,))):
        raise errors.NotFound
    return row


def view(who: Who, row: Talk, *, now: datetime) -> TalkView:
    """A talk of the two, as this viewer sees it."""
    return _views(who, (row,), now=now)[0]


def _there(who: Who, rows: Iterable[Talk], *, now: datetime) -> tuple[TalkView, ...]:
    """Those of them that are about something in sight, or stand in the calendar."""
    return _that_are_there(_views(who, tuple(rows), now=now))


def _that_are_there(views: Iterable[TalkView]) -> tuple[TalkView, ...]:
    return tuple(each for each in views if each.about or each.event_id)


def _views(who: Who, rows: Sequence[Talk], *, now: datetime) -> tuple[TalkView, ...]:
    """Talks as this viewer sees them, in as many queries for many as for one."""
    return _seen(who, rows, _about(who, rows), now=now)


def _seen(
    who: Who, rows: Sequence[Talk], about: Mapping[tuple[str, str], OccurrenceView], *, now: datetime
) -> tuple[TalkView, ...]:
    mine = slots.mine_at(who, {row.starts_at for row in rows if _is_open(row, now)})
    return tuple(_view(who, row, about.get(_key(row)), mine.get(row.starts_at, ()), now) for row in rows)


def _view(
    who: Who, row: Talk, about: OccurrenceView | None, mine: Sequence[OccurrenceView], now: datetime
) -> TalkView:
    return TalkView(
        id=row.id,
        about=about,
        slot=slots.view(who, row.starts_at, QUARTER),
        state=row.state,
        by_me=row.suggested_by_id == who.person_id,
        event_id=row.event_id,
        is_over=talk_rows.is_over(row, now),
        # The other is told nothing of what the viewer has then, and was offered the time.
        clashes=tuple(one for one in mine if one.event_id != row.event_id) if _is_open(row, now) else (),
    )


def _is_open(row: Talk, now: datetime) -> bool:
    return row.state in talk_rows.OPEN and not talk_rows.is_over(row, now)


def _key(row: Talk) -> tuple[str, str]:
    return row.uid, row.recurrence_id


def _about(who: Who, rows: Iterable[Talk]) -> dict[tuple[str, str], OccurrenceView]:
    """What they are about, as far as it is in the viewer's sight."""
    return _about_events(who, rows, sight.for_uids(who, {row.uid for row in rows}).values())


def _about_events(
    who: Who, rows: Iterable[Talk], events: Iterable[Event]
) -> dict[tuple[str, str], OccurrenceView]:
    keys = {_key(row) for row in rows}
    found = {}
    for event in events:
        parsed = sight.parsed(event)
        for key in (key for key in keys if key[0] == event.uid):
            one = recurrence.find(parsed, key[1], home=who.zone)
            if one:
                found[key] = calendar.occurrence_view(who, event, one)
    return found
