"""The text of a rule, ended earlier, counted anew, or moved with its series to other days and hours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from planner import errors
from planner.core.calendar import zones
from planner.core.calendar.events import When
from planner.core.calendar.rrules import WEEKDAYS, Freq, Rule, Until, parse

END_OF_DAY = time(23, 59, 59)
_DAY_PARTS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS")
_TIME_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")


def ended(text: str, rule: Rule, before: Sequence[datetime], at: datetime, start: When) -> str:
    """The rule for the dates before `at` alone: a smaller COUNT, or an UNTIL in the form of the start."""
    if rule.count is not None:
        return _with(text, {"COUNT": str(len(before))})
    return _with(text, {"UNTIL": until_text(_last_moment(before[-1], at, start), start), "COUNT": ""})


def counted(text: str, rule: Rule, more: int) -> str:
    """The rule with so many more dates, if it counts them."""
    return text if rule.count is None else _with(text, {"COUNT": str(rule.count + more)})


def until_text(wall: datetime, start: When) -> str:
    """UNTIL in the value type of the start: a date, local time, or UTC for a zone (RFC 5545 3.3.10)."""
    if start.is_date:
        return f"{wall:%Y%m%d}"
    tz = zones.zone(start.tzid)
    return f"{zones.instant(wall, tz):%Y%m%dT%H%M%SZ}" if tz else f"{wall:%Y%m%dT%H%M%S}"


def is_same(one: str, start: When, other: str, other_start: When) -> bool:
    """Whether two rules say the same of their series; of an UNTIL the day counts, for a form asks no more."""
    if not one or not other:
        return one == other
    first, second = parse(one), parse(other)
    if replace(first, until=None) != replace(second, until=None):
        return False
    return _until_day(first.until, start) == _until_day(second.until, other_start)


def moved(text: str, was: When, becomes: When) -> str:
    """The rule of a series that begins at `becomes` instead, with every date moved as its start is.

    Where months differ in length, the date nearest to that. Raises `Invalid` for a rule that says more than
    can be moved.
    """
    rule = parse(text)
    changes = _times(rule, was, becomes)
    days = becomes.wall.toordinal() - was.wall.toordinal()
    if days:
        changes |= _days(rule, was.wall, becomes.wall, days)
    if rule.until:
        changes["UNTIL"] = _moved_until(rule.until, was, becomes)
    return _with(text, changes)


def _with(text: str, changes: Mapping[str, str]) -> str:
    """The rule with these parts replaced where they stand, or added; "" takes one away."""
    parts = dict(part.split("=", 1) for part in text.split(";"))
    parts |= changes
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _last_moment(last: datetime, at: datetime, start: When) -> datetime:
    """A moment from the last date on and before `at`, also after its way through UTC: a whole day if it can.

    A form shows the day and takes it whole, so that an UNTIL on the day of `at` would bring `at` back.
    """
    day_before = datetime.combine(at.date() - timedelta(days=1), END_OF_DAY)
    for wall in (day_before, at - timedelta(seconds=1)):
        if start.is_date and wall.date() < at.date():
            return wall
        if last <= _through_utc(wall, start) < at and not start.is_date:
            return wall
    return last


def _through_utc(wall: datetime, start: When) -> datetime:
    tz = zones.zone(start.tzid)
    return zones.wall_clock(zones.instant(wall, tz), tz) if tz else wall


def _until_day(until: Until | None, start: When) -> object:
    return None if until is None else _until_wall(until, start).date()


def _until_wall(until: Until, start: When) -> datetime:
    """UNTIL on the series' own clock."""
    if until.is_date:
        return datetime.combine(until.wall, END_OF_DAY)
    return zones.wall_in(When(until.wall, "UTC"), start.tzid) if until.is_utc else until.wall


