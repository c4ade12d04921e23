"""Text that we write: readable by others, whole lines whatever was typed, nothing lost by an edit."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar import series, zones
from planner.core.calendar.events import When, unfolded
from planner.ical import edits, observances, project, write
from planner.ical.busy import text as busy_text
from planner.ical.edits import Wanted
from planner.ical.lines import escape, fold, unescape
from planner.ical.read import read, read_text
from planner.ical.vtimezone import vtimezone
from tests import strategies
from tests.data.make import calendar, event

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = [
    *strategies.ZONES,
    "America/Santiago",
    "America/Godthab",
    "Europe/Dublin",
    "Asia/Kolkata",
]
MASTER = event(
    "DTSTART;TZID=Europe/Berlin:20260601T190000",
    "DURATION:PT2H",
    "RRULE:FREQ=WEEKLY",
    "EXDATE;TZID=Europe/Berlin:20260608T190000",
    "SUMMARY;LANGUAGE=de:Abendessen",
    "DESCRIPTION:sentinel-description",
    "ATTENDEE;CN=Eve:mailto:sentinel-attendee@example.com",
    "ORGANIZER:mailto:sentinel-organizer@example.com",
    "X-UNKNOWN:sentinel-x",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:sentinel-alarm",
    "TRIGGER:-PT15M",
    "END:VALARM",
)
OVERRIDE = event(
    "RECURRENCE-ID;TZID=Europe/Berlin:20260615T190000", "DTSTART;TZID=Europe/Berlin:20260615T200000"
)
WRITTEN = "UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE DTSTART DTEND RRULE DESCRIPTION".split()
STORED = read(calendar(MASTER, OVERRIDE).encode()).objects[0].text


def _draft(**changes: object) -> write.EventDraft:
    fields: dict[str, object] = {
        "uid": "event@example.com",
        "summary": "Abendessen",
        "start": When(datetime(2026, 6, 1, 19), "Europe/Berlin"),
        "end": When(datetime(2026, 6, 1, 21), "Europe/Berlin"),
        "dtstamp": NOW,
        "rrule": "FREQ=WEEKLY",
        "description": "sentinel-description",
    }
    return write.EventDraft(**fields | changes)  # type: ignore[arg-type]


def edited(text: str, **wanted: object) -> str:
    """The stored text after a form about the whole of it was saved."""
    draft = _draft(**wanted)
    one = series.of_component(read_text(text).components[0], home=zones.UTC_ZONE)
    said = {"SUMMARY": draft.summary, "LOCATION": draft.location, "DESCRIPTION": draft.description}
    asked = Wanted(draft.start, draft.end, draft.rrule, said)
    edit = edits.changed(text, one, series.Scope.ALL, asked, uid="new@example.com", now=NOW)
    assert edit.kept and edit.following is None
    return edit.kept


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_typed_text_never_leaves_its_line(summary: str, location: str) -> None:
    text = write.event_text(_draft(summary=summary, location=location))

    master = icalendar.Calendar.from_ical(text.encode()).events[0]
    names = sorted(master.keys() - {"SUMMARY", "LOCATION"})

    assert names == sorted(WRITTEN)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@given(strategies.texts)
def test_text_comes_back_as_it_was(text: str) -> None:
    assert unescape(escape(text)) == text
    assert unfolded(fold(f"SUMMARY:{escape(text)}")) == [f"SUMMARY:{escape(text)}"]


def test_new_event_reads_back() -> None:
    (component,) = read_text(write.event_text(_draft(sequence=3, location="Kolbe’s, 2nd floor"))).components

    assert component.start == When(datetime(2026, 6, 1, 19), "Europe/Berlin")
    assert (component.location, component.sequence, component.created) == ("Kolbe’s, 2nd floor", 3, NOW)


def test_edit_of_words_keeps_every_other_line() -> None:
    before, after = set(unfolded(STORED)), set(unfolded(edited(STORED, summary="Dinner")))

    assert before - after == {"SUMMARY;LANGUAGE=de:Abendessen"}
    assert after - before == {"SUMMARY:Dinner", "LAST-MODIFIED:20260101T000000Z"}


def test_edit_of_time_raises_sequence_and_moves_exdates() -> None:
    start, end = (When(datetime(2026, 6, 1, hour), "Europe/Berlin") for hour in (18, 20))

    master = read_text(edited(STORED, start=start, end=end)).components[0]

    assert (master.start, master.end, master.duration, master.sequence) == (start, end, None, 1)
    assert master.exdates == (When(datetime(2026, 6, 8, 18), "Europe/Berlin"),)


def test_edit_of_the_rule_raises_sequence() -> None:
    master = read_text(edited(STORED, rrule="FREQ=DAILY")).components[0]

    assert (master.rrules, master.sequence) == (("FREQ=DAILY",), 1)


def test_owner_loses_nothing() -> None:
    shown = project.for_owner(STORED)

    assert unfolded(shown) == unfolded(STORED)[3:-1]
    assert "sentinel-alarm" in shown


def busy(text: str, summary: str = "Busy") -> str:
    return busy_text(read_text(text), uid="x@alongside", summary=summary, dtstamp=NOW)


@pytest.mark.parametrize("shown", [project.for_partner(STORED), busy(STORED)])
def test_partner_gets_listed_properties_only(shown: str) -> None:
    assert STORED.count("sentinel") == 5
    assert "sentinel" not in shown
    assert "VALARM" not in shown
    assert shown.count("BEGIN:VEVENT") == shown.count("END:VEVENT") == 2


def test_flat_and_nested_events_are_filtered_alike() -> None:
    alarm = MASTER[MASTER.index("BEGIN:VALARM") : MASTER.index("END:VEVENT")]
    long = MASTER.replace(
        "Abendessen", "Ein langes Abendessen bei Ölbaums in der Küche mit vielen netten Gästen"
    )
    nested, flat = (read(calendar(text).encode()).objects[0].text for text in (long, long.replace(alarm, "")))

    assert "\r\n " in project.for_partner(flat)
    assert project.for_partner(flat) == project.for_partner(nested)


def test_busy_copy_shows_time_alone() -> None:
    shown = unfolded(busy(STORED, "Busy; really"))

    assert "Abendessen" not in "".join(shown)
    assert shown.count("SUMMARY:Busy\\; really") == 2
    assert "DTSTART;TZID=Europe/Berlin:20260601T190000" in shown


BUSY_HEAD = ["BEGIN:VEVENT", "UID:x@alongside", "SUMMARY:Busy", "DTSTAMP:20260101T000000Z"]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            ('DTSTART;X-SECRET="canary";TZID=America/New_York:20261210T100000', "DURATION;X-P=canary:PT1H"),
            ["DTSTART:20261210T150000Z", "DTEND:20261210T160000Z"],
        ),
        (
            ('DTSTART;tzid="Canary Oncology":20261211T100000', "DTEND;TZID=Canary:20261211T110000"),
            ["DTSTART:20261211T100000", "DTEND:20261211T110000"],
        ),
        (
            (
                "DTSTART:20261210T100000Z",
                "RRULE;X-P=canary:FREQ=DAILY;X-CANARY=canary;COUNT=3",
                "RRULE:canary",
                "RDATE;X-P=canary:20261220T100000Z",
                "RDATE;VALUE=PERIOD;X-P=canary:20261221T100000Z/PT2H",
                "EXDATE;X-P=canary:20261211T100000Z,canary",
                "STATUS;X-W=canary:TENTATIVE",
            ),
            [
                "DTSTART:20261210T100000Z",
                "DTEND:20261210T100000Z",
                "RRULE:FREQ=DAILY;COUNT=3",
                "RDATE:20261220T100000Z",
                "RDATE;VALUE=PERIOD:20261221T100000Z/20261221T120000Z",
                "EXDATE:20261211T100000Z",
            ],
        ),
        (
            ("DTSTART;VALUE=DATE;X-P=canary:20261210", "SUMMARY:canary", "X-A:canary"),
            ["DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261211"],
        ),
    ],
)
def test_busy_copy_has_no_room_for_anything_else(lines: tuple[str, ...], shown: list[str]) -> None:
    stored = read(calendar(event(*lines)).encode()).objects[0].text

    assert unfolded(busy(stored)) == [*BUSY_HEAD, *shown, "END:VEVENT"]


def test_busy_series_leaves_out_what_is_cancelled() -> None:
    named = "RECURRENCE-ID;TZID=Europe/Berlin:20260615T190000"
    cancelled = event(named, "DTSTART:20260615T170000Z", "STATUS:CANCELLED")
    shown = unfolded(busy(read(calendar(MASTER, cancelled).encode()).objects[0].text))

    assert (shown.count("BEGIN:VEVENT"), shown.count("SUMMARY:Busy")) == (1, 1)
    assert "EXDATE;TZID=Europe/Berlin:20260615T190000" in shown


@pytest.mark.parametrize("mark", ["{} :VALARM", "{};X=1:VALARM", '{};X=":":valarm ', "{}: Valarm"])
@pytest.mark.parametrize("names", [("BEGIN", "END"), ("begin", "End")])
def test_strangely_spelled_alarm_is_still_an_alarm(mark: str, names: tuple[str, str]) -> None:
    begin, end = map(mark.format, names)
    alarm = (begin, "SUMMARY:sentinel", "LOCATION:sentinel", end)
    for lines in (("SUMMARY:Party", *alarm), alarm):
        stored = read(calendar(event("DTSTART:20260601T100000Z", *lines)).encode()).objects[0]

        assert "sentinel" in stored.text
        assert "sentinel" not in project.for_partner(stored.text) + stored.event.summary
        assert project.for_partner(stored.text).count("BEGIN:VEVENT") == 1


def test_second_summary_never_reaches_the_partner() -> None:
    twice = ("SUMMARY:Party", "summary;X=1:sentinel", "Location:Here", "LOCATION:sentinel")
    stored = read(calendar(event("DTSTART:20260601T100000Z", *twice)).encode()).objects[0].text

    assert stored.count("sentinel") == 2
    assert "sentinel" not in project.for_partner(stored)
    assert "SUMMARY:Party" in project.for_partner(stored)


def test_foreign_zone_leaves_under_its_iana_name() -> None:
    line = 'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20260601T190000'
    stored = read(calendar(event(line)).encode()).objects[0].text

    assert "DTSTART;TZID=Europe/Amsterdam:20260601T190000" in project.for_owner(stored)
    assert project.tzids(project.for_partner(stored)) == {"Europe/Amsterdam"}


@pytest.mark.parametrize("inside", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\x00"])
def test_line_end_inside_a_property_costs_nobody_the_feed(inside: str) -> None:
    odd = event("DTSTART:20260601T100000Z", f"X-ODD:one{inside}two", "SUMMARY:Odd", uid="odd")
    fine = event("DTSTART:20260601T100000Z", "SUMMARY:Fine", uid="fine")
    texts = [project.for_owner(one.text) for one in read(calendar(odd, fine).encode()).objects]

    data = write.calendar("Ours", (one.encode() for one in texts), ())

    found = icalendar.Calendar.from_ical(data).events
    assert [str(one["SUMMARY"]) for one in found] == ["Odd", "Fine"]
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")


def test_feed_is_a_calendar_with_its_zones() -> None:
    shown = project.for_owner(STORED)

    data = write.calendar("Us two", [shown.encode()], project.tzids(shown))

    whole = icalendar.Calendar.from_ical(data)
    assert (len(whole.events), [zone.tz_name for zone in whole.timezones]) == (2, ["Europe/Berlin"])
    assert whole["NAME"] == whole["X-WR-CALNAME"] == "Us two"
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert read(data).objects[0].event == read_text(STORED)


@pytest.mark.parametrize("tzid", ZONES)
def test_vtimezone_has_the_offsets_of_its_zone_for_years(tzid: str) -> None:
    block = unfolded(vtimezone(tzid))

    for year in (2026, 2031, 2040):
        assert observances.iana_name(block, year)
        assert observances.agrees(block, tzid, year)


@pytest.mark.parametrize("tzid", ZONES)
def test_vtimezone_is_one_of_each(tzid: str) -> None:
    text = vtimezone(tzid)
    summer = datetime(2030, 1, 1, tzinfo=ZoneInfo(tzid)).utcoffset()
    winter = (datetime(2030, 1, 1) + timedelta(days=182)).replace(tzinfo=ZoneInfo(tzid)).utcoffset()

    assert text.count("BEGIN:STANDARD") == 1
    assert text.count("BEGIN:DAYLIGHT") == (summer != winter)


def test_no_vtimezone_for_utc_floating_and_unknown() -> None:
    assert [vtimezone(tzid) for tzid in ("UTC", "", "Middle/Earth")] == ["", "", ""]
