"""`readics` as a person or a program runs it. No test here may touch the database: pytest would fail it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.data.make import calendar, event

ROOT = Path(__file__).parent.parent.parent
FILES = ROOT / "tests" / "data" / "ics"
YEAR = ("--from", "2026-01-01", "--to", "2027-01-01")
START = "DTSTART:20260101T120000Z"
CLOCK_TIMES = "BYHOUR={};BYMINUTE={};BYSECOND={}".format(
    *(",".join(map(str, range(count))) for count in (24, 60, 60))
)
BUSY = [
    "RRULE:FREQ=SECONDLY",
    f"RRULE:FREQ=DAILY;{CLOCK_TIMES}",
    "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
]


@pytest.fixture
def readics(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def run(path: object, *options: str) -> tuple[int, str, str]:
        try:
            call_command("readics", str(path), *options)
            status = 0
        except SystemExit as end:
            status = int(str(end.code))
        return status, *capsys.readouterr()

    yield run


def test_command_answers_in_the_agreed_form_without_a_database(readics: Any) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "readics", str(FILES / "negative_length.ics"), *YEAR, "--json"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout) == {
        "occurrences": [["quirk@example.com", "20260601T190000", "20260601T190000"]],
        "problems": [
            {
                "uid": "quirk@example.com",
                "code": "end_before_start",
                "message": "The end was before the start; the event ends when it begins.",
            }
        ],
    }


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (("DTSTART;TZID=Europe/Berlin:20260601T190000",), ["20260601T170000", "20260601T170000"]),
        (("DTSTART:20260601T190000", "DURATION:PT1H"), ["20260601T190000", "20260601T200000"]),
        (("DTSTART;VALUE=DATE:20260601",), ["20260601", "20260602"]),
        (("DTSTART:20260101T000000Z",), ["20260101T000000", "20260101T000000"]),
        (("DTSTART:20270101T000000Z",), None),
        (("DTSTART:20251231T235959Z", "DURATION:PT1H"), None),
        (("DTSTART:20260601T190000Z", "STATUS:CANCELLED"), None),
    ],
)
def test_times_are_utc_or_wall_clock_and_the_window_selects_by_start(
    readics: Any, tmp_path: Path, lines: tuple[str, ...], row: list[str] | None
) -> None:
    (tmp_path / "one.ics").write_text(calendar(event(*lines, uid="one")))

    _, out, _ = readics(tmp_path / "one.ics", *YEAR, "--json")

    assert json.loads(out) == {"occurrences": [["one", *row]] if row else [], "problems": []}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "The file could not be opened: no such file or directory."),
        (b"", "No event could be read in this file."),
        (b"<!doctype html><p>Sign in</p>", "This is a web page, not a calendar."),
        (b"BEGIN:X\n" * 100_000, "No event could be read in this file."),
        (b"BEGIN:VEVENT\n" * 70_000, "This calendar is too large to read."),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_2(
    readics: Any, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "file.ics"
    if content is not None:
        path.write_bytes(content)

    status, out, error = readics(path, *YEAR, "--json")

    assert (status, out, error.count("\n")) == (2, "", 1)
    assert error.startswith(message)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--from", "soon"), "“soon” is no date. Write it as 2026-12-31.\n"),
        (("--from", "2026-02-30"), "“2026-02-30” is no date. Write it as 2026-12-31.\n"),
        (("--from", "2026-01-02", "--to", "2026-01-02"), "--to must be a later day than --from.\n"),
    ],
)
def test_days_that_are_none_are_said_clearly(readics: Any, options: tuple[str, ...], message: str) -> None:
    assert readics(FILES / "bom.ics", *options) == (2, "", message)


def test_a_window_without_end_is_a_year(readics: Any) -> None:
    _, out, _ = readics(FILES / "bom.ics", "--from", "2024-02-29", "--json")
    _, later, _ = readics(FILES / "bom.ics", "--from", "2026-02-28", "--json")

    assert (json.loads(out)["occurrences"], len(json.loads(later)["occurrences"])) == ([], 1)


def test_people_read_lines_and_what_was_mended(readics: Any) -> None:
    status, out, _ = readics(FILES / "negative_length.ics", *YEAR)

    assert status == 0
    assert out.splitlines() == [
        "2026-06-01 19:00 to 2026-06-01 19:00 (UTC)  Dinner",
        "",
        "What we mended or left out:",
        "- Dinner: The end was before the start; the event ends when it begins.",
    ]


def test_rules_without_end_are_cut_and_leave_room_for_the_rest(readics: Any, tmp_path: Path) -> None:
    floods = [event(START, rule, uid=f"{at}-{rule[:20]}") for rule in BUSY for at in range(10)]
    daily = event(START, "RRULE:FREQ=DAILY", uid="daily")
    (tmp_path / "flood.ics").write_text(calendar(*floods, daily))
    begun = time.process_time()

    _, out, _ = readics(tmp_path / "flood.ics", *YEAR, "--json")

    assert time.process_time() - begun < 5
    answer = json.loads(out)
    assert sum(uid == "daily" for uid, *_ in answer["occurrences"]) == 365
    assert {one["code"] for one in answer["problems"]} == {"too_often"}
    assert "daily" not in {one["uid"] for one in answer["problems"]}
