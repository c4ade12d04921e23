"""Days that are told from today: "tomorrow evening", "yesterday", "in two weeks", "the 12th"."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache

from planner.core.quick_add.line import TAKEN, Found, key, one_of
from planner.core.quick_add.meant import Days, Pattern, Today, between, date_of, optional
from planner.core.quick_add.words import Words, number

A_WEEK = 7
SATURDAY = 5
MOST_DAYS_AWAY = 3_660


def patterns(words: Words) -> Iterator[Pattern]:
    """The surest first."""
    part = f"(?:\\s+(?P<part>{one_of(words.parts_of_day)}))?"
    yield f"{optional(words.on)}(?P<from_now>{one_of(words.days_from_now)}){part}", _from_now
    yield f"(?P<tonight>{one_of(words.tonight)})", _tonight
    units = one_of((*words.days, *words.weeks, *words.months_long))
    count = rf"(?P<n>\d{{1,3}}|{one_of(words.numbers)})"
    in_weeks = f"{one_of(words.in_)}\\s+{count}\\s+{one_of(words.weeks)}(?:'s\\s+time)?"
    yield f"{optional(words.on)}(?P<wd>{one_of(words.weekdays)})\\s+{in_weeks}", _weekday_in_weeks
    yield f"{one_of(words.in_)}\\s+{count}\\s+(?P<unit>{units})(?:'s\\s+time)?", _in_a_while
    which = f"(?P<which>{one_of((*words.this, *words.next))})\\s+"
    yield f"{optional((*words.on, *words.at))}{which}(?:{one_of(words.weekend)})", _weekend
    of_the_month = f"{one_of(words.the)}\\s+(?P<d1>\\d{{1,2}}){one_of(words.ordinals)}"
    yield optional(words.on) + of_the_month, _numbered
    weekday = one_of(words.weekdays)
    lead = f"(?:(?P<on>{one_of((*words.on, *words.from_))})\\s+)?(?:{which})?(?P<wd>{weekday})\\.?"
    yield f"{lead}{between(words)}(?P<wd2>{weekday})\\b(?!['’])", _weekday
    yield f"{lead}(?!['’]\\w){part}", _weekday


def _from_now(found: Found, about: Today) -> Days | None:
    away = about.words.days_from_now[key(found["from_now"])]
    day = about.today + timedelta(days=away)
    return Days(day, day, begins=_part(found, about))


def _tonight(found: Found, about: Today) -> Days | None:
    begins = about.words.tonight[key(found["tonight"])]
    return Days(about.today, about.today, begins=begins)


def _in_a_while(found: Found, about: Today) -> Days | None:
    words, unit = about.words, key(found["unit"])
    count = number(found["n"], words)
    if unit in words.months_long:
        day = _months_later(about.today, count)
    else:
        away = count * (A_WEEK if unit in words.weeks else 1)
        day = about.today + timedelta(days=away) if away <= MOST_DAYS_AWAY else None
    return Days(day, day) if day else None


def _weekday_in_weeks(found: Found, about: Today) -> Days | None:
    """ "Saturday in two weeks": so many weeks after the coming one."""
    until_then = (about.words.weekdays[key(found["wd"])] - about.today.weekday()) % A_WEEK
    away = until_then + number(found["n"], about.words) * A_WEEK
    day = about.today + timedelta(days=away) if away <= MOST_DAYS_AWAY else None
    return Days(day, day) if day else None


def _weekend(found: Found, about: Today) -> Days | None:
    """This one, also while it lasts, or the one after the coming Sunday."""
    saturday = about.today + timedelta(days=SATURDAY - about.today.weekday())
    first = saturday if key(found["which"]) in about.words.this else saturday + timedelta(days=A_WEEK)
    return Days(max(first, about.today), first + timedelta(days=1))


def _numbered(found: Found, about: Today) -> Days | None:
    """ "the 12th": of this month, or of the first after it that has such a day."""
    day = int(found["d1"])
    for ahead in range(13):
        month = _months_later(about.today.replace(day=1), ahead)
        on = date_of(month.year, month.month, day) if month else None
        if on and on >= about.today:
            return Days(on, on)
    return None


def _weekday(found: Found, about: Today) -> Days | None:
    if not _is_meant(found, about.words):
        return None
    named = about.words.weekdays[key(found["wd"])]
    until_then = (named - about.today.weekday()) % A_WEEK
    which = key(found["which"] or "")
    if which in about.words.next:
        until_then = A_WEEK - about.today.weekday() + named
    first = about.today + timedelta(days=until_then)
    if "wd2" not in found.re.groupindex:
        return Days(first, first, begins=_part(found, about), is_near=not which)
    lasts = (about.words.weekdays[key(found["wd2"])] - named) % A_WEEK
    return Days(first, first + timedelta(days=lasts))


def _is_meant(found: Found, words: Words) -> bool:
    """Whether a word like "sat" is a day here: said to be one, at an end, or beside a number or a day."""
    groups = found.groupdict()
    if key(found["wd"]) not in words.doubtful_weekdays or any(
        groups.get(name) for name in ("on", "which", "part", "wd2")
    ):
        return True
    after = found.string[found.end() :].lstrip(" ,")
    return not after or after[0] == TAKEN or after[0].isdigit() or bool(_a_place(words).match(after))


@lru_cache(maxsize=16)
def _a_place(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?:@|{one_of((*words.at, *words.from_, *words.for_))}\s)", re.IGNORECASE)


def _part(found: Found, about: Today) -> time | None:
    part = found["part"]
    return about.words.parts_of_day[key(part)] if part else None


def _months_later(day: date, months: int) -> date | None:
    """The same day so many months on, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for shorter in range(4):
        if found := date_of(day.year + years, month + 1, day.day - shorter):
            return found
    return None
