"""A file is read in a child process; one that no reader survives is refused, and the next one is read."""

from datetime import UTC, datetime

import pytest

from planner.actions.exchange import imports
from planner.models import Import
from tasks import imports as jobs
from tasks import sandbox
from tests.factories import Couple

GOOD = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//tests//EN\r
BEGIN:VEVENT\r
UID:one@tests\r
DTSTAMP:20261101T000000Z\r
DTSTART:20261120T190000Z\r
SUMMARY:Office party\r
END:VEVENT\r
END:VCALENDAR\r
"""


def receive(couple: Couple, data: bytes) -> Import:
    import_id = imports.receive(couple.ada, filename="a.ics", data=data, now=datetime.now(UTC))
    return Import.objects.get(id=import_id)


def test_a_file_becomes_a_preview(couple: Couple) -> None:
    row = receive(couple, GOOD)

    assert jobs.tick() == 1

    row.refresh_from_db()
    assert (row.stage, row.state, row.data) == ("ready", "sent", b"")
    assert "Office party" in row.parsed


def test_what_is_no_calendar_is_refused(couple: Couple) -> None:
    row = receive(couple, b"<html>Sign in</html>")

    jobs.tick()

    row.refresh_from_db()
    assert (row.stage, row.error_code) == ("refused", "not_a_calendar")


def test_a_reader_that_dies_refuses_its_file_and_no_other(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = receive(couple, GOOD)
    monkeypatch.setattr(sandbox, "MEMORY_BYTES", 1_000_000)
    jobs.tick()
    monkeypatch.undo()
    good = receive(couple, GOOD)

    jobs.tick()

    row.refresh_from_db()
    good.refresh_from_db()
    assert (row.stage, row.error_code, good.stage) == ("refused", "hostile", "ready")


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(sandbox.ReadingDied, match="too slow"):
        sandbox.read_calendar(GOOD, wall_s=0.01)
