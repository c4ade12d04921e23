"""What a feed says of a changed series is what Alongside shows, without RANGE=THISANDFUTURE."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings

from planner.core.calendar import recurrence
from planner.core.calendar.events import Component, EventObject, Period, When, unfolded
from planner.ical import busy, feed_text, project, read, ready, write
from planner.ical.parsed import ParsedEvent
from planner.ical.write_lines import text_line, when_line, when_text
from tests import strategies
from tests.strategies import Window

HOME = ZoneInfo("Pacific/Auckland")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
Spans = set[tuple[datetime, datetime, str]]


@pytest.mark.slow
@settings(max_examples=25)
@given(strategies.cases())
def test_a_feed_has_the_occurrences_of_the_event(case: tuple[EventObject, Window]) -> None:
    event, (start_at, _, end_at) = case
    stored = kept("".join(map(_vevent, event.components)))

    first_at = recurrence.bounds(stored.event)[0]
    # What repeats more often may come as a list, which ends.
    assume(len(recurrence.occurrences(stored.event, first_at, end_at, home=HOME)) < recurrence.LIMIT)
    own = ready.own(stored.text, stored.event, created_at=NOW)
    blocks = busy.text(stored.event, uid="busy@alongside", summary="", dtstamp=NOW)

    assert "RANGE=" not in own + blocks
    shown = spans(recurrence.occurrences(stored.event, start_at, end_at, home=HOME))
    assert spans(found(own, start_at, end_at)) == shown
    assert when(spans(found(blocks, start_at, end_at))) == when(shown)


SERIES = "UID:choir@town\nDTSTAMP:20260101T000000Z\n"
BERLIN = "DTSTART;TZID=Europe/Berlin:"
OF = "RECURRENCE-ID;TZID=Europe/Berlin:"
SINCE = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:"
WEEKLY = f"{SERIES}{BERLIN}20260901T190000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=8\nSUMMARY:Choir\nX-KEPT:1"


def test_a_changed_series_is_two_series() -> None:
    moved = (
        f"{SERIES}{SINCE}20260922T190000\n{BERLIN}20260923T200000\nDURATION:PT2H\nSUMMARY:Outside\nX-KEPT:2"
    )

    assert said(WEEKLY, moved) == [
        "UID:choir@town DTSTART;TZID=Europe/Berlin:20260901T190000 RRULE:FREQ=WEEKLY;UNTIL=20260921T215959Z"
        " SUMMARY:Choir X-KEPT:1",
        "UID:since-20260922T190000-choir@town DTSTART;TZID=Europe/Berlin:20260923T200000"
        " RRULE:FREQ=WEEKLY;COUNT=5 SUMMARY:Outside X-KEPT:2",
    ]


def test_a_series_that_was_called_off_ends_there() -> None:
    off = f"{SERIES}{SINCE}20260922T190000\n{BERLIN}20260922T190000\nSTATUS:CANCELLED"

    assert said(WEEKLY, off) == [
        "UID:choir@town DTSTART;TZID=Europe/Berlin:20260901T190000 RRULE:FREQ=WEEKLY;UNTIL=20260921T215959Z"
        " SUMMARY:Choir X-KEPT:1"
    ]


def test_changes_one_after_the_other_divide_what_was_said_of_single_dates() -> None:
    series = (
        f"{WEEKLY}\nEXDATE;TZID=Europe/Berlin:20260908T190000,20260929T190000"
        "\nRDATE;TZID=Europe/Berlin:20260903T190000"
    )
    tokyo = f"{SERIES}{SINCE}20260915T190000\nDTSTART;TZID=Asia/Tokyo:20260916T080000\nDURATION:PT1H"
    once = f"{SERIES}{OF}20260922T190000\n{BERLIN}20260924T120000\nDURATION:PT1H"
    days = f"{SERIES}{SINCE}20261013T190000\nDTSTART;VALUE=DATE:20261014\nSUMMARY:Trip"

    assert said(series, tokyo, once, days) == [
        "UID:choir@town DTSTART;TZID=Europe/Berlin:20260901T190000 RRULE:FREQ=WEEKLY;UNTIL=20260914T215959Z"
        " RDATE;TZID=Europe/Berlin:20260903T190000 EXDATE;TZID=Europe/Berlin:20260908T190000"
        " SUMMARY:Choir X-KEPT:1",
        "UID:since-20260915T190000-choir@town DTSTART;TZID=Asia/Tokyo:20260916T080000"
        " RRULE:FREQ=WEEKLY;UNTIL=20261013T145959Z EXDATE;TZID=Asia/Tokyo:20260930T080000",
        "UID:since-20260915T190000-choir@town DTSTART;TZID=Europe/Berlin:20260924T120000"
        " RECURRENCE-ID;TZID=Asia/Tokyo:20260923T080000",
        "UID:since-20261013T190000-choir@town DTSTART;VALUE=DATE:20261014 RRULE:FREQ=WEEKLY;COUNT=2"
        " SUMMARY:Trip",
    ]


def test_what_no_rule_can_say_is_listed() -> None:
    """The day after each 31st."""
    series = f"{SERIES}{BERLIN}20260131T190000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=4"
    moved = f"{SERIES}{SINCE}20260331T190000\n{BERLIN}20260401T190000\nDURATION:PT1H"

    assert said(series, moved) == [
        "UID:choir@town DTSTART;TZID=Europe/Berlin:20260131T190000 RRULE:FREQ=MONTHLY;UNTIL=20260330T215959Z",
        "UID:since-20260331T190000-choir@town DTSTART;TZID=Europe/Berlin:20260401T190000"
        " RDATE;TZID=Europe/Berlin:20260601T190000 RDATE;TZID=Europe/Berlin:20260801T190000",
    ]


def said(*vevents: str) -> list[str]:
    """Of each VEVENT what it is and when."""
    stored = kept("".join(f"BEGIN:VEVENT\n{one}\nEND:VEVENT\n" for one in vevents))
    own = feed_text.vevents(ready.own(stored.text, stored.event, created_at=NOW))
    left_out = ("BEGIN", "END", "DTSTAMP", "DTEND", "DURATION")
    lines = ([line for line in unfolded(one) if not line.startswith(left_out)] for one in own)
    return [" ".join(sorted(each, key=lambda line: not line.startswith("UID"))) for each in lines]


def kept(vevents: str) -> ParsedEvent:
    (stored,) = read.read(write.calendar("Theirs", [vevents.encode()], [])).objects
    return stored


def found(vevents: str, start_at: datetime, end_at: datetime) -> Iterator[recurrence.Occurrence]:
    if not vevents:
        return
    for one in read.read(write.calendar("Ours", [vevents.encode()], project.tzids(vevents))).objects:
        yield from recurrence.occurrences(one.event, start_at, end_at, home=HOME)


def spans(occurrences: Iterator[recurrence.Occurrence] | list[recurrence.Occurrence]) -> Spans:
    return {(one.starts_at, one.ends_at, one.component.summary) for one in occurrences}


def when(found: Spans) -> set[tuple[datetime, datetime]]:
    return {(starts_at, ends_at) for starts_at, ends_at, _ in found}


def _vevent(one: Component) -> str:
    lines = ["BEGIN:VEVENT", f"UID:{one.uid}", "DTSTAMP:20260101T000000Z", when_line("DTSTART", one.start)]
    minutes = (one.duration or timedelta()) // timedelta(minutes=1)
    lines.append(f"DURATION:P{minutes // 1440}D" if one.start.is_date else f"DURATION:PT{minutes}M")
    if one.recurrence_id:
        name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if one.this_and_future else "RECURRENCE-ID"
        lines.append(when_line(name, one.recurrence_id))
    lines += [f"RRULE:{rule}" for rule in one.rrules] + [f"EXRULE:{rule}" for rule in one.exrules]
    lines += map(_rdate, one.rdates)
    lines += [when_line("EXDATE", each) for each in one.exdates]
    lines += [*text_line("SUMMARY", one.summary), *([f"STATUS:{one.status}"] if one.status else [])]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VEVENT"])


def _rdate(rdate: When | Period) -> str:
    if isinstance(rdate, When):
        return when_line("RDATE", rdate)
    minutes = (rdate.duration or timedelta()) // timedelta(minutes=1)
    line = when_line("RDATE", rdate.start)
    head = line[: line.rindex(":")]
    return f"{head};VALUE=PERIOD:{when_text(rdate.start)}/PT{minutes}M"
