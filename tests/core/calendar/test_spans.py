from datetime import UTC, datetime, timedelta

import pytest

from planner.core.calendar.spans import Span, length
from tests.data.make import read_event

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
IN_BERLIN = "TZID=Europe/Berlin"


def _span(begin: int, end: int) -> Span:
    return Span(NOON + begin * HOUR, NOON + end * HOUR)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (_span(0, 2), _span(1, 3), True),
        (_span(0, 1), _span(1, 2), False),
        (_span(0, 3), _span(1, 2), True),
        (_span(1, 1), _span(0, 2), True),
        (_span(1, 1), _span(1, 2), True),
        (_span(2, 2), _span(0, 2), False),
    ],
)
def test_overlap_is_half_open(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


def test_end_is_not_inside() -> None:
    span = _span(0, 1)

    assert span.start_at in span
    assert span.end_at not in span
    assert span.length == HOUR


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
    ],
)
def test_length_is_exact_time_or_whole_days(lines: tuple[str, ...], expected: timedelta) -> None:
    assert length(read_event(*lines).components[0]) == expected
