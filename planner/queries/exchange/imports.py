"""A calendar file on its way in: what it would change, and what it changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from planner import errors
from planner.core.calendar import changes
from planner.core.calendar.events import EventObject
from planner.ical import wire
from planner.ical.parsed import Incoming, Parsed, Problem
from planner.models import Calendar, Event, Import, ViewVersion
from planner.queries.calendar import event_views
from planner.queries.exchange import import_changes, problems
from planner.queries.exchange.import_changes import Change
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.views import (
    ChangeView,
    EventView,
    ImportedView,
    ImportLine,
    ImportProgress,
    ImportView,
)

RECENT = 10
MOST_COMPARED = 1_000
MOST_BROUGHT, MOST_LOOKED_AT = 100, 2_000
_GIVEN_UP = (Import.State.UNKNOWN, Import.State.DEAD)
_ERRORS = (errors.UnreadableCalendar, errors.NotACalendar, errors.TooLarge, errors.Hostile)
_WORDS = {error.code: error().message for error in _ERRORS}
_TOO_MANY = gettext_noop(
    "This calendar has more than {most} events. Export a shorter time span and try again."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What applying a file would do: events to add, rows to update, and how many stay as they are."""

    added: tuple[Incoming, ...]
    updated: tuple[tuple[Event, Incoming], ...]
    unchanged_count: int

    @property
    def count(self) -> int:
        """How many events are to be written."""
        return len(self.added) + len(self.updated)

    @property
    def incoming(self) -> tuple[Incoming, ...]:
        """The events to be written."""
        return (*self.added, *(one for _, one in self.updated))


def view(actor: UUID, import_id: UUID) -> ImportView:
    """One of the viewer's own imports, with a preview once it was read. Raises `NotFound`."""
    rows = Import.objects.select_related("calendar").defer("data", "parsed")
    row = rows.filter(id=import_id, owner_id=actor).first()
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
    rows = Import.objects.filter(owner_id=actor, stage=Import.Stage.APPLIED).defer("data", "parsed")
    row = rows.filter(id=import_id).first()
    if row is None:
        raise errors.NotFound
    added = {uid for uid, *_rest in json.loads(row.result)["added"]}
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gt=now)
    ahead = Event.objects.filter(still_on, calendar_id=row.calendar_id).order_by("first_start_at", "id")
    in_order = ahead.select_related("calendar").defer("ics").iterator()
    new = islice((event for event in in_order if event.uid in added), MOST_LOOKED_AT)
    views = event_views.views(who, new, now=now)
    return tuple(islice((one for one in views if one.next), MOST_BROUGHT))


def difference(row: Import, parsed: Parsed) -> Difference:
    """What the file would do to its calendar.

    A file is compared with what the calendar last received, so the same file twice changes nothing, also
    after an edit by hand; a changed one wins over the edit unless it is older.
    """
    held = _held(row.calendar_id)
    elsewhere = _made_here(row)
    incoming = {one.uid: one for one in parsed.objects if one.uid not in elsewhere}
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


def summary(row: Import, found: Difference, said: Iterable[Problem]) -> str:
    """What applying would do, or did, as the row keeps it."""
    zone = who_queries.of(row.owner_id).zone
    updated = (
        (one.event, import_changes.of(sight.parsed(event), one.event, zone)) for event, one in found.updated
    )
    return json.dumps(
        {
            "added": _lines((one.event, ()) for one in found.added),
            "updated": _lines(updated),
            "unchanged": found.unchanged_count,
            "problems": [[one.summary, one.code, one.message] for one in said],
        }
    )


def _view(row: Import) -> ImportView:
    stage = _stage(row)
    outcome = json.loads(_outcome(row, stage) or "{}")
    gone, changed = _parted(outcome.get("updated", ()))
    code = row.error_code or (errors.UnreadableCalendar.code if stage == Import.Stage.REFUSED else "")
    return ImportView(
        id=row.id,
        filename=row.filename,
        calendar_name=row.calendar.name,
        stage=stage,
        error=_words(code) if code else "",
        added=_imported(outcome.get("added", ())),
        updated=_imported(changed),
        removed=_imported(gone),
        unchanged_count=outcome.get("unchanged", 0),
        problems=problems.counted(outcome.get("problems", ())),
        progress=_progress(row),
    )


def _parted(lines: Iterable[Sequence[Any]]) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    """What a file calls off, and what it changes otherwise."""
    gone: list[Sequence[Any]] = []
    changed: list[Sequence[Any]] = []
    for line in lines:
        _uid, _title, _on, *found = line
        is_gone = any(what == import_changes.CANCELLED for what, *_texts in found)
        (gone if is_gone else changed).append(line)
    return gone, changed


def _progress(row: Import) -> ImportProgress:
    return ImportProgress(
        is_waiting=row.state == Import.State.PENDING,
        size_bytes=row.size_bytes,
        done_count=row.done_count,
        total_count=row.total_count,
    )


def _lines(events: Iterable[tuple[EventObject, Iterable[Change]]]) -> list[list[Any]]:
    """UID, title, first day and changes of each, by day."""
    lines = [
        [event.uid, event.summary, event.components[0].start.wall.date().isoformat(), *map(list, changes)]
        for event, changes in events
    ]
    return sorted(lines, key=lambda line: (line[2], line[1]))


def _imported(lines: Iterable[Sequence[Any]]) -> tuple[ImportedView, ...]:
    return tuple(
        ImportedView(title, date.fromisoformat(on), tuple(ChangeView(*one) for one in changes))
        for _uid, title, on, *changes in lines
    )


def _words(code: str) -> str:
    """Why a file was refused, and what to do."""
    if code == errors.TooManyEvents.code:
        return _(_TOO_MANY).format(most=intcomma(settings.IMPORT_MAX_EVENTS))
    return _(_WORDS.get(code, errors.UnreadableCalendar().message))


def _stage(row: Import) -> str:
    """How far it is: what nobody could read is refused, what nobody could write can be confirmed again."""
    if row.state in _GIVEN_UP and row.stage == Import.Stage.APPLYING:
        return Import.Stage.READY
    is_unread = row.stage in (Import.Stage.RECEIVED, Import.Stage.COMPARING)
    return Import.Stage.REFUSED if row.state in _GIVEN_UP and is_unread else row.stage


def _outcome(row: Import, stage: str) -> str:
    """What applying did, or would do now, in the form of `summary`; "" for a file that was not read.

    A large file is not compared again while somebody waits for the page: then it is what was found when it
    was read, and what applying really did is told afterwards.
    """
    if stage != Import.Stage.READY or row.total_count > MOST_COMPARED or _is_seen(row):
        return str(row.result)
    parsed = wire.load(row.parsed)
    return summary(row, difference(row, parsed), parsed.problems)


def _is_seen(row: Import) -> bool:
    """Whether nothing has changed for the owner since the file was compared."""
    return ViewVersion.objects.filter(person_id=row.owner_id, version=row.seen_version).exists()


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
