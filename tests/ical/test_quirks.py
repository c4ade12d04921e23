"""One file per known defect, and what Alongside makes of it."""

from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.events import fingerprint
from planner.core.calendar.recurrence import occurrences
from planner.errors import NotACalendar, UnreadableCalendar
from planner.ical.parsed import Parsed, Source
from planner.ical.read import read, read_text

FILES = Path(__file__).parent.parent / "data" / "ics"
HOME = ZoneInfo("Europe/Berlin")
SUMMER = (datetime(2026, 5, 30, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))

# Expected: start and end in UTC, from 30 May to 30 June 2026; codes of the problems that a person reads.
EVENING_IN_BERLIN = ["0601T1700-0601T1900"]
EVENING_IN_UTC = ["0601T1900-0601T2000"]
CASES: dict[str, tuple[list[str], list[str]]] = {
    "outlook_windows_zone": (EVENING_IN_BERLIN, []),
    "exchange_display_zone": (EVENING_IN_BERLIN, []),
    "outlook_customized_zone": (EVENING_IN_BERLIN, []),
    "office365_tzone_scheme": (["0601T1900-0601T2100"], []),
    "mozilla_path_zone": (EVENING_IN_BERLIN, []),
    "outlook_gmt_with_summer": (["0601T1800-0601T2000"], []),
    "exchange_escaped_zone": (EVENING_IN_BERLIN, []),
    "unknown_zone": (EVENING_IN_BERLIN, ["unknown_zone"]),
    "zulu_with_tzid": (["0601T1900-0601T2100"], []),
    "xwr_timezone_floating": (["0601T2300-0602T0100"], []),
    "no_dtend": (["0601T1900-0601T1900"], []),
    "no_dtend_date": (["0531T2200-0601T2200"], []),
    "duration": (["0601T1900-0601T2100"], []),
    "negative_length": (["0601T1900-0601T1900"], ["end_before_start"]),
    "zero_length": (["0601T1900-0601T1900"], []),
    "date_start_time_end": (["0531T2200-0601T2200"], []),
    "no_uid": (["0601T1900-0601T2100"], ["no_uid"]),
    "duplicate_uid_newer_sequence": (["0602T1900-0602T2000"], ["duplicate"]),
    "duplicate_uid_other_start": (["0601T1900-0601T2000", "0602T1900-0602T2000"], []),
    "orphan_override": (EVENING_IN_UTC, []),
    "recurrence_id_other_zone": (["0601T1700-0601T1800", "0602T2000-0602T2100"], []),
    "exdate_as_date": (["0601T1700-0601T1800", "0603T1700-0603T1800"], []),
    "exdate_in_utc": (["0601T1700-0601T1800", "0603T1700-0603T1800"], []),
    "this_and_future": (
        ["0601T1700-0601T1800", "0602T1700-0602T1800", "0603T1800-0603T2000", "0604T1800-0604T2000"],
        [],
    ),
    "cancelled_instance": (["0602T1900-0602T2000"], []),
    "bom": (EVENING_IN_UTC, []),
    "outlook_utf16": (EVENING_IN_UTC, []),
    "notes_latin1": (EVENING_IN_UTC, []),
    "mac_cr_only": (EVENING_IN_UTC, []),
    "web_lf_only": (EVENING_IN_UTC, []),
    "phone_nuls": (EVENING_IN_UTC, []),
    "fold_inside_character": (EVENING_IN_UTC, []),
    "unfolded_continuation": (EVENING_IN_UTC, []),
    "two_calendars": (["0601T1900-0601T2000", "0602T1900-0602T2000"], []),
    "no_end_vcalendar": (EVENING_IN_UTC, ["truncated"]),
    "truncated_event": (EVENING_IN_UTC, ["truncated"]),
    "year_one": (["0601T1700-0601T1800"], []),
    "trailing_semicolon": (["0601T1900-0601T2000", "0602T1900-0602T2000"], []),
    "until_date": (["0601T1700-0601T1800", "0602T1700-0602T1800"], []),
    "until_without_z": (["0601T1700-0601T1800", "0602T1700-0602T1800"], []),
    "unreadable_rule": (EVENING_IN_UTC, ["unreadable_rule"]),
    "interval_zero": (EVENING_IN_UTC, ["unreadable_rule"]),
    "mixed_byday": (
        ["0601T1900-0601T2000", "0603T1900-0603T2000", "0610T1900-0610T2000", "0615T1900-0615T2000"]
        + ["0617T1900-0617T2000"],
        [],
    ),
    "yearly_bymonthday": (["0601T1900-0601T2000", "0602T1900-0602T2000"], []),
    "unreadable_start": (EVENING_IN_UTC, ["unreadable_start"]),
    "todo_only": ([], ["skipped", "no_events"]),
    "office_poison": (["0601T1000-0601T1200"], []),
    "office_unexplained": (EVENING_IN_BERLIN, ["unknown_zone"]),
    "hyphen_zone_old_law": (EVENING_IN_BERLIN, []),
    "exchange_two_laws": (EVENING_IN_BERLIN, ["nearest_zone"]),
    "until_before_start": ([], ["over_before_it_begins"]),
    "zero_length_date": (["0531T2200-0601T2200"], []),
    "xwr_timezone_exdate": (["0601T1700-0601T1900", "0603T1700-0603T1900"], []),
    "recurrence_id_as_date": (["0601T1900-0601T2000", "0602T2000-0602T2100"], []),
    "empty_uid": (["0601T1900-0601T2100"], ["no_uid"]),
    "blank_after_uid": (EVENING_IN_UTC, []),
    "subday_rule": (["0601T1900-0601T1930", "0602T0100-0602T0130", "0602T0700-0602T0730"], []),
    "duplicate_uid_same_start": (EVENING_IN_UTC, ["duplicate"]),
    "negative_duration": (["0601T1900-0601T1900"], ["end_before_start"]),
    "khal_listed_zone": (EVENING_IN_BERLIN, []),
    "groupwise_zone_blank_behind": (EVENING_IN_BERLIN, []),
    "khal_underscore_zone": (EVENING_IN_BERLIN, []),
    "poll": (EVENING_IN_UTC, ["skipped"]),
    "second_t": (["0601T1700-0601T1800"], []),
    "empty_parameter": (EVENING_IN_UTC, []),
    "bare_parameter": (EVENING_IN_UTC, []),
    "start_in_rule": (["0601T1900-0601T2000", "0608T1900-0608T2000"], []),
    "confluence_no_count": (["0601T1900-0601T2000", "0615T1900-0615T2000", "0629T1900-0629T2000"], []),
    "empty_line_in_fold": (EVENING_IN_UTC, []),
    "unreadable_end": (["0601T1900-0601T1900"], ["unreadable_end"]),
}
# What a person reads of each, word for word.
WORDS = {
    "unreadable_start": "The start could not be read, so this event was left out.",
    "unreadable_end": "The end could not be read; the event has no length.",
    "end_before_start": "The end was before the start; the event ends when it begins.",
    "no_uid": "The event had no identifier; one was made from its content.",
    "duplicate": "The event was in the file more than once; the newest was read.",
    "truncated": "The file ends in the middle; what came before was read.",
    "unreadable_rule": "The repetition could not be read; only the first date is shown.",
    "over_before_it_begins": "The repetition ends before it begins, so it has no dates.",
    "no_events": "There are no events in this calendar.",
}
SKIPPED = "Tasks, journals, polls and free/busy times were left out (1); only events are read."
WORDS_IN = {
    "unknown_zone": "The time zone “Middle Earth” is unknown; the times are shown as they were written.",
    "office_unexplained": "The time zone “Office” is unknown; the times are shown as they were written.",
    "exchange_two_laws": "The time zone “Customized Time Zone 1” is unknown; America/New_York was used,"
    " whose clocks are nearest to it.",
    "poll": SKIPPED,
    "todo_only": SKIPPED,
}
REFUSED = {"html_page"}


