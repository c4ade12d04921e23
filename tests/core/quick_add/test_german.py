from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.core.quick_add.german import GERMAN
from planner.core.quick_add.understand import Doubt, Understood, understand

NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
"""A Friday, three in the afternoon in Berlin."""

LINES = [
    # the line, the first day and hour, the last, the title, where
    (
        "Weihnachtsfeier Fr 11. Dez 19–23 Uhr bei Kolbe",
        "12-11 19:00",
        "12-11 23:00",
        "Weihnachtsfeier",
        "Kolbe",
    ),
    ("Zahnarzt am 3.12. um 8.30 Uhr", "12-03 08:30", "12-03 09:30", "Zahnarzt", ""),
    ("Hochzeit von Lena vom 12. bis 14. Juni", "06-12 00:00", "06-14 00:00", "Hochzeit von Lena", ""),
    ("Kino heute um halb acht", "11-27 19:30", "11-27 22:30", "Kino", ""),
    ("Essen morgen um Viertel vor 8", "11-28 19:45", "11-28 22:45", "Essen", ""),
    ("Abendessen morgen Abend", "11-28 19:00", "11-28 22:00", "Abendessen", ""),
    ("Abendessen gestern Abend", "11-26 19:00", "11-26 22:00", "Abendessen", ""),
    ("Abendessen vorgestern um 20 Uhr", "11-25 20:00", "11-25 23:00", "Abendessen", ""),
    ("Abendessen am 12. Dezember 19-23", "12-12 19:00", "12-12 23:00", "Abendessen", ""),
    ("Abendessen Samstag 19-23", "11-28 19:00", "11-28 23:00", "Abendessen", ""),
    ("Konzert Samstag in zwei Wochen 20 Uhr", "12-12 20:00", "12-12 23:00", "Konzert", ""),
    ("Brunch kommendes Wochenende", "11-28 00:00", "11-29 00:00", "Brunch", ""),
    ("Frühstück am 12. um neun", "12-12 09:00", "12-12 10:00", "Frühstück", ""),
    (
        "Treffen übermorgen von 18 bis 20 Uhr im Café mit Ana",
        "11-29 18:00",
        "11-29 20:00",
        "Treffen mit Ana",
        "Café",
    ),
]


def read(text: str) -> Understood:
    return understand(text, now=NOW, zone=ZoneInfo("Europe/Berlin"), words=GERMAN, month_first=False)


@pytest.mark.parametrize(("text", "start", "end", "title", "location"), LINES)
def test_a_line_is_understood(text: str, start: str, end: str, title: str, location: str) -> None:
    found = read(text)

    assert found.start and found.end
    assert (f"{found.start:%m-%d %H:%M}", f"{found.end:%m-%d %H:%M}") == (start, end)
    assert (found.title, found.location) == (title, location)


@pytest.mark.parametrize(
    ("text", "rrule"),
    [
        ("Sauna jeden zweiten Freitag 19 Uhr bis 12.3.2027", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270312"),
        ("Spieleabend alle drei Wochen am Freitag", "FREQ=WEEKLY;INTERVAL=3"),
        ("Sport jeden Montag und Mittwoch 18 Uhr 10 mal", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10"),
        ("Yoga wöchentlich Di 18 Uhr", "FREQ=WEEKLY"),
    ],
)
def test_a_repetition_is_understood(text: str, rrule: str) -> None:
    assert read(text).rrule == rrule


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Weihnachtsfeier", "work_party"),
        ("Kaffee bei den Schwiegereltern", "family"),
        ("Hochzeit von Lena", "celebration"),
        ("Nur wir zwei", "us"),
        ("Termin bei der Ärztin", "medical"),
        ("Konzert", "other"),
    ],
)
def test_the_kind_is_heard_in_the_words(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_a_weekday_that_is_a_word_stays_one() -> None:
    found = read("So ein Tag")

    assert found.title == "So ein Tag"
    assert Doubt.NO_DAY in found.doubts
