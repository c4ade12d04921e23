"""A rule's moments on the naive wall clock, in order, from anywhere in the series and never without end.

Periods (years, months, weeks, days) are stepped through arithmetically, so a rule without COUNT begins right
at the window, however old its start is. Each period looked at is paid for, whether it holds a match or not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from planner.core.calendar import rule_days
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.rrules import Freq, Rule

MAX_STEPS = 100_000
_COSTS = {Freq.YEARLY: 20, Freq.MONTHLY: 3}  # steps, against one for a day or a week
_UNITS = {
    Freq.WEEKLY: timedelta(weeks=1),
    Freq.DAILY: timedelta(days=1),
    Freq.HOURLY: timedelta(hours=1),
    Freq.MINUTELY: timedelta(minutes=1),
    Freq.SECONDLY: timedelta(seconds=1),
}


def walk(
    rule: Rule, start: datetime, since: datetime, until: datetime, allowance: Allowance | None = None
) -> Iterator[datetime]:
    """The moments of `rule` begun at `start` that lie in `since … until`, both included."""
    allowance = allowance or Allowance()
    last = last_by_count(rule, start)
    is_counted = rule.count is not None and last is None
    until = until if last is None else min(until, last)
    first = start if is_counted else max(start, since)
    found = _moments(completed(rule, start), start, first, until, allowance)
    if is_counted:
        found = islice((moment for moment in found if moment >= start), rule.count)
    begin = max(start, since)
    for moment in found:
        allowance.left -= 1
        if moment > until or allowance.left < 0:
            return
        if moment >= begin:
            yield moment


@lru_cache(maxsize=4096)
def completed(rule: Rule, start: datetime) -> Rule:
    """The rule with what it leaves to DTSTART written out (RFC 5545 3.3.10)."""
    days, day = rule.byday or rule.bymonthday, start.weekday()
    if rule.freq is Freq.WEEKLY and not rule.byday:
        return replace(rule, byday=((0, day),))
    if rule.freq is Freq.MONTHLY and not days:
        return replace(rule, bymonthday=(start.day,))
    if rule.freq is not Freq.YEARLY or rule.byyearday:
        return rule
    if rule.byweekno:
        return rule if days else replace(rule, byday=((0, day),))
    if not days:
        return replace(rule, bymonth=rule.bymonth or (start.month,), bymonthday=(start.day,))
    if not rule.byday and not rule.bymonth:
        # dateutil takes every month here; ical.js, sabre and libical take DTSTART's, as people mean it.
        return replace(rule, bymonth=(start.month,))
    return rule


def last_by_count(rule: Rule, start: datetime) -> datetime | None:
    """Where COUNT ends a rule of equal steps, without walking there."""
    if rule.count is None or rule.freq < Freq.WEEKLY or rule.picks_days or rule.picks_times or rule.bysetpos:
        return None
    try:
        return start + _UNITS[rule.freq] * rule.interval * (rule.count - 1)
    except OverflowError:
        return datetime.max


def _moments(
    rule: Rule, start: datetime, first: datetime, until: datetime, allowance: Allowance
) -> Iterator[datetime]:
    if rule.freq > Freq.DAILY:
        yield from _within_days(rule, start, first, until, allowance)
        return
    periods = allowance.pay(_PERIODS[rule.freq](rule, start, first, until), _COSTS.get(rule.freq, 1))
    if not rule.picks_times and not rule.bysetpos:
        clock = start.time()
        for days in islice(periods, MAX_STEPS):
            for day in days:
                yield datetime.combine(date.fromordinal(day), clock)
        return
    times = (rule.byhour or (start.hour,), rule.byminute or (start.minute,), _seconds(rule, start))
    for days in islice(periods, MAX_STEPS):
        yield from _product(days, times, rule.bysetpos) if rule.bysetpos else _from(first, days, times)


def _from(first: datetime, days: Sequence[int], times: tuple[Sequence[int], ...]) -> Iterator[datetime]:
    """The product from about `first` on: a year may hold 31 million moments before a window in December."""
    ahead = [day for day in days if day >= first.toordinal()]
    hours, minutes, seconds = times
    if ahead and ahead[0] == first.toordinal():
        late = tuple(hour for hour in hours if hour >= first.hour)
        yield from _product(ahead[:1], (late, minutes, seconds), ())
        ahead = ahead[1:]
    yield from _product(ahead, times, ())


def _seconds(rule: Rule, start: datetime) -> tuple[int, ...]:
    # 60 is a leap second, which no clock here shows.
    return tuple(one for one in rule.bysecond if one < 60) if rule.bysecond else (start.second,)


def _product(
    days: Sequence[int], times: tuple[Sequence[int], ...], bysetpos: tuple[int, ...]
) -> Iterator[datetime]:
    """Days × hours × minutes × seconds in order, or the members at `bysetpos`, without building the set."""
    hours, minutes, seconds = times
    per_day = len(hours) * len(minutes) * len(seconds)
    for index in _positions(len(days) * per_day, bysetpos):
        day, rest = divmod(index, per_day)
        hour, rest = divmod(rest, len(minutes) * len(seconds))
        minute, second = divmod(rest, len(seconds))
        clock = time(hours[hour], minutes[minute], seconds[second])
        yield datetime.combine(date.fromordinal(days[day]), clock)


def _positions(total: int, bysetpos: tuple[int, ...]) -> Iterable[int]:
    if not bysetpos:
        return range(total)
    wanted = {at - 1 if at > 0 else total + at for at in bysetpos}
    return sorted(at for at in wanted if 0 <= at < total)


def _years(rule: Rule, start: datetime, first: datetime, until: datetime) -> Iterator[Sequence[int]]:
    skipped = (first.year - start.year) // rule.interval * rule.interval
    for year in range(start.year + skipped, min(until.year, 9999) + 1, rule.interval):
        yield rule_days.of_year(rule, year)


def _months(rule: Rule, start: datetime, first: datetime, until: datetime) -> Iterator[Sequence[int]]:
    begin = start.year * 12 + start.month - 1
    skipped = (first.year * 12 + first.month - 1 - begin) // rule.interval * rule.interval
    for month in range(begin + skipped, until.year * 12 + until.month, rule.interval):
        yield rule_days.of_month(rule, month // 12, month % 12 + 1)


def _weeks(rule: Rule, start: datetime, first: datetime, until: datetime) -> Iterator[Sequence[int]]:
    begin = rule_days.week_begin(start.toordinal(), rule.wkst)
    step = 7 * rule.interval
    skipped = max(0, first.toordinal() - begin) // step * step
    offsets = sorted({(weekday - rule.wkst) % 7 for _, weekday in rule.byday})
    is_filtered = bool(rule.bymonth or rule.bymonthday or rule.byyearday or rule.byweekno)
    for week in range(begin + skipped, until.toordinal() + 1, step):
        days = [week + offset for offset in offsets if 1 <= week + offset <= rule_days.LAST_DAY]
        yield [day for day in days if rule_days.matches(rule, day)] if is_filtered else days


def _single_days(rule: Rule, start: datetime, first: datetime, until: datetime) -> Iterator[Sequence[int]]:
    begin, matches = start.toordinal(), rule.picks_days
    skipped = (first.toordinal() - begin) // rule.interval * rule.interval
    for day in range(begin + skipped, until.toordinal() + 1, rule.interval):
        yield (day,) if not matches or rule_days.matches(rule, day) else ()


_PERIODS: dict[Freq, Callable[[Rule, datetime, datetime, datetime], Iterator[Sequence[int]]]] = {
    Freq.YEARLY: _years,
    Freq.MONTHLY: _months,
    Freq.WEEKLY: _weeks,
    Freq.DAILY: _single_days,
}


def _within_days(
    rule: Rule, start: datetime, first: datetime, until: datetime, allowance: Allowance
) -> Iterator[datetime]:
    """HOURLY and finer: step by step, jumping over days, hours and minutes that cannot match."""
    base = _period_begin(start, rule.freq)
    step = _UNITS[rule.freq] * rule.interval
    at = base + (first - base) // step * step
    for _ in allowance.pay(range(MAX_STEPS)):
        if at > until:
            return
        try:
            onward = _first_possible(rule, at)
            if onward == at:
                yield from _inside(rule, start, at)
                onward = at + step
            at = base - (base - onward) // step * step
        except OverflowError:
            return


def _period_begin(moment: datetime, freq: Freq) -> datetime:
    if freq is Freq.SECONDLY:
        return moment
    return moment.replace(second=0) if freq is Freq.MINUTELY else moment.replace(minute=0, second=0)


def _first_possible(rule: Rule, at: datetime) -> datetime:
    """`at` if it passes every filter, else the next moment worth looking at."""
    midnight = at.replace(hour=0, minute=0, second=0)
    if not rule_days.matches(rule, at.toordinal()):
        return midnight + timedelta(days=1)
    if rule.byhour and at.hour not in rule.byhour:
        return midnight + timedelta(hours=at.hour + 1)
    if rule.freq > Freq.HOURLY and rule.byminute and at.minute not in rule.byminute:
        return at.replace(second=0) + timedelta(minutes=1)
    if rule.freq is Freq.SECONDLY and rule.bysecond and at.second not in rule.bysecond:
        return at + timedelta(seconds=1)
    return at


def _inside(rule: Rule, start: datetime, at: datetime) -> Iterator[datetime]:
    """What one hour, minute or second of the rule expands to."""
    minutes = (at.minute,) if rule.freq > Freq.HOURLY else rule.byminute or (start.minute,)
    seconds = (at.second,) if rule.freq is Freq.SECONDLY else _seconds(rule, start)
    return _product((at.toordinal(),), ((at.hour,), minutes, seconds), rule.bysetpos)
