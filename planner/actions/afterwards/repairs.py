"""Talking it over: sit down to it, write, say aloud, pause, go on. Each writes their own, and nobody else's.

`check_ins` holds who is calm enough, and closes it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from planner.actions.afterwards import check_ins, lessons, looking_back
from planner.actions.afterwards.looking_back import Over
from planner.actions.engine import views
from planner.core import repair
from planner.core.repair import Line, Part, Talk
from planner.models import Repair, RepairLine
from planner.queries.afterwards import check_ins as check_in_queries
from planner.queries.afterwards import repairs as queries


@transaction.atomic
def begin(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """Begin the ten minutes, the first or those after a pause; twice is once. Raises `NotFound`, `Stale`."""
    over = looking_back.over(actor, event_id, recurrence_id, now=now)
    _change(over, lambda talk: repair.begin(talk, now=now), now=now)


@transaction.atomic
def write(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    part: Part,
    text: str,
    is_done: bool = True,
    is_kept: bool = False,
    now: datetime,
) -> None:
    """Write one's own line; done, it is the other's to read, unless what it touched is kept.

    Raises `NotFound`, `Stale`, `Invalid`, `TooLong`.
    """
    over = looking_back.over(actor, event_id, recurrence_id, now=now)
    line = Line(actor, part, text.strip(), is_done=is_done, is_kept=is_kept)
    _change(over, lambda talk: repair.write(talk, line, now=now), now=now)


@transaction.atomic
def pause(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    part: Part | None = None,
    text: str = "",
    now: datetime,
) -> None:
    """Pause it for both, and keep what the actor was writing for themselves. Raises `NotFound`, `Stale`."""
    over = looking_back.over(actor, event_id, recurrence_id, now=now)

    def paused(talk: Talk) -> Talk:
        half = Line(actor, part, text.strip()) if part and text.strip() else None
        return repair.pause(repair.write(talk, half, now=now) if half else talk)

    _change(over, paused, now=now)


@transaction.atomic
def say_aloud(actor: UUID, event_id: UUID, recurrence_id: str, *, part: Part, now: datetime) -> None:
    """Note that both said this part to each other. Raises `NotFound`, `Stale`."""
    over = looking_back.over(actor, event_id, recurrence_id, now=now)
    _change(over, lambda talk: repair.say_aloud(talk, part, now=now), now=now)


def keep_to_oneself(owner_id: UUID, *, uid: str | None = None, now: datetime) -> None:
    """Put this person's lines, about one UID or about everything, into their archive."""
    mine = RepairLine.objects.filter(owner_id=owner_id)
    about = mine if uid is None else mine.filter(uid=uid)
    about.update(shared_at=None, archived_at=Coalesce("archived_at", Value(now)))


def part_ways(couple_id: UUID) -> None:
    """Forget how far two people were who part; what each wrote stays theirs."""
    Repair.objects.filter(couple_id=couple_id).delete()


def _change(over: Over, change: Callable[[Talk], Talk], *, now: datetime) -> None:
    who, uid, recurrence_id = over.who, over.uid, over.occurrence.recurrence_id
    before = queries.talk_of(who, uid, recurrence_id, check_in_queries.said_of(who, uid, recurrence_id))
    after = change(before)
    if after == before:
        return
    written = [one for one in after.lines if one not in before.lines]
    for line in written:
        _write(over, line, now=now)
    _follow(over, before, after, now=now)
    told = repair.told_by(before, who.person_id) != repair.told_by(after, who.person_id)
    is_noticed = told or _course(before) != _course(after)
    views.touch(who.person_id, who.partner_id if is_noticed else None, now=now)


def _course(talk: Talk) -> tuple[object, ...]:
    """How far they are, which is the same for both."""
    return talk.spoken, talk.began_at, talk.is_paused, talk.is_over, repair.is_open(talk)


def _follow(over: Over, before: Talk, after: Talk, *, now: datetime) -> None:
    who, uid, recurrence_id = over.who, over.uid, over.occurrence.recurrence_id
    if _course(before) != _course(after):
        paused_at = now if after.is_paused else None
        course = {"spoken": after.spoken, "began_at": after.began_at, "paused_at": paused_at}
        Repair.objects.update_or_create(
            couple_id=who.couple_id, uid=uid, recurrence_id=recurrence_id, defaults=course
        )
    if before.calm and not after.calm:
        check_ins.calm_down(who, uid, recurrence_id, now=now)
    if after.is_over and not before.is_over:
        check_ins.close(who, uid, recurrence_id, now=now)


def _write(over: Over, line: Line, *, now: datetime) -> None:
    is_lesson = line.part is Part.NEXT_TIME and line.is_done
    if is_lesson and line.text:
        lessons.keep_of(over, line.text, share=True, now=now)
    written = {
        "text": "" if is_lesson else line.text,
        "done_at": now if line.is_done else None,
        "shared_at": now if line.is_done and not line.is_kept else None,
        "changed_at": now,
    }
    RepairLine.objects.update_or_create(
        owner_id=line.by,
        uid=over.uid,
        recurrence_id=over.occurrence.recurrence_id,
        part=line.part,
        archived_at=None,
        defaults=written,
        create_defaults=written | {"created_at": now},
    )
