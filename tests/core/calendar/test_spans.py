from datetime import timedelta

import pytest

from planner.core.calendar.spans import length
from tests.data.make import read_event

HOUR = timedelta(hours=1)
IN_BERLIN = "TZID=Europe/Berlin"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260101T120000Z",), timedelta()),
        (("DTSTART;VALUE=DATE:20260101",), timedelta(days=1)),
        (("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260101"), timedelta(days=1)),
        (("DTSTART;VALUE=DATE:20260101", "DURATION:P3D"), timedelta(days=3)),
        (
            ("DTSTART;TZID=Europe/Berlin:20260328T220000", "DTEND;TZID=Europe/Berlin:20260329T060000"),
            7 * HOUR,
        ),
        ((f"DTSTART;{IN_BERLIN}:20260101T120000", "DTEND;TZID=Europe/London:20260101T120000"), HOUR),
        ((f"DTSTART;{IN_BERLIN}:20260101T120000", "DTEND:20260101T130000"), HOUR),
        (("DTSTART:20260101T120000Z", "DURATION:-PT1H"), timedelta()),
        (("DTSTART;VALUE=DATE:20260101", "DURATION:P999999999DT1H"), timedelta(days=999_999_999)),
    ],
)
def test_length_is_exact_time_or_whole_days(lines: tuple[str, ...], expected: timedelta) -> None:
    assert length(read_event(*lines).components[0]) == expected
