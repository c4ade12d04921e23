"""Many events of one calendar at once: written or shown, and followed by all that hangs on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from planner.actions import reminders
from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import rekey, rows, talks_following
from planner.actions.engine import views
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.calendar import series_moved
from planner.core.calendar.events import EventObject
from planner.core.calendar.series_names import Name
from planner.ical.parsed import Incoming
from planner.models import Calendar, CheckIn, Event, Flag, Lesson, Matters, Plan, Talk, VisibilityChoice
from planner.queries.people import sight
from planner.queries.people.who import Who

BATCH = 500
"""How many are written in one transaction: on SQLite nobody else can write meanwhile."""
_WRITTEN = (*rows.COLUMNS, "source_fingerprint")
_RETICENT = (VisibilityChoice.PRIVATE, VisibilityChoice.BUSY, VisibilityChoice.SHARED)


@dataclass(frozen=True, slots=True)
class Move:
    """An event as it was and as it is now, and those before whom its row stands."""

    people: tuple[UUID, ...]
    before: EventObject
    after: EventObject

    def goes(self, _table: str, _of: UUID, name: Name) -> Name:
        """Where what was said of an occurrence belongs now."""
        return name[0], series_moved.name_now(self.before, self.after, name[1])


def fresh(calendar: Calendar, one: Incoming, *, now: datetime) -> Event:
    """A new row of this calendar for what was read. Nothing is saved: make it before the transaction."""
    event = Event(
        id=uuid4(),
        owner_id=calendar.owner_id,
        calendar_id=calendar.id,
        visibility=calendar.visibility,
        created_at=now,
        source_fingerprint=one.fingerprint,
    )
    return rows.receive(event, one, now=now)


def write(who: Who, made: Sequence[Event], *, by: UUID | None, now: datetime) -> None:
    """Add these fresh rows; one whose UID its calendar holds already takes the place of the text there.

    Called inside a transaction. What the owner chose for an event (who sees it, its kind) stays. Whoever has
    a plan for what moved hears of it, except `by`, who moved it.
    """
    held = _held(made)
    _choose(who, [row for row in made if _key(row) not in held])
    moves = _moves(who, held, made)
    before = {key: rows.glimpse(row) for key, row in held.items()}
    events = [_onto(held.get(_key(row)), row) for row in made]
    Event.objects.bulk_create(
        events, update_conflicts=True, unique_fields=("calendar", "uid"), update_fields=_WRITTEN
    )
    is_noticed = any(rows.glimpse(row) != before.get(_key(row)) for row in events)
    follow(who, {row.uid for row in events}, is_noticed=is_noticed, by=by, moves=moves, now=now)


def remove(who: Who, events: Iterable[Event], *, by: UUID | None, now: datetime) -> None:
    """Take these rows of one person's away, locked by the caller. Called inside a transaction.

    What was said of them stays its writer's own.
    """
    gone = list(events)
    uids = {row.uid for row in gone}
    is_noticed = any(row.visibility != VisibilityChoice.PRIVATE for row in gone)
    for uid in sorted(spoken_of(who) & uids):
        if not sight.is_seen_by_the_other(who, uid):
            # Without a row that hides it, what was said of it would show beside a copy of the other's own.
            flags.keep_to_oneself(who.person_id, uid=uid)
            check_ins.keep_to_oneself(who.person_id, uid=uid)
            lessons.keep_to_oneself(who.person_id, uid=uid)
            repairs.keep_to_oneself(who.person_id, uid=uid, now=now)
    for n in range(0, len(gone), BATCH):
        Event.objects.filter(id__in=[row.id for row in gone[n : n + BATCH]]).delete()
    if gone:
        follow(who, uids, is_noticed=is_noticed, by=by, now=now)


def empty(who: Who, calendar_id: UUID, *, now: datetime) -> None:
    """Take away all that this calendar of one's own holds. Called inside a transaction."""
    held = Event.objects.select_for_update().filter(calendar_id=calendar_id).order_by("id")
    remove(who, held.only("uid", "visibility"), by=who.person_id, now=now)


def share(who: Who, events: Iterable[Event], *, now: datetime) -> None:
    """Show these rows of one person's, locked by the caller, to the other. Called inside a transaction."""
    show(who, events, VisibilityChoice.SHARED, now=now)


