"""What a person says of an event: this may be hard, this matters, this needs nothing.

All of it is theirs alone until they share it, item by item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner import errors
from planner.actions import reminders
from planner.actions.engine import views
from planner.models import Flag, FlagReason, Mark, Matters
from planner.queries import wording
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

LEVELS = (1, 2, 3)
TEXT_MAX = 500
NOTE_MAX = 2_000
MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class ReasonForm:
    """One reason: a chip, words of one's own, and whether the other may read it."""

    chip: str
    text: str = ""
    share: bool = False


@transaction.atomic
def flag(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    level: int,
    reasons: Sequence[ReasonForm] = (),
    note: str = "",
    share_level: bool = False,
    share_note: bool = False,
    now: datetime,
) -> UUID:
    """Say that an event or one occurrence may be hard, in place of what was said before; the flag's id."""
    who = who_queries.of(actor)
    uid = _uid(who, event_id, recurrence_id)
    _check(level, reasons, note)
    about = {"owner_id": actor, "uid": uid, "recurrence_id": recurrence_id}
    fresh = {"level": level, "created_at": now, "changed_at": now}
    row, _ = Flag.objects.select_for_update().get_or_create(**about, defaults=fresh)
    before = _glimpse(row)
    row.level, row.note, row.changed_at = level, note.strip(), now
    row.level_shared_at = _shared(row.level_shared_at, share_level, now)
    row.note_shared_at = _shared(row.note_shared_at, share_note and bool(row.note), now)
    row.save()
    _write_reasons(row, reasons, now=now)
    _tell(who, uid, recurrence_id, before, _glimpse(row), now=now)
    return row.id


@transaction.atomic
def unflag(actor: UUID, flag_id: UUID, *, now: datetime) -> None:
    """Take a flag of one's own away, also of an event that is out of sight. Raises `NotFound`."""
    row = Flag.objects.select_for_update().filter(id=flag_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    before = _glimpse(row)
    row.delete()
    _tell(who_queries.of(actor), row.uid, row.recurrence_id, before, None, now=now)


@transaction.atomic
def matter(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    level: int,
    why: str = "",
    share_level: bool = False,
    share_why: bool = False,
    now: datetime,
) -> None:
    """Say how much an event or one occurrence matters to the actor, in place of what was said before."""
    who = who_queries.of(actor)
    uid = _uid(who, event_id, recurrence_id)
    _check(level, (), why)
    about = {"owner_id": actor, "uid": uid, "recurrence_id": recurrence_id}
    row, _ = Matters.objects.select_for_update().get_or_create(
        **about, defaults={"level": level, "changed_at": now}
    )
    before = _glimpse_of_matters(row)
    row.level, row.why, row.changed_at = level, why.strip(), now
    row.level_shared_at = _shared(row.level_shared_at, share_level, now)
    row.why_shared_at = _shared(row.why_shared_at, share_why and bool(row.why), now)
    row.save()
    _tell(who, uid, recurrence_id, before, _glimpse_of_matters(row), now=now)


@transaction.atomic
def matter_no_more(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """Take back what was said about how much it matters."""
    who = who_queries.of(actor)
    uid = sight.one(who, event_id).uid
    row = (
        Matters.objects.select_for_update()
        .filter(owner_id=actor, uid=uid, recurrence_id=recurrence_id)
        .first()
    )
    if row:
        row.delete()
        _tell(who, uid, recurrence_id, _glimpse_of_matters(row), None, now=now)


@transaction.atomic
def mark_not_needed(
    actor: UUID, event_id: UUID, recurrence_id: str, *, not_needed: bool, now: datetime
) -> None:
    """Mark an occurrence as not needed on one's own list, or take it up again; nobody else learns of it."""
    who = who_queries.of(actor)
    uid = _uid(who, event_id, recurrence_id)
    about = {"person_id": actor, "uid": uid, "recurrence_id": recurrence_id}
    if not_needed:
        Mark.objects.get_or_create(**about, defaults={"created_at": now})
    else:
        Mark.objects.filter(**about).delete()
    views.touch(actor, now=now)
    reminders.reschedule(uid, (actor,), now=now)


def keep_to_oneself(owner_id: UUID, *, uid: str | None = None) -> None:
    """Take back whatever this person shares of what they said, about one UID or about everything.

    Called in the transaction of a deed that says so to whoever can see it.
    """
    mine = Q(owner_id=owner_id) if uid is None else Q(owner_id=owner_id, uid=uid)
    flags = Flag.objects.filter(mine)
    FlagReason.objects.filter(flag__in=flags).update(shared_at=None)
    flags.update(level_shared_at=None, note_shared_at=None)
    Matters.objects.filter(mine).update(level_shared_at=None, why_shared_at=None)


def _uid(who: Who, event_id: UUID, recurrence_id: str) -> str:
    """The UID of an occurrence, or of a whole series, in sight. Raises `NotFound`."""
    event = sight.one(who, event_id)
    if recurrence_id:
        sight.occurrence(who, event, recurrence_id)
    return event.uid


def _check(level: int, reasons: Sequence[ReasonForm], text: str) -> None:
    if level not in LEVELS:
        raise errors.Invalid("Choose one of the three.", field="level")
    if len(reasons) > MOST_REASONS:
        raise errors.TooMany(field="reasons")
    if any(reason.chip not in wording.CHIPS for reason in reasons):
        raise errors.Invalid("Choose from the list.", field="reasons")
    if any(len(reason.text) > TEXT_MAX for reason in reasons):
        raise errors.TooLong(field="reasons")
    if len(text) > NOTE_MAX:
        raise errors.TooLong(field="note")


def _shared(before: datetime | None, share: bool, now: datetime) -> datetime | None:
    """Since when it is shared."""
    return (before or now) if share else None


def _write_reasons(row: Flag, reasons: Sequence[ReasonForm], *, now: datetime) -> None:
    since = {reason.chip: reason.shared_at for reason in row.reasons.all()}
    row.reasons.all().delete()
    FlagReason.objects.bulk_create(
        FlagReason(
            flag=row,
            chip=reason.chip,
            text=reason.text.strip(),
            position=position,
            shared_at=_shared(since.get(reason.chip), reason.share, now),
        )
        for position, reason in enumerate(reasons)
    )


def _glimpse(row: Flag) -> object:
    """What the other sees of a flag: None when nothing of it is shared."""
    shared = row.reasons.filter(shared_at__isnull=False).order_by("position")
    reasons = tuple((reason.chip, reason.text) for reason in shared)
    level, note = row.level_shared_at and row.level, row.note_shared_at and row.note
    return (level, note, reasons) if level or note or reasons else None


def _glimpse_of_matters(row: Matters) -> object:
    level, why = row.level_shared_at and row.level, row.why_shared_at and row.why
    return (level, why) if level or why else None


def _tell(who: Who, uid: str, recurrence_id: str, before: object, after: object, *, now: datetime) -> None:
    """Let those who see the difference know, and plan again the reminders that hang on it."""
    other = who.partner_id if before != after and sight.is_seen_by_the_other(who, uid) else None
    views.touch(who.person_id, other, now=now)
    concerned = (who.person_id, other) if other else (who.person_id,)
    reminders.reschedule(uid, concerned, now=now)
    if other and after:
        reminders.news(other, uid, recurrence_id, now=now)
