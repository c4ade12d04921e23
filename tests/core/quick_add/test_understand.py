from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.calendar.rrules import parse
from planner.core.quick_add.english import ENGLISH
from planner.core.quick_add.understand import Doubt, Understood, understand

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
"""A Friday, three in the afternoon in Berlin."""


def read(text: str, *, month_first: bool = False, now: datetime = NOW) -> Understood:
    return understand(text, now=now, zone=BERLIN, words=ENGLISH, month_first=month_first)


def when(found: Understood) -> str:
    """ "12-12 19:00–23:00": days with their year only if it is another, times if there are any."""
    days = [_day(day) for day in (found.first, found.last) if day]
    days = days[:1] if found.first == found.last else days
    times = [f"{one:%H:%M}" for one in (found.starts, found.ends) if one]
    return " ".join(part for part in ("→".join(days), "–".join(times)) if part)


def _day(day: date) -> str:
    return f"{day:%m-%d}" if day.year == 2026 else f"{day:%Y-%m-%d}"


LINES = [
    # the line, when, the title, where
    ("Office party Fri 11 Dec 19:00–23:00 at Kolbe's", "12-11 19:00–23:00", "Office party", "Kolbe's"),
    ("Office party Fri 11 Dec 19:00-23:00 @ Kolbe’s", "12-11 19:00–23:00", "Office party", "Kolbe’s"),
    ("Dinner with my parents tomorrow 7pm", "11-28 19:00–22:00", "Dinner with my parents", ""),
    ("Dinner tomorrow evening", "11-28 19:00–22:00", "Dinner", ""),
    ("Dinner next Friday at half past seven at Luigi's", "12-04 19:30–22:30", "Dinner", "Luigi's"),
    ("Dinner tomorrow quarter to 8", "11-28 19:45–22:45", "Dinner", ""),
    ("Dinner tomorrow at seven with Ann", "11-28 19:00–22:00", "Dinner with Ann", ""),
    ("Dinner at One Tree tomorrow", "11-28", "Dinner", "One Tree"),
    ("Lunch Friday noon", "12-04 12:00–13:00", "Lunch", ""),
    ("High Noon on Friday", "11-27", "High Noon", ""),
    ("Cinema Fri at 8", "11-27 20:00–23:00", "Cinema", ""),
    ("Cinema today from 8 to 10 at Babylon", "11-27 20:00–22:00", "Cinema", "Babylon"),
    ("Theatre on Saturday in two weeks 7pm", "12-12 19:00–22:00", "Theatre", ""),
    ("Rent on the 1st of every month", "12-01", "Rent", ""),
    ("Dentist Tuesday 8:30 for 1 h", "12-01 08:30–09:30", "Dentist", ""),
    ("Dentist next Friday 8am", "12-04 08:00–09:00", "Dentist", ""),
    ("Wedding 2026-12-12", "12-12", "Wedding", ""),
    ("Wedding on 2027-06-05 at 2pm", "2027-06-05 14:00–15:00", "Wedding", ""),
    ("Trip Dec 24–26", "12-24→12-26", "Trip", ""),
    ("Trip Dec 24 - Jan 2", "12-24→2027-01-02", "Trip", ""),
    ("Trip 24–26 Dec", "12-24→12-26", "Trip", ""),
    ("Trip 24 Dec to 2 Jan", "12-24→2027-01-02", "Trip", ""),
    ("Trip 24.12.–26.12.", "12-24→12-26", "Trip", ""),
    ("Trip 24.–26.12.", "12-24→12-26", "Trip", ""),
    ("Trip 2026-12-24 to 2026-12-26", "12-24→12-26", "Trip", ""),
    ("Trip Fri 18 Dec – Sun 20 Dec", "12-18→12-20", "Trip", ""),
    ("Family weekend Fri–Sun", "11-27→11-29", "Family weekend", ""),
    ("Hiking from Saturday to Monday", "11-28→11-30", "Hiking", ""),
    ("Party 12.12. 20:00", "12-12 20:00–23:00", "Party", ""),
    ("Party 12.12.2026 at 8pm", "12-12 20:00–23:00", "Party", ""),
    ("Party 31/12 21:00-02:00", "12-31 21:00–02:00", "Party", ""),
    ("Party 12th of December", "12-12", "Party", ""),
    ("Party December 12th, 2027", "2027-12-12", "Party", ""),
    ("Party Dec 12 7-11pm", "12-12 19:00–23:00", "Party", ""),
    ("Brunch Sunday 11-1pm", "11-29 11:00–13:00", "Brunch", ""),
    ("Brunch Sunday 11am-2", "11-29 11:00–14:00", "Brunch", ""),
    ("Club Saturday 10pm–3am", "11-28 22:00–03:00", "Club", ""),
    ("Lunch Monday at noon", "11-30 12:00–13:00", "Lunch", ""),
    ("Lunch Monday noon to 2pm", "11-30 12:00–14:00", "Lunch", ""),
    ("Concert Saturday 8pm to midnight", "11-28 20:00–00:00", "Concert", ""),
    ("Midnight mass 24 Dec", "12-24", "Midnight mass", ""),
    ("High noon screening Monday", "11-30", "High noon screening", ""),
    ("Supper Saturday 19-23", "11-28 19:00–23:00", "Supper", ""),
    ("Supper Sat, 11–15 at Kolbe's", "11-28 11:00–15:00", "Supper", "Kolbe's"),
    ("Supper the 12th December 19-23", "12-12 19:00–23:00", "Supper", ""),
    ("Supper 12 of December 19-23", "12-12 19:00–23:00", "Supper", ""),
    ("Supper 12.12. 19-23", "12-12 19:00–23:00", "Supper", ""),
    ("Series Saturday 7-11", "11-28", "Series 7-11", ""),
    ("Supper Friday 19h", "11-27 19:00–22:00", "Supper", ""),
    ("Supper Monday 19h30", "11-30 19:30–22:30", "Supper", ""),
    ("Supper Monday at 19.30", "11-30 19:30–22:30", "Supper", ""),
    ("Supper Monday 7 o'clock p.m.", "11-30 19:00–22:00", "Supper", ""),
    ("Supper Friday 14:00", "12-04 14:00–15:00", "Supper", ""),
    ("Call in 3 days", "11-30", "Call", ""),
    ("Call in two weeks 10:00", "12-11 10:00–11:00", "Call", ""),
    ("Call in a month", "12-27", "Call", ""),
    ("Call the day after tomorrow", "11-29", "Call", ""),
    ("Call yesterday 18:00-19:00", "11-26 18:00–19:00", "Call", ""),
    ("Call yesterday evening", "11-26 19:00–22:00", "Call", ""),
    ("Call the day before yesterday", "11-25", "Call", ""),
    ("Film tonight", "11-27 19:00–22:00", "Film", ""),
    ("Film today 20:15", "11-27 20:15–23:15", "Film", ""),
    ("Meeting at 7", "11-27 19:00–22:00", "Meeting", ""),
    ("Meeting at 7 at Kolbe's", "11-27 19:00–22:00", "Meeting", "Kolbe's"),
    ("Meeting at 7 Dials", "", "Meeting", "7 Dials"),
    ("Meeting from 9 to 11 Monday", "11-30 09:00–11:00", "Meeting", ""),
    ("Meeting Monday 9:00 2h", "11-30 09:00–11:00", "Meeting", ""),
    ("Meeting Monday 9:00 90 min", "11-30 09:00–10:30", "Meeting", ""),
    ("Meeting Monday 9:00 for half an hour", "11-30 09:00–09:30", "Meeting", ""),
    ("Meeting Monday 9:00 in the office until 10:30", "11-30 09:00–10:30", "Meeting in the office", ""),
    ("Party at Kolbe's Saturday 20:00 until 1am", "11-28 20:00–01:00", "Party", "Kolbe's"),
    ("Look at the stars at Anna's place, Saturday", "11-28", "Look at the stars", "Anna's place"),
    ("Dinner at Luigi's with the team Monday 19:00", "11-30 19:00–22:00", "Dinner with the team", "Luigi's"),
    ("Retreat 5 Dec for 3 days", "12-05→12-07", "Retreat", ""),
    ("Cabin this weekend", "11-28→11-29", "Cabin", ""),
    ("Cabin next weekend", "12-05→12-06", "Cabin", ""),
    ("Cabin Friday for 2 nights", "11-27→11-29", "Cabin", ""),
    ("Rent due on the 1st", "12-01", "Rent due", ""),
    ("Plan Friday's demo on Monday", "11-30", "Plan Friday's demo", ""),
    ("Sat nav update", "", "Sat nav update", ""),
    ("Buy sun cream", "", "Buy sun cream", ""),
    ("Ask May about 7-11", "", "Ask May about 7-11", ""),
    ("Write to ben@kolbe.example", "", "Write to ben@kolbe.example", ""),
    ("Version 1.2.3 of 25:00 and 32 Dec", "", "Version 1.2.3 of 25:00 and 32 Dec", ""),
    ("Sat 20:00 Choir", "11-28 20:00–23:00", "Choir", ""),
    ("29 Feb leap day", "2028-02-29", "leap day", ""),
]