def _moved_until(until: Until, was: When, becomes: When) -> str:
    """The last moment, moved; the end of a day stays the end of a day."""
    wall, move = _until_wall(until, was), becomes.wall - was.wall
    if was.is_date or becomes.is_date or wall.time() == END_OF_DAY:
        # Before that day's hour a timed series has had no date on it yet.
        is_short = not was.is_date and wall.time() < was.wall.time()
        days = becomes.wall.toordinal() - was.wall.toordinal() - is_short
        wall, move = datetime.combine(wall.date(), END_OF_DAY), timedelta(days=days)
    return until_text(zones.later(wall, move), becomes)


def _times(rule: Rule, was: When, becomes: When) -> dict[str, str]:
    """BYHOUR and its like, where they say no more than the start does."""
    if becomes.is_date:
        return dict.fromkeys(_TIME_PARTS, "")
    stated = {"BYHOUR": rule.byhour, "BYMINUTE": rule.byminute, "BYSECOND": rule.bysecond}
    if was.wall.time() == becomes.wall.time() or not any(stated.values()):
        return {}
    old = (was.wall.hour, was.wall.minute, was.wall.second)
    new = (becomes.wall.hour, becomes.wall.minute, becomes.wall.second)
    if rule.freq > Freq.DAILY or any(
        values not in ((), (hour,)) for values, hour in zip(stated.values(), old, strict=True)
    ):
        raise _cannot()
    return {name: str(hour) for (name, values), hour in zip(stated.items(), new, strict=True) if values}


def _days(rule: Rule, was: datetime, becomes: datetime, days: int) -> dict[str, str]:
    """BYDAY and its like for a series that begins on another day."""
    if not (rule.picks_days or rule.bysetpos):
        return {}
    if rule.freq > Freq.DAILY:
        raise _cannot()
    only = {name for name in _DAY_PARTS if getattr(rule, name.lower())}
    is_plain = not any(number for number, _ in rule.byday)
    if only == {"BYDAY"} and is_plain and rule.freq in (Freq.WEEKLY, Freq.DAILY):
        return _turned(rule, days)
    return _month_parts(rule, only, was, becomes)


def _turned(rule: Rule, days: int) -> dict[str, str]:
    turned = sorted((weekday + days) % 7 for _, weekday in rule.byday)
    # The week turns with its days, or every second week would be parted elsewhere.
    wkst = {"WKST": WEEKDAYS[(rule.wkst + days) % 7]} if rule.interval > 1 else {}
    return {"BYDAY": ",".join(WEEKDAYS[one] for one in turned)} | wkst


def _month_parts(rule: Rule, only: set[str], was: datetime, becomes: datetime) -> dict[str, str]:
    """A day of the month, or the second Friday, of one month or of each: said anew for the new start."""
    monthly = rule.freq is Freq.MONTHLY and only in ({"BYMONTHDAY"}, {"BYDAY"})
    yearly = rule.freq is Freq.YEARLY and only in (
        {"BYMONTH"},
        {"BYMONTH", "BYMONTHDAY"},
        {"BYMONTH", "BYDAY"},
    )
    months = rule.bymonth in ((), (was.month,))
    if not (monthly or yearly) or not months or len(rule.bymonthday) > 1 or len(rule.byday) > 1:
        raise _cannot()
    if rule.byday and not rule.byday[0][0]:
        raise _cannot()
    changes = {"BYMONTH": str(becomes.month)} if rule.bymonth else {}
    if rule.bymonthday:
        changes["BYMONTHDAY"] = str(becomes.day)
    if rule.byday:
        changes["BYDAY"] = _nth(rule.byday[0][0], becomes)
    return changes


def _nth(was: int, day: datetime) -> str:
    """ "2FR"; the last of its month if it was counted from there, or is a fifth, which few months have."""
    number = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return f"{-1 if number == 5 or was < 0 and is_last else number}{WEEKDAYS[day.weekday()]}"


def _cannot() -> errors.Invalid:
    return errors.Invalid(
        "This way of repeating cannot be moved as a whole. Choose anew how it repeats, or change one time.",
        field="rrule",
    )
