"""The start: what to talk about next, in order, and a picture of the next twelve weeks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import etag, require_safe

from backend.web import live, periods
from backend.web.signed_in import who
from backend.web.views.people.welcome import welcome
from planner.core.plan.support_plan import State
from planner.core.priorities import WeekLoad
from planner.queries.pages import look_ahead as look_ahead_queries
from planner.queries.people import people
from planner.queries.views import LookAheadItem, OccurrenceView

AT_HAND = timedelta(hours=24)
LATER_SHOWN = 8
BLOCKS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Strip:
    """One week of the picture: a class for each block, lowest first, and the month where it begins."""

    week: WeekLoad
    blocks: Sequence[str]
    month: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One thing to talk about; `again` is how many further times of a series wait behind it."""

    item: LookAheadItem
    again: int
    is_at_hand: bool
    """It has begun, or begins within a day with an agreed plan."""

    @property
    def has_card(self) -> bool:
        return self.is_at_hand and self.item.plan_state is State.AGREED


@dataclass(frozen=True, slots=True)
class Group:
    """Talks under one heading, of which each has its own order: by start, by how pressing they are."""

    name: str
    talks: Sequence[Talk]


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that needs no talk; of a series its next time, and how many more there are."""

    occurrence: OccurrenceView
    again: int


@require_safe
@etag(live.etag)
def look_ahead(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return welcome(request)
    reader = periods.reader()
    now = reader.now
    ahead = look_ahead_queries.look_ahead(who(request), now=now, first_weekday=reader.first_weekday)
    talks = _talks(ahead.next, now)
    context = {
        "now": now,
        "offers": people.offers(who(request), now=now),
        "notices": ahead.notices,
        "groups": _groups(talks),
        "booked": ahead.talks,
        "standing_waits": ahead.standing_waits,
        "warnings": ahead.warnings,
        "later": _coming(ahead.later)[:LATER_SHOWN],
        "weeks": list(_strips(ahead.weeks)),
        "worth_a_talk": sum(talk.item.is_worth_a_talk for talk in talks),
    }
    return render(request, "look_ahead/look_ahead.html", context)


def _talks(items: Sequence[LookAheadItem], now: datetime) -> list[Talk]:
    """In their order; of a series without a plan only the most pressing time stands for itself."""
    bare = Counter(item.occurrence.event_id for item in items if item.plan_id is None)
    seen: set[UUID | None] = set()
    talks = []
    for item in items:
        event_id = item.occurrence.event_id
        if item.plan_id is None and event_id in seen:
            continue
        if item.plan_id is None:
            seen.add(event_id)
        again = bare[event_id] - 1 if item.plan_id is None else 0
        talks.append(Talk(item, again, _is_at_hand(item, now)))
    return talks


def _groups(talks: Sequence[Talk]) -> list[Group]:
    """What is at hand, what is still open, and what is settled; only those that have something."""
    at_hand = [talk for talk in talks if talk.is_at_hand]
    ahead = [talk for talk in talks if not talk.is_at_hand]
    settled = [talk for talk in ahead if not talk.item.is_worth_a_talk]
    groups = (
        Group("at_hand", sorted(at_hand, key=_starts_at)),
        Group("open", [talk for talk in ahead if talk.item.is_worth_a_talk]),
        Group("settled", sorted(settled, key=_starts_at)),
    )
    return [group for group in groups if group.talks]


def _starts_at(talk: Talk) -> datetime:
    return talk.item.occurrence.starts_at


def _is_at_hand(item: LookAheadItem, now: datetime) -> bool:
    ahead = item.occurrence.starts_at - now
    return ahead <= timedelta() or (item.plan_state is State.AGREED and ahead < AT_HAND)


def _coming(later: Sequence[OccurrenceView]) -> list[Coming]:
    times = Counter(one.event_id for one in later)
    first = {one.event_id: one for one in reversed(later)}
    return [Coming(one, times[one.event_id] - 1) for one in later if first[one.event_id] is one]


def _strips(weeks: Sequence[WeekLoad]) -> Iterator[Strip]:
    before: date | None = None
    for week in weeks:
        is_new = before is None or before.month != week.starts_on.month
        yield Strip(week, _blocks(week), date_format(week.starts_on, "M") if is_new else "")
        before = week.starts_on


def _blocks(week: WeekLoad) -> Sequence[str]:
    worlds = [("world-ours", week.ours), ("world-theirs", week.theirs), ("world-mine", week.mine)]
    return [name for name, load in worlds for _ in range(load)][:BLOCKS_SHOWN]