def _read(name: str, source: Source = Source.UPLOAD) -> Parsed:
    return read((FILES / f"{name}.ics").read_bytes(), source=source)


def _shown(parsed: Parsed) -> list[str]:
    each = (occurrences(one.event, *SUMMER, home=HOME) for one in parsed.objects)
    found = sorted(chain(*each), key=lambda one: (one.starts_at, one.uid))
    return [f"{one.starts_at:%m%dT%H%M}-{one.ends_at:%m%dT%H%M}" for one in found]


def test_every_file_has_a_case() -> None:
    names = {path.stem for path in FILES.glob("*.ics")}

    assert names == CASES.keys() | REFUSED


@pytest.mark.parametrize("name", CASES)
def test_defect_is_read_as_we_decided(name: str) -> None:
    occurrences, problems = CASES[name]

    parsed = _read(name)

    assert (_shown(parsed), [one.code for one in parsed.problems]) == (occurrences, problems)
    assert [one.message for one in parsed.problems] == [
        WORDS.get(code) or WORDS_IN[name] for code in problems
    ]


@pytest.mark.parametrize("name", CASES)
def test_stored_text_reads_the_same_alone(name: str) -> None:
    for stored in _read(name).objects:
        assert read_text(stored.text) == stored.event


@pytest.mark.parametrize("name", ["outlook_utf16", "notes_latin1", "fold_inside_character"])
def test_encodings_give_the_same_text(name: str) -> None:
    assert _read(name).objects[0].event.components[0].location == "Café"


def test_unfolded_continuation_is_a_line_break() -> None:
    described = _read("unfolded_continuation").objects[0].event.components[0].description

    assert described == "Bring wine\nand cheese"


def test_web_page_is_refused_in_words() -> None:
    with pytest.raises(NotACalendar, match="web page"):
        _read("html_page")


@pytest.mark.parametrize("name", ["no_end_vcalendar", "truncated_event"])
def test_truncated_refresh_is_refused(name: str) -> None:
    with pytest.raises(UnreadableCalendar, match="only in part"):
        _read(name, Source.REFRESH)


def test_one_files_zone_never_answers_for_another() -> None:
    poisoned = _shown(_read("office_poison"))

    assert poisoned != _shown(_read("office_unexplained"))
    assert _shown(_read("office_unexplained")) == CASES["office_unexplained"][0]


def test_blanks_after_a_uid_are_part_of_it() -> None:
    assert _read("blank_after_uid").objects[0].event.uid == "quirk@example.com "


def test_an_empty_uid_gives_way_to_ours() -> None:
    (found,) = _read("empty_uid").objects

    assert [line for line in found.text.splitlines() if line.startswith("UID")] == [f"UID:{found.event.uid}"]


@pytest.mark.parametrize("name", CASES)
def test_mark_is_that_of_the_stored_text(name: str) -> None:
    for stored in _read(name).objects:
        assert stored.fingerprint == fingerprint(stored.text)
