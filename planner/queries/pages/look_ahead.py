"""What to talk about next, as one viewer may see it: their calendar, flags and plans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.core import priorities
from planner.core.calendar import zones
from planner.core.plan import support_plan
from planner.core.plan.support_plan import State
from planner.core.priorities import Item, Ranked, World
from planner.core.reminding import nights
from planner.models import KindChoice
from planner.queries.calendar import calendar
from planner.queries.engine import among
from planner.queries.engine.among import Among
from planner.queries.feelings import feelings_seen
from planner.queries.feelings.feelings_seen import Feelings
from planner.queries.pages import news
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.plan import beginnings, plan_rows, standing
from planner.queries.plan.beginnings import Earlier
from planner.queries.views import LookAheadItem, LookAheadView, OccurrenceView

WEEKS = 12
_TO_BE_TALKED_ABOUT = (State.NONE, State.DRAFT, State.PROPOSED)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """One occurrence with what this viewer knows of it."""

    occurrence: OccurrenceView
    item: Item
    plan_id: UUID | None
    waits_for_me: bool
    not_needed: bool

    @property
    def is_on_the_list(self) -> bool:
        said = self.item.level or self.item.mattering or self.plan_id
        return bool(said) and not self.not_needed


@dataclass(frozen=True, slots=True)
class _Known:
    """What this viewer knows about events, by occurrence, and what the two have agreed before."""

    feelings: Feelings
    plans: Mapping[tuple[str, str], tuple[UUID, State, bool]]
    agreed: Collection[Earlier]

    @property
    def uids(self) -> set[str]:
        """Those of which anything is known."""
        return self.feelings.uids | {uid for uid, _ in self.plans}


def look_ahead(actor: Actor, *, now: datetime, first_weekday: int = 0) -> LookAheadView:
    """The next twelve weeks: what to talk about in order of priority, the rest, load and warnings."""
    who = who_queries.of(actor)
    today = _today(who, now)
    ahead = _all_ahead(who, today, first_weekday, now=now)
    items = [one.item for one in ahead]
    listed, later = _in_order(who, ahead, now=now)
    told = news.of(who, now=now)
    return LookAheadView(
        next=listed,
        later=later,
        weeks=priorities.weeks(items, today=today, weeks=WEEKS, first_weekday=first_weekday),
        warnings=priorities.warnings(items, today=today, weeks=WEEKS, first_weekday=first_weekday),
        talks=told.talks,
        notices=told.notices,
        standing_waits=standing.waits_for(who),
    )


def occasions(who: Who, *, now: datetime) -> tuple[tuple[LookAheadItem, ...], tuple[OccurrenceView, ...]]:
    """What there is to talk about, in order of priority, and the rest: for who asks for nothing else."""
    return _in_order(who, _all_ahead(who, _today(who, now), 0, now=now), now=now)


def _in_order(
    who: Who, ahead: Sequence[_Ahead], *, now: datetime
) -> tuple[tuple[LookAheadItem, ...], tuple[OccurrenceView, ...]]:
    on_the_list = {one.item.key: one for one in ahead if one.is_on_the_list}
    ranked = priorities.rank((one.item for one in on_the_list.values()), now=now, zone=who.zone)
    later = tuple(one.occurrence for one in ahead if not one.is_on_the_list)
    return tuple(_listed(on_the_list[one.item.key], one) for one in ranked), later


def _today(who: Who, now: datetime) -> date:
    return zones.wall_clock(now, who.zone).date()


def _all_ahead(who: Who, today: date, first_weekday: int, *, now: datetime) -> list[_Ahead]:
    end = priorities.week_of(today, first_weekday) + timedelta(weeks=WEEKS)
    return _ahead(who, _occurrences(who, today, end, now=now), now=now)


def _occurrences(who: Who, today: date, end: date, *, now: datetime) -> list[tuple[str, OccurrenceView]]:
    """What this viewer sees in full and is not over yet, by start: an evening that has begun is still on.

    Each with its UID.
    """
    start_at, end_at = (zones.midnight(day, who.zone) for day in (today, end))
    return [(uid, one) for uid, one in calendar.in_full(who, start_at, end_at) if one.ends_at > now]


def _ahead(who: Who, seen: list[tuple[str, OccurrenceView]], *, now: datetime) -> list[_Ahead]:
    uids = {uid for uid, _ in seen}
    known = _Known(feelings_seen.of(who, uids), _plans(who, uids, now=now), beginnings.agreed(who))
    # Of some hundreds of times in these weeks somebody spoke of a few.
    spoken_of = known.uids
    return [_one(one, uid, known) if uid in spoken_of else _quiet(one) for uid, one in seen]


def _quiet(occurrence: OccurrenceView) -> _Ahead:
    """What nobody is seen to have spoken of: nothing looks it up."""
    return _Ahead(occurrence, _item("", occurrence), plan_id=None, waits_for_me=False, not_needed=False)


def _item(key: str, occurrence: OccurrenceView) -> Item:
    """What the calendar alone says."""
    return Item(
        key=key,
        starts_at=occurrence.starts_at,
        start_on=occurrence.start_local.date(),
        world=World(occurrence.world),
        is_own_time=occurrence.kind == KindChoice.US,
    )


def _one(occurrence: OccurrenceView, uid: str, known: _Known) -> _Ahead:
    key, feelings = (uid, occurrence.recurrence_id), known.feelings
    plan_id, state, waits_for_me = known.plans.get(key, (None, State.NONE, False))
    mattering = feelings.mattering(*key)
    item = replace(
        _item(f"{occurrence.event_id}/{occurrence.slug}/{occurrence.starts_at.isoformat()}", occurrence),
        level=feelings.level(*key),
        is_level_told=feelings.is_level_told(*key),
        mattering=max(mattering, default=0),
        matters_to_both=len(mattering) == 2 and min(mattering) == max(mattering),
        state=state,
        nights=nights.count(occurrence.start_local, occurrence.end_local, is_all_day=occurrence.is_all_day),
        has_last_plan=state is State.NONE
        and any(one.is_alike(*key, occurrence.kind, starts_at=occurrence.starts_at) for one in known.agreed),
    )
    return _Ahead(occurrence, item, plan_id, waits_for_me, feelings.not_needed(*key))


def _plans(who: Who, uids: set[str], *, now: datetime) -> Mapping[tuple[str, str], tuple[UUID, State, bool]]:
    """The plans that there are for this viewer, by occurrence: how far, and whether it waits for them.

    One whose every version was withdrawn is none.
    """
    mentioned = Among("uid", among.packed(uids))
    rows = plan_rows.visible(who).filter(mentioned, couple_id=who.couple_id, closed_at=None)
    states = {}
    for row in plan_rows.with_versions(who, rows):
        value = plan_rows.value(who, row)
        state, waiting = (
            support_plan.state(value, viewer=who.person_id, now=now),
            support_plan.open_version(value),
        )
        waits_for_me = waiting is not None and who.person_id not in waiting.yes
        if state is not State.NONE:
            states[row.uid, row.recurrence_id] = (row.id, state, waits_for_me)
    return states


def _listed(ahead: _Ahead, ranked: Ranked) -> LookAheadItem:
    state = ranked.item.state
    return LookAheadItem(
        occurrence=ahead.occurrence,
        reasons=ranked.reasons,
        plan_id=ahead.plan_id,
        plan_state=state,
        is_worth_a_talk=state in _TO_BE_TALKED_ABOUT,
        waits_for_me=ahead.waits_for_me,
    )
