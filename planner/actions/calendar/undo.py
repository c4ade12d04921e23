"""Taking back one's last edit, move or deletion of an event, while nothing has come after it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import event_writes, rekey, rows, talks, undo_rows
from planner.actions.calendar.undo_rows import Record
from planner.core.calendar.series_names import Name, Naming
from planner.ical import read
from planner.models import Calendar, Event, Undo
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who


@transaction.atomic
def undo(actor: UUID, undo_id: UUID, *, now: datetime) -> UUID:
    """Put the event back as it was before the deed, with all that was said of it; the event's id.

    Raises `NotFound`, and `UndoOver` when the event was changed since, or too much time has passed.
    """
    who = who_queries.of(actor)
    found = Undo.objects.filter(id=undo_id, owner_id=actor).first()
    if found is None:
        raise errors.NotFound
    record = undo_rows.load(found.state)
    # The event before the deed, as an edit locks them: one of the two waits, and finds it changed.
    standing = {event.id: event for event in _standing(record)}
    row = Undo.objects.select_for_update().filter(id=undo_id).first()
    if row is None or row.expires_at <= now or not _is_as_left(record, standing):
        raise errors.UndoOver
    done_at = row.created_at
    row.delete()
    _put_back(who, record, standing, done_at=done_at, now=now)
    return record.event_id


def sweep(*, now: datetime) -> int:
    """Forget what can no longer be undone; how many deeds that were."""
    return Undo.objects.filter(expires_at__lte=now).delete()[0]


def _standing(record: Record) -> list[Event]:
    ids = [each for each in (record.event_id, record.following_id) if each]
    return list(Event.objects.select_for_update().filter(id__in=ids).order_by("id"))


def _is_as_left(record: Record, standing: dict[UUID, Event]) -> bool:
    if not Calendar.objects.filter(id=record.calendar_id).exists():
        return False
    return all(
        undo_rows.signature(standing.get(UUID(event_id))) == left for event_id, left in record.stands.items()
    )


def _put_back(
    who: Who, record: Record, standing: dict[UUID, Event], *, done_at: datetime, now: datetime
) -> None:
    old, new = standing.get(record.event_id), standing.get(record.following_id or record.event_id)
    new = new if record.following_id else None
    seen = [rows.glimpse(event) if event else None for event in (old, new)]
    people = rekey.before_whom(who, old) if old else ()
    text = record.columns["ics"]
    naming = _naming(record, text, old, new) if old else None
    goes = _backward(record, naming) if naming and naming.renames else None
    event = _restored(who, record, old, text, now=now)
    if new:
        new.delete()
        rekey.join_the_series(who.couple_ids, record.copies, since=done_at)
    uids = (event.uid, new.uid) if new else (event.uid,)
    if goes:
        rekey.words(who, people, uids, goes)
    undo_rows.share_again(who.person_id, record.unshared, since=done_at)
    event_writes.follow(
        who, uids, noticed=seen != [rows.glimpse(event), None], now=now, people=people, goes=goes
    )
    talks.stand_again(who, uids, since=done_at, now=now)
    reminders.news_again(uids, who.couple_ids, since=done_at, now=now)
    reminders.unsay_moved(uids, who.couple_ids, since=done_at, now=now)


def _naming(record: Record, text: str, old: Event, new: Event | None) -> Naming:
    following = sight.parsed(new) if new else None
    return Naming(read.read_text(text), sight.parsed(old), following, record.at, record.move)


def _backward(record: Record, naming: Naming) -> rekey.Goes:
    """As it was renamed; what was said since goes by the same way."""
    known = {(table, owner, uid, key): (old, named) for table, owner, old, named, uid, key in record.renamed}
    ours = {naming.before.uid, naming.following.uid if naming.following else ""}

    def goes(table: str, owner: UUID, name: Name) -> Name:
        found = known.get((table, str(owner), *name))
        if found or name[0] not in ours:
            return found or name
        return naming.back(name)

    return goes


def _restored(who: Who, record: Record, old: Event | None, text: str, *, now: datetime) -> Event:
    event = old or Event(
        id=record.event_id,
        owner_id=who.person_id,
        calendar_id=record.calendar_id,
        created_at=record.created_at,
    )
    for name, value in record.columns.items():
        setattr(event, name, value)
    rows.rebuild(event, text, read.read_text(text), now=now).save(force_insert=old is None)
    return event
