"""How often something comes again, as the text of a rule (RFC 5545 3.3.10)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from planner.core.calendar.rrules import WEEKDAYS
from planner.core.quick_add.line import Found, Line, compiled, key, one_of
from planner.core.quick_add.words import Words, number

WORKING_DAYS = (0, 1, 2, 3, 4)
MOST_TIMES = 1_000


@dataclass(frozen=True, slots=True)
class Repeats:
    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()

    @property
    def rrule(self) -> str:
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        # On a single day the start says which: a rule that any form can hold.
        if len(self.weekdays) > 1:
            parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in self.weekdays))
        return ";".join(parts)


def take(line: Line, words: Words) -> Repeats | None:
    """The repetition that the line names, taken out of it."""
    weekdays, units = _patterns(words)
    return (
        line.take("repeat", weekdays, lambda match: _on_weekdays(match, words))
        or line.take("repeat", units, lambda match: _by_unit(match, words))
        or _by_one_word(line, words)
    )


def take_times(line: Line, words: Words) -> int | None:
    """How many times in all: "10 times"."""
    pattern = compiled(rf"(?P<n>\d{{1,4}}|{one_of(words.numbers)})\s+{one_of(words.times)}")
    return line.take("times", pattern, lambda match: _count(match, words))


@lru_cache(maxsize=8)
def _patterns(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = rf"(?:{one_of((*words.on, *words.of))}\s+)?{one_of(words.every)}\s+"
    count = rf"(?:(?P<n>\d{{1,3}}|{one_of(words.numbers)})\s+|(?P<second>{one_of(words.every_second)})\s+)?"
    weekday = one_of(words.weekdays)
    join = rf"(?:\s*,\s*|\s+)(?:{one_of(words.and_)}\s+)?"
    several = rf"(?P<weekdays>{weekday}\b(?:{join}{weekday}\b)*)(?!['’])"
    units = (*words.days, *words.weeks, *words.months_long, *words.years)
    return (
        compiled(rf"{every}{count}(?:{several}|(?P<working>{one_of(words.working_day)}))"),
        compiled(rf"{every}{count}(?P<unit>{one_of(units)})"),
    )


def _on_weekdays(found: Found, words: Words) -> Repeats | None:
    interval = _interval(found, words)
    if found["working"]:
        return Repeats("WEEKLY", interval, WORKING_DAYS) if interval == 1 else None
    named = re.findall(one_of(words.weekdays) + r"\b", found["weekdays"], re.IGNORECASE)
    days = tuple(sorted({words.weekdays[key(name)] for name in named}))
    return Repeats("WEEKLY", interval, days) if interval else None


def _by_unit(found: Found, words: Words) -> Repeats | None:
    unit, interval = key(found["unit"]), _interval(found, words)
    freqs = (
        ("DAILY", words.days),
        ("WEEKLY", words.weeks),
        ("MONTHLY", words.months_long),
        ("YEARLY", words.years),
    )
    freq = next(freq for freq, names in freqs if unit in names)
    return Repeats(freq, interval) if interval else None


def _by_one_word(line: Line, words: Words) -> Repeats | None:
    """ "weekly": as the first word it names the thing too ("Weekly review") and stays in the title."""
    pattern = compiled(rf"(?P<word>{one_of(words.repeating)})")
    first = pattern.match(line.rest)
    if first:
        return Repeats(*words.repeating[key(first["word"])])
    return line.take("repeat", pattern, lambda match: Repeats(*words.repeating[key(match["word"])]))


def _interval(found: Found, words: Words) -> int:
    if found["second"]:
        return 2
    return number(found["n"], words) if found["n"] else 1


def _count(found: Found, words: Words) -> int | None:
    count = number(found["n"], words)
    return count if 0 < count <= MOST_TIMES else None
