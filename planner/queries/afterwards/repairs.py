"""Talking it over: the value that the rules decide on, and what one of the two sees of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner import errors
from planner.core import repair
from planner.core.repair import Line, Part, Talk
from planner.models import Repair, RepairLine
from planner.queries.afterwards import check_ins, lessons
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import (
    CheckInView,
    LessonsView,
    RepairLineView,
    RepairPartView,
    RepairStepView,
    RepairView,
)


def of(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> RepairView:
    """The talk about an occurrence. Raises `NotFound` until both were calm enough once."""
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    talk = talk_of(who, event.uid, recurrence_id, check_ins.said_of(who, event.uid, recurrence_id))
    return _view(who, talk, lessons.said_of(who, event, recurrence_id), now=now)


def talk_of(who: Who, uid: str, recurrence_id: str, seen: CheckInView) -> Talk:
    """The same as a value, with such words of the other's as the viewer may read. Raises `NotFound`."""
    row = Repair.objects.filter(couple_id=who.couple_id, uid=uid, recurrence_id=recurrence_id).first()
    if who.partner_id is None or not seen.is_worth_a_talk or not (seen.both_want or row):
        raise errors.NotFound
    about = RepairLine.objects.filter(uid=uid, recurrence_id=recurrence_id, archived_at=None)
    calm = who.couple_ids if seen.both_want else who.couple_ids[:1] if seen.i_want else ()
    return Talk(
        partners=(who.person_id, who.partner_id),
        calm=frozenset(calm),
        lines=tuple(_lines(who, about)),
        spoken=row.spoken if row else 0,
        began_at=row.began_at if row else None,
        is_paused=row is not None and row.paused_at is not None,
        is_over=seen.is_talked_over,
    )


def _lines(who: Who, about: QuerySet[RepairLine]) -> Iterable[Line]:
    """The viewer's own, and what the other is done with; without its words where they are kept."""
    told = Q(shared_at__isnull=False) & sight.said_by_the_other(who)
    for row in about.filter(Q(owner_id=who.person_id) | told):
        is_kept = row.done_at is not None and row.shared_at is None
        yield Line(row.owner_id, Part(row.part), row.text, is_done=row.done_at is not None, is_kept=is_kept)
    kept = about.filter(owner_id=who.partner_id, done_at__isnull=False, shared_at=None)
    for owner_id, part in kept.values_list("owner_id", "part"):
        yield Line(owner_id, Part(part), is_done=True, is_kept=True)


def _view(who: Who, talk: Talk, kept: LessonsView, *, now: datetime) -> RepairView:
    is_running = repair.is_running(talk)
    steps = (
        RepairStepView(number, tuple(_part(who, talk, one, kept, now=now) for one in parts))
        for number, parts in enumerate(repair.STEPS, start=1)
    )
    return RepairView(
        steps=tuple(steps),
        current=repair.current(talk),
        began_at=talk.began_at,
        is_running=is_running,
        is_paused=not talk.is_over and talk.is_paused and not repair.is_open(talk),
        is_over=talk.is_over,
        is_time_up=is_running and repair.is_time_up(talk, now=now),
        i_am_calm=who.person_id in talk.calm,
    )


def _part(who: Who, talk: Talk, part: Part, kept: LessonsView, *, now: datetime) -> RepairPartView:
    me, other = talk.partners
    shown = {one.by: one for one in repair.shown_to(talk, me) if one.part is part}
    theirs = repair.line_of(talk, other, part)
    passed = RepairLineView("", (), is_done=True, is_kept=False)
    their_line = _line(shown[other], kept) if other in shown else None
    before = kept.mine if part is Part.NEXT_TIME else None
    offered = RepairLineView(before.text, (), is_done=False, is_kept=False) if before else None
    return RepairPartView(
        part=part,
        mine=_line(shown[me], kept, is_mine=True) if me in shown else offered,
        theirs=their_line or (passed if theirs and theirs.is_done else None),
        may_write=repair.may_write(talk, part, now=now),
        is_current=repair.is_running(talk) and repair.current(talk) is part,
        is_done=repair.is_done(talk, part),
        is_spoken=repair.ORDER.index(part) < talk.spoken,
    )


def _line(line: Line, kept: LessonsView, *, is_mine: bool = False) -> RepairLineView:
    """What is kept for next time lies with the lessons, as it reads now."""
    text, is_kept = line.text, line.is_kept
    if line.part is Part.NEXT_TIME and line.is_done:
        lesson = kept.mine if is_mine else kept.theirs
        text, is_kept = (lesson.text, not lesson.is_shared) if lesson else ("", False)
    is_felt = line.part is Part.FELT
    feelings = tuple(text.split()) if is_felt else ()
    return RepairLineView("" if is_felt else text, feelings, is_done=line.is_done, is_kept=is_kept)
