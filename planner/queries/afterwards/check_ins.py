"""How it was for the two, for one of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from planner.core import check_ins
from planner.core.check_ins import Felt, Helped, Reveal, Said
from planner.models import CheckIn, Repair
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import AnswerView, CheckInView


def of(actor: UUID, event_id: UUID, recurrence_id: str) -> CheckInView:
    """What was said after an occurrence. Raises `NotFound`."""
    who = who_queries.of(actor)
    return said_of(who, sight.one(who, event_id).uid, recurrence_id)


def said_of(who: Who, uid: str, recurrence_id: str) -> CheckInView:
    """The same, for a query that knows who is asking and what about."""
    return told(who, uid, recurrence_id, can_share=sight.is_seen_by_the_other(who, uid)).view


@dataclass(frozen=True, slots=True)
class Told:
    """What was said after one occurrence: a view, and whether both have spoken to each other of it."""

    view: CheckInView
    is_looked_back_on: bool


def told(who: Who, uid: str, recurrence_id: str, *, can_share: bool) -> Told:
    """The same in one query; `can_share` is whether the viewer lets the other see this UID."""
    seen = Q(owner_id=who.person_id) | sight.said_by_the_other(who)
    rows = CheckIn.objects.filter(seen, uid=uid, recurrence_id=recurrence_id)
    found = list(rows.annotate(paused=_is_paused(who)))
    view = _view(*_of_each(who, [row for row in found if row.archived_at is None]), can_share=can_share)
    mine, theirs = _of_each(who, found)
    is_paused = view.is_mutual and not view.both_want and any(row.paused for row in found)
    view = replace(
        view,
        is_paused=is_paused,
        # What they had begun can be gone on with, though it was hard for neither in the end.
        is_worth_a_talk=view.is_worth_a_talk or is_paused,
        is_archived=mine is not None and mine.archived_at is not None,
    )
    return Told(view, check_ins.is_looked_back_on(said(mine) if can_share else None, said(theirs)))


def _of_each(who: Who, rows: Iterable[CheckIn]) -> tuple[CheckIn | None, CheckIn | None]:
    """The viewer's own and the other's."""
    by = {row.owner_id: row for row in rows}
    return by.get(who.person_id), by.get(who.partner_id) if who.partner_id else None


def _is_paused(who: Who) -> Exists:
    """Whether the two paused, and have not sat down to it again."""
    about = {"uid": OuterRef("uid"), "recurrence_id": OuterRef("recurrence_id")}
    return Exists(Repair.objects.filter(couple_id=who.couple_id, paused_at__isnull=False, **about))


def looked_back_on(who: Who, uids: Collection[str]) -> set[tuple[str, str]]:
    """Of these UIDs the occurrences that both have spoken to each other of, in one query."""
    if who.partner_id is None:
        return set()
    told = sight.said_to_the_other(who) | sight.said_by_the_other(who)
    by: defaultdict[tuple[str, str], dict[UUID, CheckIn]] = defaultdict(dict)
    for row in CheckIn.objects.filter(told, uid__in=uids):
        by[row.uid, row.recurrence_id][row.owner_id] = row
    me, other = who.couple_ids
    return {
        key
        for key, rows in by.items()
        if check_ins.is_looked_back_on(said(rows.get(me)), said(rows.get(other)))
    }


def said(row: CheckIn | None) -> Said | None:
    """The row as the rules decide on it."""
    if row is None:
        return None
    is_over = row.talked_over_at is not None
    return Said(Felt(row.felt) if row.felt else None, Reveal(row.reveal), row.wants_to_talk_at, is_over)


def _view(mine: CheckIn | None, theirs: CheckIn | None, *, can_share: bool) -> CheckInView:
    """What I share of an event that the other is not shown is shown to nobody, and so reveals nothing."""
    me, other = (said(mine) if can_share else None), said(theirs)
    both_want = check_ins.both_want_since(me, other) is not None
    return CheckInView(
        mine=answer(mine) if mine else None,
        theirs=answer(theirs) if theirs and check_ins.is_shown(other, me) else None,
        can_share=can_share,
        is_mutual=check_ins.is_mutual(me, other),
        is_worth_a_talk=check_ins.is_worth_a_talk(me, other),
        i_want=me is not None and me.wants_to_talk_at is not None,
        is_paused=False,
        is_archived=False,
        both_want=both_want,
        is_talked_over=both_want and not check_ins.is_open(me, other),
    )


def answer(row: CheckIn) -> AnswerView:
    """What one of them said, for whoever may read it; the row says something."""
    helped = Helped(row.helped) if row.helped else None
    return AnswerView(Felt(cast(int, row.felt)), helped, row.line, Reveal(row.reveal))