@pytest.mark.parametrize(("text", "expected", "title", "where"), LINES, ids=[line[0] for line in LINES])
def test_line_is_understood(text: str, expected: str, title: str, where: str) -> None:
    found = read(text)

    assert (when(found), found.title, found.location) == (expected, title, where)


REPEATING = [
    ("Choir every Friday 19:00", "FREQ=WEEKLY", "11-27 19:00–22:00", "Choir"),
    ("Choir every Friday 14:00", "FREQ=WEEKLY", "12-04 14:00–15:00", "Choir"),
    ("Choir every Mon and Wed 19:00", "FREQ=WEEKLY;BYDAY=MO,WE", "11-30 19:00–22:00", "Choir"),
    ("Choir every other Tuesday", "FREQ=WEEKLY;INTERVAL=2", "12-01", "Choir"),
    ("Run every day at 6:30", "FREQ=DAILY", "11-28 06:30–07:30", "Run"),
    ("Run every weekday 7am", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "11-30 07:00–08:00", "Run"),
    ("Bins every 2 weeks from Mon", "FREQ=WEEKLY;INTERVAL=2", "11-30", "Bins"),
    ("Check-up every three months, 1 Dec 8:00", "FREQ=MONTHLY;INTERVAL=3", "12-01 08:00–09:00", "Check-up"),
    ("Anna's birthday every year 12 Dec", "FREQ=YEARLY", "12-12", "Anna's birthday"),
    ("Anna's birthday 12 Dec yearly", "FREQ=YEARLY", "12-12", "Anna's birthday"),
    ("Weekly review Monday 9:00", "FREQ=WEEKLY", "11-30 09:00–10:00", "Weekly review"),
    ("Class every Monday 18:00 until 14 Dec", "FREQ=WEEKLY;UNTIL=20261214", "11-30 18:00–21:00", "Class"),
    ("Class every Monday 18:00 10 times", "FREQ=WEEKLY;COUNT=10", "11-30 18:00–21:00", "Class"),
]


