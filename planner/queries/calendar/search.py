"""Search in what this viewer sees in full: their own events, what the other shares, their own notes on both.

The texts are encrypted, so no database can search them. They are opened and looked through here; only what
holds the words is parsed. What the viewer may not see is never loaded, so that no answer can hint at it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from planner.core import searching
from planner.core.calendar import events as core_events
from planner.core.calendar import recurrence, zones
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.events import Component, EventObject, Occurrence
from planner.models import Event, Flag, Matters
from planner.queries import wording
from planner.queries.calendar import calendar, event_rows, event_views
from planner.queries.calendar.event_rows import EventRow
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import EventView, FoundView

MOST_SCANNED = 50_000
"""Of what is to come, and of what was: the nearest first."""
STEPS = 200_000
"""To find the next date of each owner's series among the hits: no flood of one takes the other's dates."""
_AHEAD = tuple(timedelta(days=days) for days in (40, 400, 8_000))
_BACK = tuple(timedelta(days=days) for days in (8, 70, 800, 8_000))
_A_MOMENT = timedelta(seconds=1)

Words = tuple[str, ...]
Notes = Mapping[str, Mapping[str, str]]
"""The viewer's own words on a UID, by recurrence id."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """An event that holds the words: in `part`, or in the viewer's note on the date `named` ("": any)."""

    row: EventRow
    event: EventObject
    part: Component
    note: str = ""
    named: str = ""

    @property
    def is_single(self) -> bool:
        return not self.row.is_recurring


@dataclass(frozen=True, slots=True)
class _Dated:
    hit: _Hit
    one: Occurrence

    @property
    def order(self) -> tuple[datetime, UUID]:
        return self.one.starts_at, self.hit.row.id

    def is_over(self, now: datetime) -> bool:
        return self.one.starts_at < now and self.one.ends_at <= now


def search(
    actor: UUID, text: str, *, now: datetime, limit: int = 50, offset: int = 0
) -> tuple[FoundView, ...]:
    """Events that hold all the words: those to come by nearness, then those that were, the latest first.

    Each once, with its next date, else its last; a word in one date's own text or note leads to that date.
    """
    who, wanted = who_queries.of(actor), searching.words(text)
    found = _found(who, wanted, now=now, most=offset + limit) if wanted else []
    return tuple(_view(who, one, wanted, now=now) for one in found[offset : offset + limit])


def events(
    actor: UUID, text: str, *, now: datetime, limit: int = 50, offset: int = 0
) -> tuple[EventView, ...]:
    """The same events in the same order, each as a whole."""
    ids = [one.occurrence.event_id for one in search(actor, text, now=now, limit=limit, offset=offset)]
    who = who_queries.of(actor)
    wanted = sight.events(who).select_related("calendar").filter(id__in=[one for one in ids if one])
    rows = {row.id: row for row in wanted}
    return tuple(event_views.views(who, (rows[one] for one in ids if one in rows), now=now))


def _found(who: Who, wanted: Words, *, now: datetime, most: int) -> list[_Dated]:
    """The first so many, in order. What was is looked through only if what is to come does not fill them."""
    notes, rows = _notes(who), sight.once(who)
    allowances: defaultdict[UUID, Allowance] = defaultdict(lambda: Allowance(STEPS))

    def hits(rows: QuerySet[Event]) -> Iterator[_Dated]:
        for row in event_rows.of(rows[:MOST_SCANNED]):
            hit = _hit(row, notes.get(row.uid, {}), wanted)
            one = _date(who, hit, allowances[row.owner_id], now=now) if hit else None
            if hit and one:
                yield _Dated(hit, one)

    once = rows.filter(is_recurring=False)
    ahead = once.filter(last_end_at__gte=now).order_by("first_start_at", "id")
    found = [*hits(rows.filter(is_recurring=True).order_by("-created_at", "id")), *islice(hits(ahead), most)]
    if sum(not one.is_over(now) for one in found) < most:
        past = once.filter(last_end_at__lt=now).order_by("-first_start_at", "id")
        found += islice(hits(past), most)
    return _in_order(found, now)


def _in_order(found: Iterable[_Dated], now: datetime) -> list[_Dated]:
    ordered = sorted(found, key=lambda one: one.order)
    past = [one for one in ordered if one.is_over(now)]
    return [*(one for one in ordered if not one.is_over(now)), *reversed(past)]


def _hit(row: EventRow, own: Mapping[str, str], wanted: Words) -> _Hit | None:
    """The event if it holds all the words: in the series, in one of its dates, or in the viewer's note."""
    text = event_rows.text(row)
    talk = str(wording.TALK) if wording.KEPT_TALK in text else ""
    if not searching.may_hold("\n".join((text, talk, *own.values())), wanted):
        return None
    event = core_events.from_json(text)
    parts = [one for one in event.components if not one.is_cancelled]
    for part in parts:
        if searching.holds(_text(part), wanted):
            return _Hit(row, event, part)
    for named, note in own.items():
        for part in parts[:1]:
            if searching.holds(f"{_text(part)}\n{note}", wanted):
                return _Hit(row, event, part, note, named)
    return None


