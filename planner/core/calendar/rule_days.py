"""Which days a rule picks out of a year, a month or a week, as ordinals (`date.toordinal`)."""

from datetime import date
from functools import lru_cache

from planner.core.calendar.rrules import Rule

LAST_DAY = date.max.toordinal()


def of_year(rule: Rule, year: int) -> list[int]:
    """The days of a year that satisfy every BY part given."""
    first, last = _year_span(year)
    months = [_month_span(year, month) for month in rule.bymonth or range(1, 13)]
    days = set.intersection(*_picked(rule, (first, last), months))
    return sorted(day for day in days if any(begin <= day <= end for begin, end in months))


def _picked(rule: Rule, year: tuple[int, int], months: list[tuple[int, int]]) -> list[set[int]]:
    sets: list[set[int]] = []
    if rule.byyearday:
        sets.append(_counted(rule.byyearday, *year))
    if rule.bymonthday:
        sets.append({day for span in months for day in _counted(rule.bymonthday, *span)})
    if rule.byweekno:
        sets.append(_week_days(rule, *year))
    if rule.byday:
        sets.append(_year_weekdays(rule, year, months))
    return sets


def _year_weekdays(rule: Rule, year: tuple[int, int], months: list[tuple[int, int]]) -> set[int]:
    if rule.byweekno:  # a numbered day has no meaning inside a week (RFC 5545 forbids it)
        return _weekdays(tuple((0, weekday) for _, weekday in rule.byday), *year)
    spans = months if rule.bymonth else [year]
    return {day for span in spans for day in _weekdays(rule.byday, *span)}


def of_month(rule: Rule, year: int, month: int) -> list[int]:
    """The days of a month that satisfy every BY part given."""
    if rule.bymonth and month not in rule.bymonth:
        return []
    span = _month_span(year, month)
    if not rule.byday:
        return sorted(_counted(rule.bymonthday, *span))
    days = _weekdays(rule.byday, *span)
    return sorted(days & _counted(rule.bymonthday, *span) if rule.bymonthday else days)


@lru_cache(maxsize=4096)
def _month_span(year: int, month: int) -> tuple[int, int]:
    first = date(year, month, 1).toordinal()
    if month == 12:
        return first, first + 30
    return first, date(year, month + 1, 1).toordinal() - 1


def _counted(numbers: tuple[int, ...], first: int, last: int) -> set[int]:
    """The n-th days of a span, counted from its end when negative."""
    days = {first + number - 1 if number > 0 else last + number + 1 for number in numbers}
    return {day for day in days if first <= day <= last}


def _weekdays(byday: tuple[tuple[int, int], ...], first: int, last: int) -> set[int]:
    """Each named weekday of a span; plain and numbered ones may be mixed, which dateutil gets wrong."""
    days: set[int] = set()
    for number, weekday in byday:
        every = range(first + (weekday - (first - 1)) % 7, last + 1, 7)
        if not number:
            days.update(every)
        elif -len(every) <= number <= len(every):
            days.add(every[number - 1 if number > 0 else number])
    return days


def week_begin(day: int, wkst: int) -> int:
    """The day on which the week of `day` begins."""
    return day - ((day - 1) - wkst) % 7


def _week_number(day: int, wkst: int) -> tuple[int, int]:
    """(n, n from the end) of the week a day is in: week 1 is the first with four days in its year."""
    middle = week_begin(day, wkst) + 3
    first, last = _year_span(date.fromordinal(min(max(middle, 1), LAST_DAY)).year)
    return (middle - first) // 7 + 1, -((last - middle) // 7) - 1


def _week_days(rule: Rule, first: int, last: int) -> set[int]:
    days: set[int] = set()
    for week in range(week_begin(first, rule.wkst), last + 1, 7):
        if set(_week_number(week, rule.wkst)) & set(rule.byweekno):
            days.update(range(max(week, first), min(week + 6, last) + 1))
    return days


def matches(rule: Rule, ordinal: int) -> bool:
    """True if the BY parts let this day through when they filter (DAILY and finer, RFC 5545's "Limit")."""
    day = date.fromordinal(ordinal)
    if rule.bymonth and day.month not in rule.bymonth:
        return False
    if rule.byday and all(day.weekday() != weekday for _, weekday in rule.byday):
        return False
    if rule.bymonthday and ordinal not in _counted(rule.bymonthday, *_month_span(day.year, day.month)):
        return False
    if rule.byyearday and ordinal not in _counted(rule.byyearday, *_year_span(day.year)):
        return False
    return not rule.byweekno or bool(set(_week_number(ordinal, rule.wkst)) & set(rule.byweekno))


@lru_cache(maxsize=1024)
def _year_span(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