@pytest.mark.parametrize(
    ("text", "rule", "expected", "title"), REPEATING, ids=[line[0] for line in REPEATING]
)
def test_repetition_is_understood(text: str, rule: str, expected: str, title: str) -> None:
    found = read(text)

    assert (found.rrule, when(found), found.title) == (rule, expected, title)
    parse(rule)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Office party", "work_party"),
        ("Christmas party", "celebration"),
        ("Dinner with parents", "family"),
        ("Doctor", "medical"),
        ("Drinks with Lena", "friends"),
        ("Flight to Rome", "travel"),
        ("Date night", "us"),
        ("Physio", "medical"),
        ("Choir", "other"),
        ("Partygoers’ drscan", "other"),
    ],
)
def test_kind_is_guessed_from_words(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Fri 11 Dec 19:00–23:00", [Doubt.NO_TITLE]),
        ("Choir", [Doubt.NO_DAY]),
        ("Choir 19:00–21:00", [Doubt.DAY_TAKEN]),
        ("Choir 1 May 2020", [Doubt.PAST]),
        ("Choir today 9:00–10:00", [Doubt.PAST]),
        ("Choir yesterday", [Doubt.PAST]),
        ("Choir Sat 11 Dec", [Doubt.WEEKDAY]),
        ("Choir Monday at 7", [Doubt.HOUR, Doubt.END]),
        ("Choir Monday 19:00", [Doubt.END]),
        ("Choir tomorrow morning for 2 h", [Doubt.PART_OF_DAY]),
        ("Choir 12/10", [Doubt.OTHER_DAY]),
        ("Choir Mon 30 Nov 19:00–21:00", []),
    ],
)
def test_what_was_chosen_for_the_writer_is_said(text: str, doubts: list[Doubt]) -> None:
    assert list(read(text).doubts) == doubts


@pytest.mark.parametrize(
    ("month_first", "day", "other"),
    [(True, (2026, 12, 10), (2027, 10, 12)), (False, (2027, 10, 12), (2026, 12, 10))],
)
def test_slashes_are_read_as_the_reader_writes_them(
    month_first: bool, day: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    found = read("Choir 12/10", month_first=month_first)

    assert (found.first, found.other_day) == (date(*day), date(*other))
    assert read("Choir 31/12", month_first=True).first == date(2026, 12, 31)


def test_today_is_the_day_where_the_writer_is() -> None:
    late = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)

    assert read("Choir tomorrow", now=late).first == date(2026, 11, 29)


def test_long_lasting_time_ends_on_a_later_day() -> None:
    found = read("Watch Monday 9:00 for 30 hours")

    assert (found.first, found.last, found.ends) == (date(2026, 11, 30), date(2026, 12, 1), time(15))


WORDS = st.sampled_from(
    (
        "Party at @ on next this Fri sat Sunday 12 Dec 12.12. 12/12 24–26 7pm 7-11pm 19:00–23:00 19h for 2 h"
        " every week other until noon midnight tomorrow in 3 days Kolbe’s with 2026-12-12 10 times"
        " the 31st ſat ıs , – ٣"
    ).split(" ")
)
TEXT = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=9).map(" ".join))


def _words(text: str) -> list[str]:
    return sorted("".join(one if one.isalnum() else " " for one in text).split())


@given(TEXT)
@settings(max_examples=150)
def test_any_text_has_an_answer_and_no_word_is_lost(text: str) -> None:
    found = read(text)

    kept = " ".join([found.title, *(piece.text for piece in found.pieces)])
    assert _words(kept) == _words(text.replace("\0", " ").replace("\uffff", " "))
    assert (found.first is None) == (found.last is None)
    assert found.first is None or found.last is None or found.first <= found.last
