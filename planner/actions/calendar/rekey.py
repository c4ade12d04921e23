"""What is said of an occurrence goes with it when an edit of its event gives it another name.

For both partners, but only for those before whom the edited row stands: who has a copy of their own, or is
not shown the event, keeps the names that they know.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from planner.actions.engine import locks
from planner.core.calendar.series_names import Name, seats
from planner.models import (
    CheckIn,
    Event,
    Flag,
    FlagReason,
    Lesson,
    Mark,
    Matters,
    Muted,
    OwnLines,
    Plan,
    Reminder,
    Repair,
    RepairLine,
    Schedule,
    Talk,
)
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

Goes = Callable[[str, UUID, Name], Name]
"""Where what somebody said in a table about a name belongs now."""

Renamed = list[list[str]]
"""Table, whose, the name before and the name after, of all that there was to rename."""


def before_whom(who: Who, event: Event) -> tuple[UUID, ...]:
    """Those of the two before whom this row stands for its UID."""
    found = ((each, sight.for_uid(who_queries.of(each), event.uid)) for each in who.couple_ids)
    return tuple(person_id for person_id, row in found if row and row.id == event.id)


def words(who: Who, people: Collection[UUID], uids: Collection[str], goes: Goes) -> Renamed:
    """Rename what these people said, and the couple's plans unless the other knows them by another row."""
    renamed: Renamed = []
    for rows, by in (
        (Flag.objects.filter(owner_id__in=people), "owner_id"),
        (Matters.objects.filter(owner_id__in=people), "owner_id"),
        (Mark.objects.filter(person_id__in=people), "person_id"),
        (CheckIn.objects.filter(owner_id__in=people), "owner_id"),
        (Lesson.objects.filter(owner_id__in=people), "owner_id"),
        (OwnLines.objects.filter(person_id__in=people), "person_id"),
        (RepairLine.objects.filter(owner_id__in=people), "owner_id"),
        (Muted.objects.filter(person_id__in=people), "person_id"),
    ):
        renamed += _rename(rows.filter(uid__in=uids), by, goes)
    if who.person_id in people and not _has_another_copy(who, people, uids):
        plans = Plan.objects.filter(couple_id=who.couple_id, closed_at=None, uid__in=uids)
        list(plans.select_for_update().order_by("id"))
        renamed += _rename(plans, "couple_id", goes)
        talks = Talk.objects.filter(couple_id=who.couple_id, uid__in=uids)
        list(talks.select_for_update().order_by("id"))
        renamed += _rename(talks, "couple_id", goes)
        repairs = Repair.objects.filter(couple_id=who.couple_id, uid__in=uids)
        list(repairs.select_for_update().order_by("id"))
        renamed += _rename(repairs, "couple_id", goes)
    return renamed


def messages(people: Collection[UUID], uids: Collection[str], goes: Goes) -> Renamed:
    """Rename what these people are reminded of, under the lock of whoever decides about their messages."""
    locks.people(people)
    renamed: Renamed = []
    for rows in (Schedule.objects, Reminder.objects):
        renamed += _rename(rows.filter(person_id__in=people, uid__in=uids), "person_id", goes)
    return renamed


def copy_of_the_series(people: Collection[UUID], uid: str, to: str) -> list[list[str]]:
    """What these people said of a series as a whole, also said of the part split off it.

    The table, the id of the old row and of the new, for each.
    """
    copies = []
    for row in Flag.objects.filter(owner_id__in=people, uid=uid, recurrence_id="").prefetch_related(
        "reasons"
    ):
        reasons, old = list(row.reasons.all()), str(row.pk)
        fresh = _again(row, to)
        FlagReason.objects.bulk_create(_reason_of(each, fresh) for each in reasons)
        copies.append(["flag", old, str(fresh.pk)])
    for table, rows in (
        ("matters", Matters.objects.filter(owner_id__in=people, uid=uid, recurrence_id="")),
        ("mark", Mark.objects.filter(person_id__in=people, uid=uid, recurrence_id="")),
        ("muted", Muted.objects.filter(person_id__in=people, uid=uid, recurrence_id="")),
    ):
        copies += [[table, str(row.pk), str(_again(row, to).pk)] for row in rows]
    return copies


