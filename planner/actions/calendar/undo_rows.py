"""The row that a deed on an event leaves behind so that it can be taken back: what was, and must still be."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from planner.core.calendar.series_names import Naming
from planner.models import Event, Flag, FlagReason, Lesson, Matters, Undo

FOR = timedelta(hours=1)
Since = dict[str, dict[str, list[str | None]]]
"""Since when words are shared: each column of each row, by table and id."""
_COLUMNS = ("ics", "source_fingerprint", "visibility", "visibility_before", "world", "kind")


@dataclass(slots=True)
class Record:
    """A deed as it is being done, and as it is read again to be undone."""

    event_id: UUID
    calendar_id: UUID
    created_at: datetime
    columns: dict[str, str]
    at: datetime | None = None
    move: timedelta = timedelta()
    following_id: UUID | None = None
    stands: dict[str, str] = field(default_factory=dict)
    renamed: list[list[str]] = field(default_factory=list)
    copies: list[list[str]] = field(default_factory=list)
    unshared: Since = field(default_factory=dict)


def begin(event: Event, naming: Naming) -> Record:
    """The record of a deed on a row as it still is."""
    columns = {name: getattr(event, name) for name in _COLUMNS}
    return Record(event.id, event.calendar_id, event.created_at, columns, naming.at, naming.move)


def keep(owner_id: UUID, record: Record, *, after: tuple[Event | None, Event | None], now: datetime) -> UUID:
    """The id of the row that takes the deed back, in place of any for an earlier deed on this event."""
    old, new = after
    record.following_id = new.id if new else None
    record.stands = {str(record.event_id): signature(old)} | ({str(new.id): signature(new)} if new else {})
    Undo.objects.filter(event_id=record.event_id).delete()
    made = {"owner_id": owner_id, "event_id": record.event_id, "state": _dump(record)}
    return Undo.objects.create(**made, created_at=now, expires_at=now + FOR).id


def forget(owner_id: UUID) -> None:
    """Let nothing that this person did until now be undone."""
    Undo.objects.filter(owner_id=owner_id).delete()


def load(text: str) -> Record:
    """The record that `keep` wrote."""
    data: dict[str, Any] = json.loads(text)
    at, following = data["at"], data["following_id"]
    return Record(
        event_id=UUID(data["event_id"]),
        calendar_id=UUID(data["calendar_id"]),
        created_at=datetime.fromisoformat(data["created_at"]),
        columns=data["columns"],
        at=datetime.fromisoformat(at) if at else None,
        move=timedelta(seconds=data["move_s"]),
        following_id=UUID(following) if following else None,
        stands=data["stands"],
        renamed=data["renamed"],
        copies=data["copies"],
        unshared=data["unshared"],
    )


def signature(event: Event | None) -> str:
    """What changes with every change of a row; "" for one that is not there."""
    if event is None:
        return ""
    parts = (event.fingerprint, event.visibility, event.kind, event.world, event.changed_at.isoformat())
    return "|".join(parts)


def shared(owner_id: UUID, uid: str) -> Since:
    """Since when this person shares what they said of a UID."""
    words = _words(Q(owner_id=owner_id, uid=uid))
    return {table: _since(rows, *columns) for table, rows, columns in words}


def share_again(owner_id: UUID, unshared: Since, *, since: datetime) -> None:
    """Share what `shared` found, unless it was changed since then."""
    for table, rows, columns in _words(Q(owner_id=owner_id, changed_at__lte=since)):
        for pk, values in unshared.get(table, {}).items():
            moments = (value and datetime.fromisoformat(value) for value in values)
            rows.filter(pk=pk).update(**dict(zip(columns, moments, strict=True)))


def _words(which: Q) -> tuple[tuple[str, Any, tuple[str, ...]], ...]:
    """The tables of what people share, these rows of them, and their columns that say since when."""
    flags = Flag.objects.filter(which)
    return (
        ("flag", flags, ("level_shared_at", "note_shared_at")),
        ("reason", FlagReason.objects.filter(flag__in=flags), ("shared_at",)),
        ("matters", Matters.objects.filter(which), ("level_shared_at", "why_shared_at")),
        ("lesson", Lesson.objects.filter(which), ("shared_at",)),
    )


def _since(rows: Any, *columns: str) -> dict[str, list[str | None]]:
    return {
        str(pk): [moment and moment.isoformat() for moment in moments]
        for pk, *moments in rows.values_list("pk", *columns)
        if any(moments)
    }


def _dump(record: Record) -> str:
    return json.dumps(
        {
            "event_id": str(record.event_id),
            "calendar_id": str(record.calendar_id),
            "created_at": record.created_at.isoformat(),
            "columns": record.columns,
            "at": record.at.isoformat() if record.at else None,
            "move_s": record.move.total_seconds(),
            "following_id": str(record.following_id) if record.following_id else None,
            "stands": record.stands,
            "renamed": record.renamed,
            "copies": record.copies,
            "unshared": record.unshared,
        },
        ensure_ascii=False,
    )
