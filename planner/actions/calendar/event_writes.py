"""What every deed on an event ends in: rows and words in step, views and reminders after them, a way back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.actions import reminders
from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import rekey, rows, talks_following, undo_rows
from planner.actions.engine import views
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.calendar.series_names import Naming
from planner.ical import read
from planner.ical.edits import Edit
from planner.models import Event
from planner.queries.people import sight
from planner.queries.people.who import Who


@dataclass(frozen=True, slots=True)
class Done:
    """Where the occurrence is found after a deed (no event: nowhere), and what takes the deed back."""

    event_id: UUID | None
    recurrence_id: str
    undo_id: UUID


def carry_out(
    who: Who, event: Event, edit: Edit, *, key: str, new: Event | None = None, now: datetime
) -> Done:
    """Write what an edit or a deletion of this row comes to. `new` is the row of a half that is split off.

    `event` is locked, and holds its columns as they are to be, but for its text.
    """
    stood = Event.objects.get(id=event.id)
    before, people = rows.glimpse(stood), rekey.before_whom(who, stood)
    record = undo_rows.begin(stood, edit.naming)
    left = None if edit.kept is None else _keep(event, edit.kept, now=now)
    if left is None:
        _take_away(who, event, record, now=now)
    if new and edit.following:
        rows.rebuild(new, edit.following, read.read_text(edit.following), now=now).save(force_insert=True)
        record.copies = rekey.copy_of_the_series(people, event.uid, new.uid)
    goes = _forward(edit.naming) if edit.naming.renames else None
    if goes:
        record.renamed = rekey.words(who, people, (event.uid,), goes)
    noticed = before != (rows.glimpse(event) if left else None) or bool(new and rows.glimpse(new))
    uids = (event.uid, new.uid) if new else (event.uid,)
    record.renamed += follow(who, uids, noticed=noticed, now=now, people=people, goes=goes)
    undo_id = undo_rows.keep(who.person_id, record, after=(left, new), now=now)
    return _done(edit, event, new, key, undo_id)


def follow(
    who: Who,
    uids: tuple[str, ...],
    *,
    noticed: bool,
    now: datetime,
    people: tuple[UUID, ...] = (),
    goes: rekey.Goes | None = None,
) -> rekey.Renamed:
    """Raise versions of those who see the difference, and let plans and reminders follow for both."""
    # Plans before view versions, as in `plans`: two partners who write at once must not deadlock.
    for uid in uids:
        plans.follow(uid, who.couple_ids, now=now)
    gone = talks_following.follow(who, uids, now=now)
    views.touch(who.person_id, who.partner_id if noticed or gone else None, now=now)
    renamed = rekey.messages(people, uids, goes) if goes else []
    for uid in uids:
        reminders.reschedule(uid, who.couple_ids, now=now, by=who.person_id)
    talks_following.tell(who, gone, by=who.person_id, now=now)
    return renamed


def _keep(event: Event, text: str, *, now: datetime) -> Event:
    rows.rebuild(event, text, read.read_text(text), now=now).save()
    return event


def _take_away(who: Who, event: Event, record: undo_rows.Record, *, now: datetime) -> None:
    if not sight.is_seen_by_the_other(who, event.uid):
        # Without a row that hides it, what was said of it would show beside a copy of the other's own.
        record.unshared = undo_rows.shared(who.person_id, event.uid)
        flags.keep_to_oneself(who.person_id, uid=event.uid)
        check_ins.keep_to_oneself(who.person_id, uid=event.uid)
        lessons.keep_to_oneself(who.person_id, uid=event.uid)
        repairs.keep_to_oneself(who.person_id, uid=event.uid, now=now)
    Event.objects.filter(id=event.id).delete()


def _forward(naming: Naming) -> rekey.Goes:
    return lambda _table, _owner, name: naming.after(name[1]) if name[0] == naming.before.uid else name


def _done(edit: Edit, event: Event, new: Event | None, key: str, undo_id: UUID) -> Done:
    uid, named = edit.naming.after(key)
    if edit.kept is None or edit.naming.is_gone(key):
        return Done(event.id if edit.kept else None, "", undo_id)
    is_new = new is not None and uid == new.uid
    return Done(new.id if is_new and new else event.id, named, undo_id)