def join_the_series(people: Collection[UUID], copies: Collection[list[str]], *, since: datetime) -> None:
    """Take back what `copy_of_the_series` wrote; words changed on a copy since then stand for both.

    Where both were changed the newer stands, with the words of the other. Only for these people: whoever has
    left since keeps what they have.
    """
    tables: dict[str, Any] = {
        "flag": Flag.objects.filter(owner_id__in=people),
        "matters": Matters.objects.filter(owner_id__in=people),
        "mark": Mark.objects.filter(person_id__in=people),
        "muted": Muted.objects.filter(person_id__in=people),
    }
    for table, old, new in copies:
        rows = tables[table]
        copy, original = rows.filter(pk=new).first(), rows.filter(pk=old).first()
        if copy is None:
            continue
        is_newer = table not in _WORDLESS and copy.changed_at > max(
            since, original.changed_at if original else since
        )
        kept, gone = (copy, original) if is_newer else (original, copy)
        if gone:
            gone.delete()
        if kept and gone and table in _WORDS and min(kept.changed_at, gone.changed_at) > since:
            _add_words(kept, gone, *_WORDS[table])


_WORDLESS = ("mark", "muted")
_WORDS = {"flag": ("note", "note_shared_at"), "matters": ("why", "why_shared_at")}


def _add_words(kept: Any, gone: Any, text: str, shared_at: str) -> None:
    """Lose nothing that was written; what its writer has not put together themselves is theirs alone."""
    words, other = getattr(kept, text), getattr(gone, text)
    if other and other != words:
        setattr(kept, text, f"{words}\n{other}".strip())
        setattr(kept, shared_at, None)
        kept.save(update_fields=(text, shared_at))


def _again(row: Any, uid: str) -> Any:
    """The row once more, under another UID."""
    fresh = type(row).objects.get(pk=row.pk)
    fresh.pk = type(row)._meta.pk.get_default()
    fresh.uid, fresh._state.adding = uid, True
    fresh.save(force_insert=True)
    return fresh


def _reason_of(reason: FlagReason, flag: Flag) -> FlagReason:
    return FlagReason(
        flag=flag,
        chip=reason.chip,
        text=reason.text,
        position=reason.position,
        shared_at=reason.shared_at,
    )


def _has_another_copy(who: Who, people: Collection[UUID], uids: Collection[str]) -> bool:
    """Whether the partner sees one of these UIDs by another row."""
    if who.partner_id is None or who.partner_id in people:
        return False
    other = who_queries.of(who.partner_id)
    return any(sight.for_uid(other, uid) for uid in uids)


def _rename(rows: QuerySet[Any], by: str, goes: Goes) -> Renamed:
    """In two steps, by way of names that nothing has, so that no two ever stand under one."""
    table = rows.model._meta.model_name or ""
    groups: dict[UUID, set[Name]] = {}
    for owner, uid, key in rows.values_list(by, "uid", "recurrence_id").distinct():
        groups.setdefault(owner, set()).add((uid, key))
    moves = [
        (owner, old, new)
        for owner, names in sorted(groups.items())
        for old, new in seats(names, partial(goes, table, owner)).items()
    ]
    _carry(rows, by, moves)
    moved = {(owner, old): new for owner, old, new in moves}
    return [
        [table, str(owner), *old, *moved.get((owner, old), old)]
        for owner, names in groups.items()
        for old in sorted(names)
    ]


def _carry(rows: QuerySet[Any], by: str, moves: list[tuple[UUID, Name, Name]]) -> None:
    every = rows.model._default_manager
    taken = [
        list(rows.filter(**{by: owner}, uid=uid, recurrence_id=key).values_list("pk", flat=True))
        for owner, (uid, key), _ in moves
    ]
    for number, pks in enumerate(taken):
        every.filter(pk__in=pks).update(recurrence_id=f"~{number}")
    for (_, _, (uid, key)), pks in zip(moves, taken, strict=True):
        every.filter(pk__in=pks).update(uid=uid, recurrence_id=key)
