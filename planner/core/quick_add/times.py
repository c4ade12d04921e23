"""At what time, until when, and for how long."""

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import lru_cache

from planner.core.quick_add.line import TAKEN, Found, Line, compiled, key, one_of
from planner.core.quick_add.words import Words, number

HALF_A_DAY = 12
EARLIEST_BARE_MORNING = 8
""" "at 7" is an evening, "at 8" a morning: of the two that it could be, the one at which people meet."""
NOON, MIDNIGHT = time(12), time(0)
MOST_HOURS = 24 * 14


@dataclass(frozen=True, slots=True)
class Times:
    starts: time
    ends: time | None = None
    is_guess: bool = False
    """Only an hour was said, and nothing tells morning from evening."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """As it was written; `half` is "a", "p" or nothing."""

    hour: int
    minute: int
    half: str
    is_plain: bool
    """An hour alone, which may be anything."""


@dataclass(frozen=True, slots=True)
class Lasts:
    """For how long: a time, or whole days."""

    time: timedelta = timedelta()
    days: int = 0


def take(line: Line, words: Words) -> Times | None:
    """The times that the line names, taken out of it."""
    for pattern in _patterns(words):
        if found := line.take("time", pattern, lambda match: _read(match, words)):
            return found
    return None


def take_end(line: Line, words: Words, starts: time) -> time | None:
    """The end of "until 23:00", where the start stands elsewhere in the line."""
    before = _Clock(starts.hour, starts.minute, "", is_plain=False)
    return line.take("time", _until(words), lambda match: _end(match, words, before))


def take_lasting(line: Line, words: Words, *, after_a_time: bool) -> Lasts | None:
    """For how long: "for 2 h", "90 min"; after a time also "2h", which alone could be an hour of the day."""
    for pattern in _lastings(words, after_a_time):
        if found := line.take("lasting", pattern, lambda match: _lasts(match, words)):
            return found
    return None


@lru_cache(maxsize=8)
def _patterns(words: Words) -> tuple[re.Pattern[str], ...]:
    to = rf"\s*(?:–|—|-|{one_of(words.to)})\s*"
    at = rf"(?P<at>{one_of((*words.at, *words.from_))}\s+|@\s*)"
    first, last = _clock(words, 1), f"(?:{_clock(words, 2)}|(?P<word2>{_named(words)}))"
    goes_on = (words.on, words.for_, words.at, words.until, words.place_ends, words.in_)
    by_name = one_of(words.hours_by_name)
    alone = rf"(?=\s*(?:$|[{TAKEN},;@]|{one_of(word for group in goes_on for word in group)}\s))"
    return (
        compiled(f"{at}?(?P<word1>{one_of(words.noon)}){to}{last}"),
        compiled(f"{at}?{first}{to}{last}"),
        compiled(f"{at}?{first}"),
        compiled(f"{at}(?:12\\s+)?(?P<word1>{one_of(words.noon)})"),
        re.compile(rf"(?<={TAKEN})\s+(?P<word1>{one_of(words.noon)}){alone}", re.IGNORECASE),
        compiled(rf"{at}?(?P<past>{one_of(words.parts_of_hour)})\s+(?P<bare>\d{{1,2}}|{by_name})"),
        compiled(rf"(?P<at>{one_of(words.at)}\s+|@\s*)(?P<bare>\d{{1,2}}|{by_name}){alone}"),
    )


@lru_cache(maxsize=8)
def _until(words: Words) -> re.Pattern[str]:
    return compiled(rf"{one_of(words.until)}\s+(?:{_clock(words, 2)}|(?P<word2>{_named(words)}))")


@lru_cache(maxsize=8)
def _lastings(words: Words, after_a_time: bool) -> tuple[re.Pattern[str], ...]:
    count = rf"(?P<n>\d{{1,3}}(?:[.,]\d)?|{one_of(words.numbers)})"
    for_ = rf"{one_of(words.for_)}\s+"
    units = one_of((*words.minutes, *words.hours, *words.days, *words.nights, *words.weeks))
    long_units = one_of((*words.minutes, *(hour for hour in words.hours if len(hour) > 1)))
    patterns = [
        f"{for_}(?P<half>{one_of(words.half)})\\s+(?P<unit>{one_of(words.hours)})",
        f"{for_}{count}\\s*(?P<unit>{units})",
        f"{count}\\s*(?P<unit>{long_units})",
    ]
    if after_a_time:
        patterns.append(f"{count}\\s*(?P<unit>{one_of(words.hours)})")
    return tuple(compiled(pattern) for pattern in patterns)


def _clock(words: Words, n: int) -> str:
    """ "19:00", "19.00 h", "7pm", "7.30 p.m.", "19h30", "7 o'clock", or an hour alone."""
    half = f"(?P<half{n}>{one_of((*words.morning, *words.evening))})"
    after = f"(?:\\s*(?P<sure{n}>h|{one_of(words.o_clock)})(?!\\w))?(?:\\s*{half})?"
    return rf"(?P<h{n}>\d{{1,2}})(?:(?P<sep{n}>[:.h])(?P<min{n}>\d\d))?(?![\d/]){after}"


def _named(words: Words) -> str:
    return one_of((*words.noon, *words.midnight))


def _read(found: Found, words: Words) -> Times | None:
    got = found.groupdict()
    if bare := got.get("bare"):
        return _bare(bare, got.get("past"), words)
    if got.get("word1"):
        last = _end(found, words, _Clock(12, 0, "p", is_plain=False)) if _has_end(got) else None
        return Times(NOON, last) if last or not _has_end(got) else None
    return _range(found, words) if _has_end(got) else _single(found, words)


def _bare(said: str, past: str | None, words: Words) -> Times | None:
    """ "at 7", "at seven", "half past seven"."""
    hour = words.hours_by_name.get(key(said)) or int(said)
    hours, minutes = divmod(hour * 60 + (words.parts_of_hour[key(past)] if past else 0), 60)
    start = _plain(_Clock(hours, minutes, "", is_plain=True))
    return Times(start, is_guess=hour <= HALF_A_DAY) if start else None


def later_today(at: Times, now: time) -> Times:
    """A guess that is over today, as the evening that may have been meant, if that is still ahead."""
    if not at.is_guess or at.starts > now or at.starts >= NOON or _in_the_evening(at.starts) <= now:
        return at
    ends = _in_the_evening(at.ends) if at.ends and at.starts < at.ends < NOON else at.ends
    return replace(at, starts=_in_the_evening(at.starts), ends=ends)


def _in_the_evening(morning: time) -> time:
    return morning.replace(hour=morning.hour + HALF_A_DAY)


def _has_end(got: dict[str, str | None]) -> bool:
    return bool(got.get("h2") or got.get("word2"))


def _single(found: Found, words: Words) -> Times | None:
    clock = _written(found, words, 1)
    if clock is None or clock.is_plain or _is_no_time(found, 1):
        return None
    start = _time(clock)
    return Times(start) if start else None


def _range(found: Found, words: Words) -> Times | None:
    """Two hours alone ("7-11") are times only after "from" or "at", or after a day ("Sat 19-23")."""
    first, last = _written(found, words, 1), _written(found, words, 2)
    if first is None or (last is None and found["h2"]):
        return None
    is_sure = found["at"] or not first.is_plain or last is None or not last.is_plain
    if not is_sure and not _follow_a_day(found, first, last):
        return None
    if _is_no_time(found, 1) and (last is None or last.is_plain):
        return None
    is_guess = first.is_plain and (last is None or not last.half) and first.hour <= HALF_A_DAY
    if last is not None and last.half and not first.half and first.hour <= HALF_A_DAY:
        first = replace(first, half=_half_before(first, last), is_plain=False)
    start = _plain(first) if first.is_plain and (last is None or last.is_plain) else _time(first)
    if start is None:
        return None
    end = _end(found, words, replace(first, hour=start.hour, half=""))
    return Times(start, end, is_guess) if end is not None else None


def _follow_a_day(found: Found, first: _Clock, last: _Clock | None) -> bool:
    """Up to 12 either number could be anything: a score, a chapter."""
    is_beside = found.string[: found.start()].rstrip(" ,").endswith(TAKEN)
    return is_beside and max(first.hour, last.hour if last else 0) > HALF_A_DAY


def _half_before(first: _Clock, last: _Clock) -> str:
    """ "7–11pm" begins in the evening, "11–1pm" in the morning."""
    begins, ends = (one.hour % HALF_A_DAY * 60 + one.minute for one in (first, last))
    return last.half if begins < ends else ("p" if last.half == "a" else "a")


def _end(found: Found, words: Words, first: _Clock) -> time | None:
    if word := found["word2"]:
        return NOON if key(word) in words.noon else MIDNIGHT
    last = _written(found, words, 2)
    if last is None:
        return None
    if last.half or not last.is_plain or last.hour > HALF_A_DAY:
        return _time(last)
    readings = (replace(last, hour=last.hour + half) for half in (0, HALF_A_DAY))
    return _time(next((one for one in readings if one.hour > first.hour), last))


def _written(found: Found, words: Words, n: int) -> _Clock | None:
    if found[f"h{n}"] is None:
        return None
    half = key(found[f"half{n}"] or "")
    which = "" if not half else "a" if half in words.morning else "p"
    is_plain = not (found[f"min{n}"] or half or found[f"sure{n}"])
    return _Clock(int(found[f"h{n}"]), int(found[f"min{n}"] or 0), which, is_plain)


def _is_no_time(found: Found, n: int) -> bool:
    """A number with a dot is a time only if something else says so: "at 7.30", "7.30 pm"."""
    return found[f"sep{n}"] == "." and not (found["at"] or found[f"half{n}"] or found[f"sure{n}"])


def _plain(clock: _Clock) -> time | None:
    """An hour alone: the early ones are meant in the evening."""
    is_evening = 1 <= clock.hour < EARLIEST_BARE_MORNING
    return _time(replace(clock, half="p") if is_evening else clock)


def _time(clock: _Clock) -> time | None:
    if clock.half and not 1 <= clock.hour <= HALF_A_DAY:
        return None
    hour = clock.hour % HALF_A_DAY + (HALF_A_DAY if clock.half == "p" else 0) if clock.half else clock.hour
    if hour == 2 * HALF_A_DAY and clock.minute == 0:
        return MIDNIGHT
    return time(hour, clock.minute) if hour < 24 and clock.minute < 60 else None


def _lasts(found: Found, words: Words) -> Lasts | None:
    unit = key(found["unit"])
    if "half" in found.re.groupindex:
        return Lasts(timedelta(minutes=30))
    text = found["n"].replace(",", ".")
    count = float(text) if "." in text else number(text, words)
    if unit in words.minutes or unit in words.hours:
        time = timedelta(minutes=count) if unit in words.minutes else timedelta(hours=count)
        return Lasts(time) if timedelta() < time <= timedelta(hours=MOST_HOURS) else None
    days = int(count) * (7 if unit in words.weeks else 1) + (1 if unit in words.nights else 0)
    return Lasts(days=days) if 0 < days <= 366 else None
