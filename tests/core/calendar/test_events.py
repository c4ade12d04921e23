import pytest

from planner.core.calendar.events import fingerprint, from_json
from tests.data.make import calendar, event

TEXT = calendar(event("SUMMARY:Dinner with a title that goes on and on", "DTSTART:20260101T120000Z"))


def test_fingerprint_ignores_what_says_nothing() -> None:
    other = TEXT.replace("20260101T000000Z", "20260202T000000Z").replace("goes on", "goes\r\n  on")
    turned = other.replace("\r\n", "\n").replace("DTSTART:20260101T120000Z\n", "")
    turned = turned.replace("BEGIN:VEVENT\n", "BEGIN:VEVENT\nDTSTART:20260101T120000Z\n")

    assert fingerprint(turned) == fingerprint(TEXT)


@pytest.mark.parametrize("change", [("Dinner", "Lunch"), ("DTSTART", "DTEND"), ("120000Z", "120000")])
def test_fingerprint_sees_every_word(change: tuple[str, str]) -> None:
    assert fingerprint(TEXT.replace(*change)) != fingerprint(TEXT)


def test_lines_of_an_alarm_are_not_the_events_own() -> None:
    alarm = ("BEGIN:VALARM", "DESCRIPTION:x", "END:VALARM")

    assert fingerprint(event(*alarm, "COMMENT:y")) != fingerprint(
        event("DESCRIPTION:x", *alarm[::2], "COMMENT:y")
    )


def test_codec_refuses_another_version() -> None:
    with pytest.raises(ValueError, match="codec"):
        from_json('[0,"uid",[]]')
