"""A whole year in zones whose clocks jump: every step at its right local time, none twice, none missing.

What is right is worked out by `slow_clock`, which shares no code with what it judges.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.core.reminding.ladder import ladder
from planner.core.reminding.reminders import Channel, Facts, Recipient, Step
from tests.core.reminding import slow_clock
from tests.core.reminding.evenings import QUIET, all_day, recipient, timed
from tests.core.reminding.slow_clock import DAY, moment, shown, wall_minute, when_shown

YEAR = 2027
BERLIN, NEW_YORK, LORD_HOWE, CHATHAM, TROLL = (
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Antarctica/Troll",
    )
)
# Each event once for somebody who lives there, and once for somebody who lives by other clocks.
PLACES = [
    *((zone, zone) for zone in (BERLIN, NEW_YORK, LORD_HOWE, CHATHAM, TROLL)),
    *((BERLIN, NEW_YORK), (NEW_YORK, CHATHAM), (LORD_HOWE, TROLL), (CHATHAM, BERLIN), (TROLL, LORD_HOWE)),
]
LASTS = 4 * 60


@dataclass(frozen=True)
class Happening:
    """An event as it is written: a wall time, in a zone, floating, or of whole days."""

    start: datetime
    zone: ZoneInfo | None
    days: int = 0

    def facts(self, home: ZoneInfo, **known: Any) -> Facts:
        if self.days:
            return all_day(self.start, self.days, home=home, **known)
        return timed(self.start, self.zone, home=home, lasts=timedelta(minutes=LASTS), **known)

    def begins(self, home: ZoneInfo) -> int:
        start = datetime.combine(self.start, time(9)) if self.days else self.start
        return when_shown(self.zone or home, wall_minute(start))

    def ends(self, home: ZoneInfo) -> int:
        if self.days:
            return when_shown(home, wall_minute(self.start) + self.days * DAY)
        return self.begins(home) + LASTS


def happenings(zone: ZoneInfo) -> Iterator[Happening]:
    """Each week at ten, in between wherever one is, days off and nights, and what stands around each jump."""
    for week in range(53):
        day = datetime(YEAR, 1, 2) + timedelta(weeks=week)
        yield Happening(day + timedelta(hours=10), zone)
        yield (
            Happening(day + timedelta(days=2, hours=19, minutes=30), None),
            Happening(day + timedelta(days=4), None, days=1 + week % 4),
            Happening(day + timedelta(days=5, hours=2, minutes=30), zone),
        )[week % 3]
    for before, after in slow_clock.jumps(zone, YEAR):
        yield from _around(zone, before, after)


def _around(zone: ZoneInfo, before: datetime, after: datetime) -> Iterator[Happening]:
    """In the hour that is missing or comes twice, and when a step falls into it."""
    first, last = min(before, after), max(before, after)
    into = first + (last - first) / 2
    for days in (0, 1, 3, 7, 14):
        for start in (first, into.replace(second=0), last, last + timedelta(hours=3)):
            yield Happening(start + timedelta(days=days), zone)


@lru_cache(maxsize=20_000)
def expected(one: Happening, home: ZoneInfo, *, is_agreed: bool, is_quiet: bool) -> dict[str, int]:
    """Each step and its minute, as the ladder says it."""
    begins = one.begins(home)
    today = shown(home, begins) // DAY * DAY
    asked = slow_clock.on_until(home, one.ends(home) + 12 * 60, time(10))
    found = {"check-in": asked}
    if not is_agreed:
        days = {"early": 14, "talk": 7, "last-call": 3}
        return found | {step: when_shown(home, today - n * DAY + 18 * 60) for step, n in days.items()}
    found["read-through"] = when_shown(home, today - DAY + 18 * 60)
    found["card"] = _card(begins, home, is_quiet=is_quiet)
    found["repair"] = when_shown(home, shown(home, asked) + 3 * DAY)
    return found


def _card(begins: int, home: ZoneInfo, *, is_quiet: bool) -> int:
    card = begins - 3 * 60
    hour = shown(home, card) % DAY
    if is_quiet and (hour >= 21 * 60 or hour < 8 * 60):
        return slow_clock.back_until(home, card, time(20, 30))
    return card


def a_year(facts: Sequence[Facts], who: Recipient) -> Counter[tuple[int, str, datetime]]:
    """What goes out in a year in which all is planned again each day, at an hour that wanders."""
    planned: dict[tuple[int, Step], datetime] = {}
    sent: Counter[tuple[int, str, datetime]] = Counter()
    done: set[tuple[int, Step]] = set()
    for day in range(450):
        now = datetime(YEAR - 1, 12, 1, tzinfo=UTC) + timedelta(days=day, minutes=97 * day % 1440)
        for key in [key for key, at in planned.items() if at <= now]:
            sent[key[0], key[1].value, planned.pop(key)] += 1
            done.add(key)
        for number in _near(facts, now):
            waiting = {step: at for (one, step), at in planned.items() if one == number}
            for due in ladder(facts[number], who, now=now, planned=waiting.items()):
                if (number, due.step) not in done:
                    planned[number, due.step] = due.due_at
                    waiting.pop(due.step, None)
            for step in waiting:
                del planned[number, step]
    assert not planned
    return sent


def _near(facts: Sequence[Facts], now: datetime) -> Iterator[int]:
    """Those that a sweep looks at: in its horizon, or not long over."""
    for number, one in enumerate(facts):
        if timedelta(days=-9) < one.starts_at - now < timedelta(days=21):
            yield number


def situations(home: ZoneInfo, *, is_agreed: bool, is_quiet: bool) -> tuple[dict[str, Any], Recipient]:
    channels = frozenset({Channel.EMAIL, Channel.PUSH})
    who = recipient(home, channels=channels, **(QUIET if is_quiet else {}))
    known = {"level_seen": 3, "is_agreed": is_agreed, "sees_open_plan": is_agreed}
    return known | {"both_want_repair": is_agreed}, who


@pytest.mark.parametrize("is_quiet", [True, False], ids=["quiet", "any hour"])
@pytest.mark.parametrize("is_agreed", [True, False], ids=["agreed", "open"])
@pytest.mark.parametrize(("zone", "home"), PLACES, ids=lambda one: one.key)
def test_every_step_of_the_year_stands_at_its_right_local_time(
    zone: ZoneInfo, home: ZoneInfo, is_agreed: bool, is_quiet: bool
) -> None:
    known, who = situations(home, is_agreed=is_agreed, is_quiet=is_quiet)
    wrong = []
    for one in happenings(zone):
        due = ladder(one.facts(home, **known), who, now=datetime(YEAR - 1, 11, 1, tzinfo=UTC))
        right = expected(one, home, is_agreed=is_agreed, is_quiet=is_quiet)
        found = sorted((each.step.value, each.due_at) for each in due)
        if found != sorted((step, moment(at)) for step, at in right.items()):
            wrong.append((one, found, right))

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("is_agreed", [True, False], ids=["agreed", "open"])
@pytest.mark.parametrize(("zone", "home"), PLACES, ids=lambda one: one.key)
def test_a_year_that_is_planned_every_day_sends_each_step_once(
    zone: ZoneInfo, home: ZoneInfo, is_agreed: bool
) -> None:
    known, who = situations(home, is_agreed=is_agreed, is_quiet=True)
    all_year = list(happenings(zone))

    sent = a_year([one.facts(home, **known) for one in all_year], who)

    right = Counter(
        (number, step, moment(at))
        for number, one in enumerate(all_year)
        for step, at in expected(one, home, is_agreed=is_agreed, is_quiet=True).items()
    )
    assert sent == right


def test_the_year_holds_the_jumps_that_it_is_about() -> None:
    jumps = {zone.key: slow_clock.jumps(zone, YEAR) for zone, home in PLACES if zone is home}

    assert {
        name: sorted((after - before) // timedelta(minutes=1) - 1 for before, after in each)
        for name, each in jumps.items()
    } == {
        "Europe/Berlin": [-60, 60],
        "America/New_York": [-60, 60],
        "Australia/Lord_Howe": [-30, 30],
        "Pacific/Chatham": [-60, 60],
        "Antarctica/Troll": [-120, 120],
    }
    for zone in (BERLIN, NEW_YORK, LORD_HOWE, CHATHAM, TROLL):
        for before, after in slow_clock.jumps(zone, YEAR):
            first, last = min(before, after), max(before, after)
            assert any(one.zone == zone and first < one.start < last for one in happenings(zone))
