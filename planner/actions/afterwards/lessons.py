"""The one thing kept for next time: written, rewritten, shared and thrown away by its owner alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.afterwards import looking_back
from planner.actions.afterwards.looking_back import Over
from planner.actions.engine import views
from planner.models import Lesson
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

TEXT_MAX = 300


@transaction.atomic
def keep(
    actor: UUID, event_id: UUID, recurrence_id: str, *, text: str, share: bool = False, now: datetime
) -> UUID:
    """Keep one thing from an occurrence that is over, in place of what was kept of it before; its id.

    Raises `NotFound`, `NotOver`, `Invalid`, `TooLong`.
    """
    return keep_of(looking_back.over(actor, event_id, recurrence_id, now=now), text, share=share, now=now)


def keep_of(over: Over, text: str, *, share: bool, now: datetime) -> UUID:
    """The same within a deed that has found the occurrence."""
    about = {"owner_id": over.who.person_id, "uid": over.uid}
    about |= {"recurrence_id": over.occurrence.recurrence_id}
    row = Lesson.objects.select_for_update().filter(**about).first()
    row = row or Lesson(**about, created_at=now)
    row.kind, row.happened_at = over.event.kind, over.occurrence.starts_at
    _write(over.who, row, text, share=share, now=now)
    return row.id


@transaction.atomic
def rewrite(actor: UUID, lesson_id: UUID, *, text: str, share: bool, now: datetime) -> None:
    """Change one's own lesson, also of an event that is gone. Raises `NotFound`, `Invalid`, `TooLong`."""
    row = _mine(actor, lesson_id)
    _write(who_queries.of(actor), row, text, share=share, now=now)


@transaction.atomic
def forget(actor: UUID, lesson_id: UUID, *, now: datetime) -> None:
    """Throw a lesson of one's own away. Raises `NotFound`."""
    row = _mine(actor, lesson_id)
    who = who_queries.of(actor)
    was_told = row.shared_at is not None and sight.is_told_for_good(who, row.uid)
    row.delete()
    views.touch(actor, who.partner_id if was_told else None, now=now)


def keep_to_oneself(owner_id: UUID, *, uid: str | None = None) -> None:
    """Share none of this person's lessons any more, about one UID or about everything.

    Called in the transaction of a deed that says so to whoever can see it.
    """
    mine = Lesson.objects.filter(owner_id=owner_id)
    (mine if uid is None else mine.filter(uid=uid)).update(shared_at=None)


def _mine(actor: UUID, lesson_id: UUID) -> Lesson:
    row = Lesson.objects.select_for_update().filter(id=lesson_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    return row


def _write(who: Who, row: Lesson, text: str, *, share: bool, now: datetime) -> None:
    clean = text.strip()
    if not clean:
        raise errors.Invalid("Write the one thing.", field="text")
    if len(clean) > TEXT_MAX:
        raise errors.TooLong(field="text")
    before = row.text if row.shared_at else None
    row.text, row.changed_at = clean, now
    row.shared_at = (row.shared_at or now) if share else None
    row.save()
    after = row.text if row.shared_at else None
    is_noticed = before != after and sight.is_told_for_good(who, row.uid)
    views.touch(who.person_id, who.partner_id if is_noticed else None, now=now)