def _text(part: Component) -> str:
    return "\n".join((wording.title(part.summary), part.location, part.description))


def _notes(who: Who) -> Notes:
    """In two queries, and nothing that the other wrote: it is the viewer's own memory that is searched."""
    notes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    flags = Flag.objects.filter(owner_id=who.person_id).values_list("uid", "recurrence_id", "note")
    matters = Matters.objects.filter(owner_id=who.person_id).values_list("uid", "recurrence_id", "why")
    for uid, named, note in (*flags, *matters):
        if note:
            notes[uid][named] = f"{notes[uid].get(named, '')}\n{note}".strip()
    return notes


def _date(who: Who, hit: _Hit, allowance: Allowance, *, now: datetime) -> Occurrence | None:
    """The date to show of it; None if it never takes place."""
    named = recurrence.find(hit.event, hit.named, home=who.zone) if hit.named or hit.is_single else None
    if named:
        return named
    if hit.part.recurrence_id:
        at = zones.instant_of(hit.part.start, who.zone)
        around = recurrence.occurrences(hit.event, at, zones.later(at, _A_MOMENT), home=who.zone)
        found = [one for one in around if one.component == hit.part]
        if found:
            return found[0]
    return _next(who, hit.event, allowance, now) or _last(who, hit.event, allowance, now)


def _next(who: Who, event: EventObject, allowance: Allowance, now: datetime) -> Occurrence | None:
    for ahead in _AHEAD:
        until = zones.later(now, ahead)
        found = recurrence.occurrences(event, now, until, home=who.zone, limit=1, allowance=allowance)
        if found:
            return found[0]
    return None


def _last(who: Who, event: EventObject, allowance: Allowance, now: datetime) -> Occurrence | None:
    """The last date before now; of what happens all the time, one near it."""
    _, last_end_at = recurrence.bounds(event)
    end_at = min(now, zones.later(last_end_at, timedelta(days=1))) if last_end_at else now
    for back in _BACK:
        since = zones.later(end_at, -back)
        found = recurrence.occurrences(event, since, end_at, home=who.zone, allowance=allowance)
        if found:
            return found[-1]
    return None


def _view(who: Who, found: _Dated, wanted: Words, *, now: datetime) -> FoundView:
    hit, occurrence = found.hit, calendar.occurrence_view(who, found.hit.row, found.one)
    is_in_sight = searching.holds(f"{occurrence.title}\n{occurrence.location}", wanted)
    return FoundView(
        occurrence=occurrence,
        excerpt="" if is_in_sight else searching.excerpt(hit.note or hit.part.description, wanted),
        is_in_my_note=bool(hit.note),
        is_over=found.is_over(now),
    )
