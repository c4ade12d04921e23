"""VTIMEZONE text for an IANA zone: one STANDARD and one DAYLIGHT whose rules come from the TZif footer.

Not icalendar's lists of dates, which end in 2038 and of which some clients read only the first. Where the
tz database predicts what no yearly rule can say (Ramadan in Morocco and Gaza), each change is named by
itself, and the rules begin afterwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.core.calendar.zones import zone
from planner.ical import footers
from planner.ical.footers import Change
from planner.ical.lines import folded

_FIRST_YEAR = 1970
_PREDICTED = range(2026, 2038)
"""Years in which the footer is compared with what the database says of each."""

_STEP = timedelta(days=14)
"""No two changes are closer: even Ramadan takes four weeks."""


@dataclass(frozen=True, slots=True)
class _Onset:
    """From this wall time on, on the clocks as they stand before, the clocks have another offset."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    rule: str = ""


@lru_cache(maxsize=256)
def vtimezone(tzid: str) -> str:
    """The VTIMEZONE as folded lines; "" for UTC, floating time and names that are no zone."""
    tz = zone(tzid)
    if tzid in ("", "UTC") or tz is None:
        return ""
    onsets = list(_onsets(tz, footers.changes(tzid)))
    lines = (line for onset in onsets for line in _observance(onset, onsets))
    return folded(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *lines, "END:VTIMEZONE"])


def _onsets(tz: ZoneInfo, changes: tuple[Change, ...]) -> Iterator[_Onset]:
    found = list(_predicted(tz))
    by_rule = sorted(change.wall(year) for year in _PREDICTED for change in changes)
    if [one.wall for one in found] == by_rule:
        if not changes:
            yield _standing(tz, datetime(_PREDICTED[0], 1, 1, tzinfo=UTC))
        yield from _for_ever(changes, _FIRST_YEAR)
        return
    yield _standing(tz, datetime(_PREDICTED[0], 1, 1, tzinfo=UTC))
    yield from found
    yield from _for_ever(changes, _PREDICTED.stop)


def _standing(tz: ZoneInfo, moment: datetime) -> _Onset:
    offset = _offset(tz, moment)
    return _Onset(datetime(_FIRST_YEAR, 1, 1), offset, offset, _name(tz, moment))


def _for_ever(changes: Iterable[Change], year: int) -> Iterator[_Onset]:
    return (_Onset(one.wall(year), one.before, one.after, one.name, one.rule()) for one in changes)


def _predicted(tz: ZoneInfo) -> Iterator[_Onset]:
    """Each change of these years."""
    day, end = datetime(_PREDICTED[0], 1, 1, tzinfo=UTC), datetime(_PREDICTED.stop, 1, 1, tzinfo=UTC)
    before = _offset(tz, day)
    while day < end:
        day += _STEP
        after = _offset(tz, day)
        if before != after:
            at = _moment(tz, day - _STEP, day)
            yield _Onset((at + before).replace(tzinfo=None), before, after, _name(tz, at))
        before = after


def _moment(tz: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second with the offset that holds at `after`."""
    while after - before > timedelta(seconds=1):
        half = before + (after - before) // 2
        half -= timedelta(microseconds=half.microsecond)
        before, after = (half, after) if _offset(tz, half) == _offset(tz, before) else (before, half)
    return after


def _offset(tz: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(tz).utcoffset() or timedelta()


def _name(tz: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(tz).tzname() or tz.key


def _observance(onset: _Onset, onsets: list[_Onset]) -> Iterator[str]:
    # Dublin's law calls summer the standard time; clients expect DAYLIGHT to be the later clock.
    is_earliest = onset.after == min(one.after for one in onsets)
    kind = "STANDARD" if is_earliest else "DAYLIGHT"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset.wall:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_hhmm(onset.before)}"
    yield f"TZOFFSETTO:{_hhmm(onset.after)}"
    yield f"TZNAME:{onset.name}"
    if onset.rule:
        yield f"RRULE:{onset.rule}"
    yield f"END:{kind}"


def _hhmm(offset: timedelta) -> str:
    minutes = abs(int(offset.total_seconds())) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}{minutes % 60:02d}"