def show(who: Who, events: Iterable[Event], visibility: str, *, now: datetime) -> None:
    """Let the other see so much of these rows of one person's. Called inside a transaction."""
    changed = [row for row in events if row.visibility != visibility]
    for row in changed:
        rows.show(row, visibility, now=now)
    Event.objects.bulk_update(changed, rows.SHOWN, batch_size=BATCH)
    if changed:
        follow(who, {row.uid for row in changed}, is_noticed=True, by=who.person_id, now=now)


def follow(
    who: Who,
    uids: Collection[str],
    *,
    is_noticed: bool,
    by: UUID | None,
    moves: Collection[Move] = (),
    now: datetime,
) -> None:
    """View versions, and plans and reminders of what somebody has said something about.

    In the order of `plans`, plans before view versions, so that two who write at once cannot deadlock.
    """
    for move in moves:
        rekey.words(who, move.people, (move.before.uid,), move.goes)
    concerned = sorted(spoken_of(who).intersection(uids))
    for uid in concerned:
        plans.follow(uid, who.couple_ids, now=now)
    gone = talks_following.follow(who, concerned, now=now)
    views.touch(who.person_id, who.partner_id if is_noticed or gone else None, now=now)
    for move in moves:
        rekey.messages(move.people, (move.before.uid,), move.goes)
    for uid in concerned:
        reminders.reschedule(uid, who.couple_ids, now=now, by=by)
    talks_following.tell(who, gone, by=by, now=now)


def spoken_of(who: Who) -> set[str]:
    """The UIDs of which one of the two has said something that hangs on the event."""
    said: Iterable[str] = (
        *Flag.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True),
        *Matters.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True),
        *CheckIn.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True),
        *Lesson.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True),
        *Plan.objects.filter(couple_id=who.couple_id).values_list("uid", flat=True),
        *Talk.objects.filter(couple_id=who.couple_id).values_list("uid", flat=True),
    )
    return set(said)


def _moves(who: Who, held: Mapping[object, Event], made: Iterable[Event]) -> list[Move]:
    """The series that somebody has said something about and whose occurrences may be called otherwise now."""
    said = spoken_of(who) if held else set()
    pairs = ((held[_key(row)], row) for row in made if row.uid in said and _key(row) in held)
    moves = (Move(rekey.before_whom(who, old), sight.parsed(old), sight.parsed(new)) for old, new in pairs)
    return [one for one in moves if series_moved.is_rewritten(one.before, one.after)]


def _held(made: Sequence[Event]) -> dict[object, Event]:
    """The rows that stand in the same calendars under these UIDs, locked."""
    rows_ = Event.objects.select_for_update().filter(
        calendar_id__in={row.calendar_id for row in made}, uid__in=[row.uid for row in made]
    )
    return {_key(row): row for row in rows_}


def _choose(who: Who, added: Sequence[Event]) -> None:
    """Let the other see of new rows what their calendar says now, but no more than of a copy elsewhere.

    A row was made before the transaction: since then its owner may have chosen otherwise.
    """
    now_chosen = dict(
        Calendar.objects.filter(id__in={row.calendar_id for row in added}).values_list("id", "visibility")
    )
    elsewhere = Event.objects.filter(owner_id=who.person_id, uid__in=[row.uid for row in added])
    chosen: dict[str, set[str]] = {}
    for uid, visibility in elsewhere.exclude(calendar_id__in=now_chosen).values_list("uid", "visibility"):
        chosen.setdefault(uid, set()).add(visibility)
    for row in added:
        seen = min((now_chosen[row.calendar_id], *chosen.get(row.uid, ())), key=_RETICENT.index)
        if row.visibility != seen:
            row.visibility = seen
            rows.retell(row)


def _key(row: Event) -> object:
    return row.calendar_id, row.uid


def _onto(held: Event | None, made: Event) -> Event:
    """The row that stands, with the text of the new one; the new one if there is none."""
    if held is None:
        return made
    said = held.other_text
    for column in _WRITTEN:
        setattr(held, column, getattr(made, column))
    return rows.retell(held, said=said)
