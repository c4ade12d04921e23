"""A calendar file on its way in: what it would change, and what it changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.conf import settings

from planner import errors
from planner.core.calendar import changes
from planner.core.calendar.events import EventObject
from planner.ical import wire
from planner.ical.parsed import Parsed, ParsedEvent, Problem
from planner.models import Calendar, Event, Import
from planner.queries import calendar, sight
from planner.queries import who as who_queries
from planner.queries.views import EventView, ImportedView, ImportLine, ImportView, ProblemView

RECENT = 10
MOST_BROUGHT = 100
_NEVER_READ = (Import.State.UNKNOWN, Import.State.DEAD)
_ERRORS = (errors.UnreadableCalendar, errors.NotACalendar, errors.TooLarge, errors.Hostile)
_WORDS = {error.code: error().message for error in _ERRORS}
_TOO_MANY = "This calendar has more than {:,} events. Export a shorter time span and try again."


@dataclass(frozen=True, slots=True)
class Difference:
    """What applying a file would do: events to add, rows to update, and how many stay as they are."""

    added: tuple[ParsedEvent, ...]
    updated: tuple[tuple[Event, ParsedEvent], ...]
    unchanged_count: int


def view(actor: UUID, import_id: UUID) -> ImportView:
    """One of the viewer's own imports, with a preview once it was read. Raises `NotFound`."""
    row = Import.objects.select_related("calendar").filter(id=import_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    return _view(row)


def recent(actor: UUID) -> tuple[ImportLine, ...]:
    """The viewer's last files, the newest first; what was thrown away is not among them."""
    rows = Import.objects.filter(owner_id=actor).exclude(stage=Import.Stage.DISCARDED)
    kept = rows.only("filename", "stage", "state").order_by("-created_at", "id")
    return tuple(ImportLine(row.id, row.filename, _stage(row)) for row in kept[:RECENT])


def brought(actor: UUID, import_id: UUID, *, now: datetime) -> tuple[EventView, ...]:
    """The events that an applied import added and that still lie ahead: which of these involve both?"""
    who = who_queries.of(actor)
    row = Import.objects.filter(id=import_id, owner_id=actor, stage=Import.Stage.APPLIED).first()
    if row is None:
        raise errors.NotFound
    added = {uid for uid, _title, _on in json.loads(row.result)["added"]}
    events = Event.objects.filter(calendar_id=row.calendar_id).defer("ics").order_by("first_start_at", "id")
    ahead = events.filter(last_end_at__gt=now) | events.filter(last_end_at__isnull=True)
    views = (calendar.event_view(who, event, now=now) for event in ahead.iterator() if event.uid in added)
    return tuple(islice((one for one in views if one.next), MOST_BROUGHT))


def difference(row: Import, parsed: Parsed) -> Difference:
    """What the file would do to its calendar.

    A file is compared with what the calendar last received, so the same file twice changes nothing, also
    after an edit by hand; a changed one wins over the edit unless it is older.
    """
    held = _held(row.calendar_id)
    elsewhere = _made_here(row)
    incoming = {one.event.uid: one for one in parsed.objects if one.event.uid not in elsewhere}
    found = changes.between(
        {uid: mark for uid, (_, mark) in held.items()},
        {uid: one.fingerprint for uid, one in incoming.items()},
        full=False,
    )
    rows = Event.objects.in_bulk([held[uid][0] for uid in found.updated])
    pairs = ((rows[held[uid][0]], incoming[uid]) for uid in found.updated)
    updated = tuple((event, one) for event, one in pairs if not _is_older(one.event, sight.parsed(event)))
    added = tuple(incoming[uid] for uid in found.added)
    return Difference(added, updated, len(parsed.objects) - len(added) - len(updated))


def summary(found: Difference, problems: Iterable[Problem]) -> str:
    """What an import did, as its row keeps it."""
    return json.dumps(
        {
            "added": _lines(one.event for one in found.added),
            "updated": _lines(one.event for _, one in found.updated),
            "unchanged": found.unchanged_count,
            "problems": [[one.summary, one.code, one.message] for one in problems],
        }
    )


def _view(row: Import) -> ImportView:
    stage = _stage(row)
    outcome = json.loads(row.result or _preview(row) or "{}")
    code = row.error_code or (errors.UnreadableCalendar.code if stage == Import.Stage.REFUSED else "")
    return ImportView(
        id=row.id,
        filename=row.filename,
        calendar_name=row.calendar.name,
        stage=stage,
        error=_words(code) if code else "",
        added=_imported(outcome.get("added", ())),
        updated=_imported(outcome.get("updated", ())),
        unchanged_count=outcome.get("unchanged", 0),
        problems=_counted(outcome.get("problems", ())),
    )


def _lines(events: Iterable[EventObject]) -> list[list[str]]:
    """UID, title and first day of each, by day."""
    firsts = ((event, event.components[0].start.wall.date().isoformat()) for event in events)
    lines = [[event.uid, event.summary, on] for event, on in firsts]
    return sorted(lines, key=lambda line: (line[2], line[1]))


def _imported(lines: Iterable[Sequence[str]]) -> tuple[ImportedView, ...]:
    return tuple(ImportedView(title, date.fromisoformat(on)) for _uid, title, on in lines)


def _counted(problems: Iterable[Sequence[str]]) -> tuple[ProblemView, ...]:
    """Each once, in the order of the file."""
    titles: dict[tuple[str, str], list[str]] = {}
    for title, code, message in problems:
        titles.setdefault((code, message), []).append(title)
    return tuple(
        ProblemView(found[0] if len(set(found)) == 1 else "", code, message, len(found))
        for (code, message), found in titles.items()
    )


def _words(code: str) -> str:
    """Why a file was refused, and what to do."""
    if code == errors.TooManyEvents.code:
        return _TOO_MANY.format(settings.IMPORT_MAX_EVENTS)
    return _WORDS.get(code, errors.UnreadableCalendar().message)


def _stage(row: Import) -> str:
    """How far the file is; one that nobody could read is refused."""
    never_read = row.stage == Import.Stage.RECEIVED and row.state in _NEVER_READ
    return Import.Stage.REFUSED if never_read else row.stage


def _preview(row: Import) -> str:
    """What applying would do now, in the form of `summary`; "" for a file that is not ready."""
    if row.stage != Import.Stage.READY:
        return ""
    parsed = wire.load(row.parsed)
    return summary(difference(row, parsed), parsed.problems)


def _held(calendar_id: UUID) -> dict[str, tuple[UUID, str]]:
    """By UID: the row, and the fingerprint of what was last received for it."""
    rows = Event.objects.filter(calendar_id=calendar_id)
    columns = rows.values_list("uid", "id", "source_fingerprint", "fingerprint")
    return {uid: (event_id, source or own) for uid, event_id, source, own in columns}


def _made_here(row: Import) -> set[str]:
    """UIDs of the owner's own calendar: a file that brings one is an older copy of what lives there."""
    own = Event.objects.filter(owner_id=row.owner_id, calendar__source=Calendar.Source.OWN)
    return set(own.exclude(calendar_id=row.calendar_id).values_list("uid", flat=True))


def _is_older(incoming: EventObject, stored: EventObject) -> bool:
    """Whether the file's copy was written before the stored one (RFC 5546 section 2.1.5)."""
    new, old = incoming.components[0], stored.components[0]
    if new.sequence != old.sequence:
        return new.sequence < old.sequence
    return bool(new.last_modified and old.last_modified and new.last_modified < old.last_modified)
