"""What to talk about next, in order, with the reasons; and how full the next weeks are.

Items hold only what one viewer may see, so the order, the reasons and the warnings give nothing away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.plan.support_plan import State

_HORIZON_DAYS = 60
_LEVEL_WEIGHT = 20
_MATTERING_WEIGHT = 12
_OPENNESS = {State.NONE: 12, State.DRAFT: 10, State.PROPOSED: 8}
_SETTLED_DIVISOR = 10
_STACKED_LEVELS = 4
_MONTH = timedelta(days=30)
_WEEK = timedelta(weeks=1)


class World(StrEnum):
    """Whose world an event belongs to, in the viewer's words."""

    MINE = "mine"
    YOURS = "yours"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Item:
    """One occurrence ahead, as one viewer may see it."""

    key: str
    starts_at: datetime
    start_on: date
    """Its first day in the viewer's zone."""
    level: int = 0
    """0, or 1–3: the highest flag the viewer sees; an unshared level of a shared flag is 1."""
    is_level_told: bool = True
    """False when it counts as 1 only because nobody shares how hard it is: then no reason says so."""
    mattering: int = 0
    """0, or 1–3: the highest they see."""
    matters_to_both: bool = False
    state: State = State.NONE
    nights: int = 0
    has_last_plan: bool = False
    world: World = World.OURS
    is_own_time: bool = False
    """A time the two keep for themselves."""


class Why(StrEnum):
    TODAY = "today"
    TOMORROW = "tomorrow"
    IN_DAYS = "in_days"
    MATTERS = "matters"
    MATTERS_A_LOT = "matters_a_lot"
    MAY_BE_HARD = "may_be_hard"
    NIGHTS = "nights"
    NO_PLAN_YET = "no_plan_yet"
    DRAFT_WAITING = "draft_waiting"
    WAITING_FOR_A_YES = "waiting_for_a_yes"
    PLAN_AGREED = "plan_agreed"
    GOING_SEPARATELY = "going_separately"
    DECLINED = "declined"
    OVER = "over"
    LAST_PLAN_READY = "last_plan_ready"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to be put in words; `params` never tell who."""

    code: Why
    params: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    item: Item
    score: int
    reasons: tuple[Reason, ...]


_STATE_SAYS = {
    State.NONE: Why.NO_PLAN_YET,
    State.DRAFT: Why.DRAFT_WAITING,
    State.PROPOSED: Why.WAITING_FOR_A_YES,
    State.AGREED: Why.PLAN_AGREED,
    State.GOING_SEPARATELY: Why.GOING_SEPARATELY,
    State.DECLINED: Why.DECLINED,
    State.DONE: Why.OVER,
    State.REVIEWED: Why.OVER,
}


def rank(items: Iterable[Item], *, now: datetime, zone: ZoneInfo) -> list[Ranked]:
    """The items, most pressing first. Nearer, harder, more open never ranks lower, all else equal."""
    today = zones.wall_clock(now, zone).date()
    ranked = [Ranked(item, _score(item, today), _reasons(item, today)) for item in items]
    return sorted(ranked, key=_order)


def _order(ranked: Ranked) -> tuple[int, datetime, int, int, int, str]:
    """Score first; what decides a tie may only favour the nearer, harder or more open too."""
    item = ranked.item
    return (
        -ranked.score,
        item.starts_at,
        -item.level,
        -item.mattering,
        -_OPENNESS.get(item.state, 0),
        item.key,
    )


def _score(item: Item, today: date) -> int:
    nearness = max(0, _HORIZON_DAYS - max(0, (item.start_on - today).days))
    weight = nearness + _LEVEL_WEIGHT * item.level + _MATTERING_WEIGHT * item.mattering
    if item.state in _OPENNESS:
        return weight + _OPENNESS[item.state]
    return weight // _SETTLED_DIVISOR


def _reasons(item: Item, today: date) -> tuple[Reason, ...]:
    reasons = [_when(item, today)]
    if item.mattering >= 2:
        code = Why.MATTERS_A_LOT if item.mattering == 3 else Why.MATTERS
        reasons.append(Reason(code, {"people": 2 if item.matters_to_both else 1}))
    if item.level:
        reasons.append(Reason(Why.MAY_BE_HARD, {"level": item.level} if item.is_level_told else {}))
    if item.nights:
        reasons.append(Reason(Why.NIGHTS, {"count": item.nights}))
    reasons.append(Reason(_STATE_SAYS[item.state]))
    if item.has_last_plan and item.state is State.NONE:
        reasons.append(Reason(Why.LAST_PLAN_READY))
    return tuple(reasons)


def _when(item: Item, today: date) -> Reason:
    days = (item.start_on - today).days
    if days > 1:
        return Reason(Why.IN_DAYS, {"count": days})
    return Reason(Why.TOMORROW if days == 1 else Why.TODAY)


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """How hard a week is, parted by whose world it comes from: never by who flagged it."""

    starts_on: date
    mine: int
    theirs: int
    ours: int


def weeks(
    items: Iterable[Item], *, today: date, weeks: int = 12, first_weekday: int = 0
) -> tuple[WeekLoad, ...]:
    """The load of this week and the following ones, oldest first, empty weeks included."""
    load: dict[tuple[date, World], int] = {}
    for item in (one for one in items if one.level):
        place = (week_of(item.start_on, first_weekday), item.world)
        load[place] = load.get(place, 0) + item.level
    begins = week_of(today, first_weekday)
    return tuple(
        WeekLoad(start, *(load.get((start, world), 0) for world in (World.MINE, World.YOURS, World.OURS)))
        for start in (begins + number * _WEEK for number in range(weeks))
    )


class Warns(StrEnum):
    STACKED_WEEK = "stacked_week"
    NO_OWN_TIME = "no_own_time"


@dataclass(frozen=True, slots=True)
class SoftWarning:
    """Something to look at softly; `on` is the first day of the week, or of the month without."""

    code: Warns
    on: date
    count: int = 0


def warnings(
    items: Iterable[Item], *, today: date, weeks: int = 12, first_weekday: int = 0
) -> tuple[SoftWarning, ...]:
    """The weeks in which hard events stack up, then a coming month without a time of the couple's own."""
    ends = week_of(today, first_weekday) + weeks * _WEEK
    ahead = [item for item in items if today <= item.start_on < ends]
    hard = sorted((item for item in ahead if item.level), key=lambda item: item.start_on)
    found = [
        SoftWarning(Warns.STACKED_WEEK, start, len(week))
        for start, each in groupby(hard, key=lambda item: week_of(item.start_on, first_weekday))
        if _is_stacked(week := list(each))
    ]
    # A calendar with nothing in it has nothing to squeeze their own time out.
    month = [item for item in ahead if item.start_on < today + _MONTH]
    if month and not any(item.is_own_time for item in month):
        found.append(SoftWarning(Warns.NO_OWN_TIME, today))
    return tuple(found)


def _is_stacked(hard: list[Item]) -> bool:
    return len(hard) > 1 and sum(item.level for item in hard) >= _STACKED_LEVELS


def week_of(day: date, first_weekday: int = 0) -> date:
    """The day on which the week begins that this day lies in; weeks begin on Monday (0) or another day."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
