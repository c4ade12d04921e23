"""What a person does with the lists of what helps them, and with their notes on people.

What helps me is shared line by line; the quiet helps and the notes never are.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from planner import errors
from planner.actions.engine import locks, views
from planner.core.helps import (
    MOST_HELPS,
    MOST_PERSON_NOTES,
    NAME_MAX,
    NOTE_MAX,
    TEXT_MAX,
    moved,
    written,
)
from planner.models import Help, PersonNote
from planner.queries.people import who as who_queries


@transaction.atomic
def add(actor: UUID, text: str, *, is_quiet: bool = False, now: datetime) -> UUID:
    """Put a line at the end of the list, for oneself to begin with; twice is once.

    Raises `Invalid`, `TooMany`.
    """
    rows = _list(actor, is_quiet=is_quiet)
    said = written(text, field="text", most=TEXT_MAX)
    if known := next((row for row in rows if row.text == said), None):
        return known.id
    if len(rows) >= MOST_HELPS:
        raise errors.TooMany("That is as much as fits on this list.", field="text")
    position = rows[-1].position + 1 if rows else 0
    row = Help.objects.create(owner_id=actor, is_quiet=is_quiet, position=position, text=said, created_at=now)
    views.touch(actor, now=now)
    return row.id


@transaction.atomic
def change(actor: UUID, help_id: UUID, text: str, *, now: datetime) -> None:
    """Say it in other words; a shared line stays shared. Raises `Invalid`, `NotFound`."""
    row = _own(actor, help_id)
    row.text = written(text, field="text", most=TEXT_MAX)
    row.save(update_fields=("text",))
    _tell(actor, is_seen=row.shared_at is not None, now=now)


@transaction.atomic
def share(actor: UUID, help_id: UUID, *, is_shared: bool, now: datetime) -> None:
    """Let the other read this line, or no longer.

    Raises `NotFound`, `NeedsPartner`, and `NotAllowed` for a quiet help, which stays its owner's.
    """
    row = _own(actor, help_id)
    if row.is_quiet:
        raise errors.NotAllowed
    if is_shared and who_queries.of(actor).partner_id is None:
        raise errors.NeedsPartner
    if is_shared == (row.shared_at is not None):
        return
    row.shared_at = now if is_shared else None
    row.save(update_fields=("shared_at",))
    _tell(actor, is_seen=True, now=now)


@transaction.atomic
def move(actor: UUID, help_id: UUID, *, to: int, now: datetime) -> None:
    """Give a line another place in its list, counted from 0. Raises `NotFound`."""
    row = _own(actor, help_id)
    before = _list(actor, is_quiet=row.is_quiet)
    after = moved(before, row, to=to)
    # Each place holds one line at any moment, so all step aside first.
    step = before[-1].position + 1
    Help.objects.filter(owner_id=actor, is_quiet=row.is_quiet).update(position=F("position") + step)
    for position, one in enumerate(after):
        Help.objects.filter(id=one.id).update(position=position)
    _tell(actor, is_seen=_shared(before) != _shared(after), now=now)


@transaction.atomic
def remove(actor: UUID, help_id: UUID, *, now: datetime) -> None:
    """Take a line off its list. Raises `NotFound`."""
    row = _own(actor, help_id)
    row.delete()
    _tell(actor, is_seen=row.shared_at is not None, now=now)


def keep_to_oneself(owner_id: UUID) -> None:
    """Share none of them: whoever reads them next was not chosen then."""
    Help.objects.filter(owner_id=owner_id).update(shared_at=None)


@transaction.atomic
def keep_note(actor: UUID, *, name: str, note: str, now: datetime) -> UUID:
    """Keep a note on somebody; twice is once. Raises `Invalid`, `TooMany`."""
    locks.person(actor)
    row = _written(PersonNote(owner_id=actor, created_at=now), name, note)
    kept = list(PersonNote.objects.filter(owner_id=actor))
    if known := next((one for one in kept if (one.name, one.note) == (row.name, row.note)), None):
        return known.id
    if len(kept) >= MOST_PERSON_NOTES:
        raise errors.TooMany("More notes than that cannot be kept.", field="name")
    row.save()
    views.touch(actor, now=now)
    return row.id


@transaction.atomic
def change_note(actor: UUID, note_id: UUID, *, name: str, note: str, now: datetime) -> None:
    """Write it anew. Raises `Invalid`, `NotFound`."""
    row = PersonNote.objects.filter(owner_id=actor, id=note_id).first()
    if row is None:
        raise errors.NotFound
    _written(row, name, note).save()
    views.touch(actor, now=now)


@transaction.atomic
def remove_note(actor: UUID, note_id: UUID, *, now: datetime) -> None:
    """Keep it no longer. Raises `NotFound`."""
    count, _ = PersonNote.objects.filter(owner_id=actor, id=note_id).delete()
    if not count:
        raise errors.NotFound
    views.touch(actor, now=now)


def _written(row: PersonNote, name: str, note: str) -> PersonNote:
    row.name = written(name, field="name", most=NAME_MAX)
    row.note = note.strip()
    if len(row.note) > NOTE_MAX:
        raise errors.TooLong(field="note")
    return row


def _own(actor: UUID, help_id: UUID) -> Help:
    """The line, with its owner held, so that no two deeds give two lines one place."""
    locks.person(actor)
    row = Help.objects.filter(owner_id=actor, id=help_id).first()
    if row is None:
        raise errors.NotFound
    return row


def _list(actor: UUID, *, is_quiet: bool) -> list[Help]:
    locks.person(actor)
    return list(Help.objects.filter(owner_id=actor, is_quiet=is_quiet).order_by("position"))


def _shared(rows: list[Help]) -> list[UUID]:
    return [row.id for row in rows if row.shared_at]


def _tell(actor: UUID, *, is_seen: bool, now: datetime) -> None:
    views.touch(actor, who_queries.of(actor).partner_id if is_seen else None, now=now)
