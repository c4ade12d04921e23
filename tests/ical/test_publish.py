"""The event as a file in a mail, read by a program that shares no code with ours."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from planner.core.calendar.events import When
from planner.ical import publish

NOW = datetime(2026, 11, 13, 17, tzinfo=UTC)


def made(**changes: object) -> icalendar.Event:
    given = {
        "uid": "party@example.org",
        "title": "Büro; Feier, 2. Stock",
        "location": "Kolbe’s",
        "start": When(datetime(2026, 11, 20, 19), "Europe/Berlin"),
        "lasts": timedelta(hours=4),
        "sequence": 2,
        "organizer": "alongside@example.org",
        "now": NOW,
    }
    data = publish.event(**(given | changes))  # type: ignore[arg-type]
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar["METHOD"] == "PUBLISH" and calendar["VERSION"] == "2.0" and calendar["PRODID"]
    (event,) = calendar.walk("VEVENT")
    assert not list(calendar.walk("VALARM")) and "ATTENDEE" not in event
    return event


def test_a_plain_event_with_all_that_rfc_5546_wants_of_it() -> None:
    event = made()

    assert (event["UID"], event["SUMMARY"]) == ("party@example.org", "Büro; Feier, 2. Stock")
    assert (event["SEQUENCE"], event.decoded("DTSTAMP")) == (2, NOW)
    assert event["ORGANIZER"] == "mailto:alongside@example.org"
    assert event.decoded("DTSTART") == datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 11, 20, 22, tzinfo=UTC)
    assert event["LOCATION"] == "Kolbe’s"


def test_a_named_zone_comes_with_its_rules() -> None:
    data = publish.event(
        uid="u",
        title="t",
        location="",
        start=When(datetime(2026, 11, 20, 19), "America/New_York"),
        lasts=timedelta(hours=1),
        sequence=0,
        organizer="a@b.example",
        now=NOW,
    )

    (zone,) = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"
    assert data.endswith(b"END:VCALENDAR\r\n") and all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize("days", [1, 3])
def test_whole_days_stay_whole_days(days: int) -> None:
    event = made(start=When(datetime(2026, 11, 20), "", is_date=True), lasts=timedelta(days=days))

    assert event.decoded("DTSTART") == date(2026, 11, 20)
    assert event.decoded("DTEND") == date(2026, 11, 20 + days)
