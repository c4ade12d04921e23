"""Many events of one calendar at once: written or shown, and followed by all that hangs on them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from planner.actions import plans, reminders, rows, views
from planner.ical.parsed import ParsedEvent
from planner.models import Calendar, Event, Flag, Plan, VisibilityChoice
from planner.queries.who import Who

BATCH = 500
"""How many are written in one transaction: on SQLite nobody else can write meanwhile."""
_WRITTEN = (*rows.COLUMNS, "source_fingerprint")


def fresh(calendar: Calendar, one: ParsedEvent, *, now: datetime) -> Event:
    """A new row of this calendar for what was read. Nothing is saved: make it before the transaction."""
    event = Event(
        id=uuid4(),
        owner_id=calendar.owner_id,
        calendar_id=calendar.id,
        visibility=calendar.visibility,
        created_at=now,
        source_fingerprint=one.fingerprint,
    )
    return rows.rebuild(event, one.text, one.event, now=now)


def write(who: Who, made: Sequence[Event], *, now: datetime) -> None:
    """Add these fresh rows; one whose UID its calendar holds already takes the place of the text there.

    Called inside a transaction. What the owner chose for an event (who sees it, its kind) stays.
    """
    held = _held(made)
    before = {key: rows.glimpse(row) for key, row in held.items()}
    events = [_onto(held.get(_key(row)), row) for row in made]
    Event.objects.bulk_create(
        events, update_conflicts=True, unique_fields=("calendar", "uid"), update_fields=_WRITTEN
    )
    is_noticed = any(rows.glimpse(row) != before.get(_key(row)) for row in events)
    follow(who, {row.uid for row in events}, is_noticed=is_noticed, now=now)


def share(who: Who, events: Iterable[Event], *, now: datetime) -> None:
    """Show these rows of one person's, locked by the caller, to the other. Called inside a transaction."""
    changed = [row for row in events if row.visibility != VisibilityChoice.SHARED]
    for row in changed:
        rows.show(row, VisibilityChoice.SHARED, now=now)
    Event.objects.bulk_update(changed, rows.SHOWN, batch_size=BATCH)
    if changed:
        follow(who, {row.uid for row in changed}, is_noticed=True, now=now)


def follow(who: Who, uids: Collection[str], *, is_noticed: bool, now: datetime) -> None:
    """View versions, and plans and reminders of what somebody has said something about.

    In the order of `plans`, plans before view versions, so that two who write at once cannot deadlock.
    """
    concerned = sorted(_spoken_of(who).intersection(uids))
    for uid in concerned:
        plans.follow(uid, who.couple_ids, now=now)
    views.touch(who.person_id, who.partner_id if is_noticed else None, now=now)
    for uid in concerned:
        reminders.reschedule(uid, who.couple_ids, now=now, by=who.person_id)


def _spoken_of(who: Who) -> set[str]:
    said: Iterable[str] = (
        *Flag.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True),
        *Plan.objects.filter(couple_id=who.couple_id).values_list("uid", flat=True),
    )
    return set(said)


def _held(made: Sequence[Event]) -> dict[object, Event]:
    """The rows that stand in the same calendars under these UIDs, locked."""
    rows_ = Event.objects.select_for_update().filter(
        calendar_id__in={row.calendar_id for row in made}, uid__in=[row.uid for row in made]
    )
    return {_key(row): row for row in rows_}


def _key(row: Event) -> object:
    return row.calendar_id, row.uid


def _onto(held: Event | None, made: Event) -> Event:
    """The row that stands, with the text of the new one; the new one if there is none."""
    if held is None:
        return made
    for column in _WRITTEN:
        setattr(held, column, getattr(made, column))
    return rows.retell(held)
