"""When an event takes place, in lines that every reader understands alike.

A feed with one line that a reader cannot take is lost to it as a whole. So what was mended when the event was
read, or read more kindly than others do, is written out: UNTIL, dates left out, names of instances.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from planner.core.calendar import masters, series_parts, spans, walk, zones
from planner.core.calendar.events import Component, EventObject, Period, When, unfolded
from planner.core.calendar.masters import Series
from planner.core.calendar.rrules import WEEKDAYS, Freq, Rule, parse, plain
from planner.core.calendar.series_parts import Part
from planner.ical.feed_text import name_of, vevents, without_cancelled
from planner.ical.lines import folded
from planner.ical.write_lines import stamp, when_line, when_text

_NAMES = frozenset("DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID".split())
_SAID = re.compile(rf"^(?:{'|'.join(sorted(_NAMES))})[;:][^\r\n]*", re.MULTILINE | re.IGNORECASE)
_ENDS = ("DTEND", "DURATION")
_LISTS = ("EXDATE", "RDATE")
_RULES = ("RRULE", "EXRULE")


def retimed(projected: str, event: EventObject) -> str:
    """The VEVENTs of what takes place, with their times written out where they say them otherwise."""
    found = vevents(projected)
    if len(found) != len(event.components):
        return without_cancelled(projected)
    return "".join(without_cancelled(_part(found, part)) for part in series_parts.parts(event))


def _part(found: list[str], part: Part) -> str:
    each = zip(part.sources, part.event.components, strict=True)
    return "".join(_retimed(found[place], one, part) for place, one in each)


def of(one: Component, event: EventObject) -> Iterator[str]:
    """The lines of a VEVENT of a part that say when; the clocks of a series are part of its time."""
    if _is_once(one):
        yield from span(one.start, max(spans.length(one), _least(one)))
        return
    master = next(iter(event.masters), one)
    yield from span(one.start, max(spans.length(one), _least(one)))
    if one.recurrence_id:
        yield when_line("RECURRENCE-ID", _on(master.start, masters.named_wall(master, one)))
    own = masters.series_of(EventObject(one.uid, (one,)), one, zones.UTC_ZONE)
    yield from (f"RRULE:{_rule(rule, own)}" for rule in one.rrules)
    yield from (f"EXRULE:{_rule(rule, own)}" for rule in one.exrules)
    if one.rrules and not any(_begins(rule, own) for rule in own.rules):
        # Its start takes place all the same unless the rules end before it: few readers know either.
        is_over = masters.is_over_before_it_begins(own)
        yield when_line("EXDATE" if is_over else "RDATE", one.start)
    yield from (_rdate(one, each) for each in one.rdates)
    yield from (when_line("EXDATE", _on(one.start, masters.wall_at(one, each))) for each in one.exdates)


def _is_once(one: Component) -> bool:
    """Whether a start and an end are all that there is to say."""
    listed = one.rrules or one.exrules or one.rdates or one.exdates
    return not (listed or one.recurrence_id or one.this_and_future)


def _begins(rule: Rule, series: Series) -> bool:
    wall = series.master.start.wall
    return next(walk.walk(rule, wall, wall, wall), None) is not None


def span(start: When, lasts: timedelta) -> Iterator[str]:
    """The lines that say from when until when."""
    yield when_line("DTSTART", start)
    yield when_line("DTEND", _end(start, lasts))


def _retimed(text: str, one: Component, part: Part) -> str:
    if not part.prefix and _is_plain_span(_SAID.findall(text), one):
        return text
    lines, wanted = unfolded(text), list(of(one, part.event))
    said = [line for line in _own(lines) if name_of(line) in _NAMES]
    if _meaning(said) == _meaning(wanted) and _is_end_clear(one, said) and not part.prefix:
        return text
    kept = [line for line in lines if line not in said and not (part.prefix and name_of(line) == "UID")]
    # In a feed a UID stands for one series alone.
    named = [f"UID:{part.prefix}{one.uid}"] if part.prefix else []
    return folded([kept[0], *named, *wanted, *kept[1:]])


def _is_plain_span(said: list[str], one: Component) -> bool:
    """Whether it takes place once and says no more than its start, as we write it, and a clear end."""
    is_pair = len(said) == 2 and _is_once(one) and said[0] == when_line("DTSTART", one.start)
    return is_pair and said[1].startswith("DTEND") and _is_end_clear(one, said)


def _own(lines: list[str]) -> Iterator[str]:
    """Without those of alarms."""
    depth = 0
    for line in lines:
        depth += line.startswith("BEGIN:")
        if depth == 1:
            yield line
        depth -= line.startswith("END:")


def _is_end_clear(one: Component, said: list[str]) -> bool:
    """Whether start and end as they stand can be read, are of one kind and in order."""
    if one.end is None:
        if {name_of(line) for line in said}.intersection(_ENDS) != ({"DURATION"} if one.duration else set()):
            return one.duration == timedelta()
        return (one.duration or timedelta()) >= timedelta()
    return one.end.is_date == one.start.is_date and spans.between(one.start, one.end) >= _least(one)


def _least(one: Component) -> timedelta:
    """The end of a day is not part of it, so that no day is shorter than one."""
    return spans.ONE_DAY if one.start.is_date else spans.NO_TIME


def _meaning(lines: Iterable[str]) -> set[object]:
    """What the lines say, however lists and rules are written; ends are judged by `_is_end_clear`."""
    found: set[object] = set()
    for line in lines:
        head, _, value = line.rpartition(":")
        name = name_of(line)
        if name in _RULES:
            found.add((name, frozenset(value.split(";"))))
        elif name in _LISTS:
            found.update((head, each) for each in value.split(","))
        elif name not in _ENDS:
            found.add(line)
    return found


def _rule(text: str, series: Series) -> str:
    """A rule with what others leave out or misread said in full."""
    rule, start = parse(text), series.master.start
    parts = dict(part.split("=", 1) for part in plain(text).split(";"))
    if rule.until is not None:
        parts["UNTIL"] = _until(rule, series)
    if rule.freq is Freq.YEARLY and rule.bymonthday and not rule.bymonth:
        months = walk.completed(rule, start.wall).bymonth
        parts |= {"BYMONTH": ",".join(map(str, months))} if months else {}
    if rule.freq <= Freq.MONTHLY and len({bool(number) for number, _ in rule.byday}) > 1:
        parts["BYDAY"] = ",".join(_numbered(rule))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _until(rule: Rule, series: Series) -> str:
    """In the value type of DTSTART, and as a moment where that has a zone (RFC 5545 3.3.10)."""
    start, last = series.master.start, masters.until_of(rule, series)
    if start.is_date:
        return f"{last:%Y%m%d}"
    exact = masters.until_at(rule, series)
    if exact is None and zones.zone(start.tzid):
        exact = zones.instant(last, series.tz)
    return stamp(exact.astimezone(UTC)) if exact else f"{last:%Y%m%dT%H%M%S}"


def _numbered(rule: Rule) -> Iterator[str]:
    """Plain days beside numbered ones are lost by many: every one of them has its number."""
    most = 5 if rule.freq is Freq.MONTHLY or rule.bymonth else 53
    for number, day in rule.byday:
        for each in (number,) if number else range(1, most + 1):
            yield f"{each}{WEEKDAYS[day]}"


def _on(start: When, wall: datetime) -> When:
    return When(wall, start.tzid, start.is_date)


def _end(start: When, lasts: timedelta) -> When:
    tz = zones.zone(start.tzid)
    if tz is None:
        return When(zones.later(start.wall, lasts), start.tzid, start.is_date)
    ends_at = zones.later(zones.instant(start.wall, tz), lasts)
    return When(zones.wall_clock(ends_at, tz), start.tzid)


def _rdate(one: Component, rdate: When | Period) -> str:
    if isinstance(rdate, When):
        return when_line("RDATE", _on(one.start, masters.wall_at(one, rdate)))
    lasts = spans.between(rdate.start, rdate.end) if rdate.end else rdate.duration or spans.NO_TIME
    end = _end(rdate.start, max(spans.NO_TIME, lasts))
    return f"{when_line('RDATE;VALUE=PERIOD', rdate.start)}/{when_text(end)}"
