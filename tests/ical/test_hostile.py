"""What a stranger may send to stop a server: each is refused, or read, in a bounded time."""

import gzip
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from planner.errors import Hostile, NotACalendar, TooLarge
from planner.ical import scan, wire
from planner.ical.parsed import Source
from planner.ical.read import read
from tests.data.make import calendar, event

ROOT = Path(__file__).parent.parent.parent
START = "DTSTART:20260101T120000Z"
HOURLY_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
    "TZOFFSETTO:+0100\r\nRRULE:FREQ=HOURLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
YEARLY_ZONE = HOURLY_ZONE.replace("FREQ=HOURLY", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
LAWS = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=DAILY\r\nEND:STANDARD\r\n"
DAILY_ZONE = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{LAWS * 5000}END:VTIMEZONE\r\n"
REFUSED = {
    "100,000 EXDATEs": (event(START, "EXDATE:" + ",".join(["20260101T120000Z"] * 100_000)), Hostile),
    "EXDATEs one a line": (event(START, *["EXDATE:20260101T120000Z"] * (scan.MAX_DATES + 1)), Hostile),
    "many rules": (event(START, *["RRULE:FREQ=DAILY"] * (scan.MAX_RULES + 1)), Hostile),
    "long rule": (event(START, "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 1000)), Hostile),
    "sub-day zone": (HOURLY_ZONE + event(START), Hostile),
    "zone of every minute": (HOURLY_ZONE.replace("HOURLY", "MINUTELY") + event(START), Hostile),
    "zone of every second, folded": (
        HOURLY_ZONE.replace("FREQ=HOURLY", "FR\r\n EQ=SECONDLY") + event(START),
        Hostile,
    ),
    "deep, in other spellings": ("BEGIN ;X=1:X\r\n" * 10_000, Hostile),
    "many events begun": ("BEGIN:VEVENT\r\n" * 70_000, TooLarge),
    "deep": ("BEGIN:X\r\n" * 10_000, Hostile),
    "many events": (event(START) * (scan.MAX_COMPONENTS + 1), TooLarge),
    "long line": (event(START, "X-A:" + "a" * (scan.MAX_LINE_CHARS + 1)), TooLarge),
}
READ = {
    "continuations without folds": (event(START, "DESCRIPTION:" + "\r\na" * 300_000), []),
    "zone of many laws": (DAILY_ZONE + event("DTSTART;TZID=X:20260101T120000"), ["unknown_zone"]),
    "many zones": (
        "".join(
            YEARLY_ZONE.replace("TZID:X", f"TZID:X{at}").replace("+0100", f"+01{at % 60:02d}")
            for at in range(2000)
        )
        + "".join(event(f"DTSTART;TZID=X{at}:20260101T120000", uid=str(at)) for at in range(2000)),
        ["unknown_zone"],
    ),
    "many overrides": (
        event(START, "RRULE:FREQ=DAILY")
        + "".join(
            event(f"RECURRENCE-ID:20{at // 240:02d}{at // 20 % 12 + 1:02d}{at % 20 + 1:02d}T120000Z", START)
            for at in range(6000)
        ),
        ["too_many_parts"],
    ),
    "many masters": (
        "".join(
            event(f"DTSTART:20260101T{at // 3600:02d}{at // 60 % 60:02d}{at % 60:02d}Z") for at in range(6000)
        ),
        ["too_many_parts"],
    ),
    "many parameters": (event(START, "X-A" + ";B=c" * 300_000 + ":d"), []),
    "quotes that never close": (event(START, "X-A" + ';B="c;' * 99_999 + ":d"), []),
    "folds one a character": (event(START, "SUMMARY:" + "\r\n a" * 1_000_000), []),
}
COMPRESSED = (gzip.compress(calendar(event(START)).encode()), b"PK\x03\x04" + calendar(event(START)).encode())
GARBAGE = (
    b"",
    b"\x00" * 1000,
    b"\xff\xfe",
    b"BEGIN:X\n",
    b":\n;\n=",
    os.urandom(4096),
    b"a" * 1_000_000,
    b"\n" * 10**6,
)


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_calendar_is_refused_quickly(name: str) -> None:
    body, refusal = REFUSED[name]
    begun = time.process_time()

    with pytest.raises(refusal):
        read(calendar(body).encode())

    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", READ)
def test_flood_is_read_quickly(name: str) -> None:
    body, codes = READ[name]
    begun = time.process_time()

    parsed = read(calendar(body).encode())

    assert time.process_time() - begun < 5
    assert list({problem.code for problem in parsed.problems}) == codes


def test_what_is_left_out_of_a_flood_is_counted() -> None:
    (problem,) = read(calendar(READ["many overrides"][0]).encode()).problems

    assert problem.message == (
        "It is in the file 6001 times, more than can be read; 1001 of them were left out."
    )


@pytest.mark.parametrize("data", COMPRESSED, ids=range(len(COMPRESSED)))
def test_compressed_file_is_to_be_unpacked(data: bytes) -> None:
    with pytest.raises(NotACalendar, match="Unpack it"):
        read(data)


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_not_a_calendar(data: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(data)


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(TooLarge):
        read(b"BEGIN:VCALENDAR\n" * (scan.MAX_BYTES // 16 + 1))


def test_path_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "calendar.ics"
    secret.write_text(calendar(event(START)))

    with pytest.raises(NotACalendar):
        read(str(secret).encode())


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("DTSTART:99991231T235900Z", "DURATION:PT2H", "RRULE:FREQ=YEARLY"), ["too_far"]),
        (("DTSTART:00010101T000000Z",), ["too_far"]),
        (("DTSTART;VALUE=DATE:16040229", "RRULE:FREQ=YEARLY"), []),
        (("DTSTART:22001231T000000Z",), []),
    ],
)
def test_event_out_of_reach_is_kept_and_noted(lines: tuple[str, ...], codes: list[str]) -> None:
    parsed = read(calendar(event(*lines)).encode())

    assert [problem.code for problem in parsed.problems] == codes
    assert lines[0] in parsed.objects[0].text


def test_control_characters_are_left_out() -> None:
    controls = "".join(map(chr, {*range(32), 127} - set(b"\t\r\n")))

    (found,) = read(calendar(event(START, f"SUMMARY:Din{controls}ner", f"X-A:\t{controls}")).encode()).objects

    assert found.event.summary == "Dinner"
    assert not set(found.text) & set(controls)


def test_rule_of_every_second_is_kept_and_bounded() -> None:
    parsed = read(calendar(event(START, "RRULE:FREQ=SECONDLY")).encode())

    assert "RRULE:FREQ=SECONDLY" in parsed.objects[0].text
    assert parsed.problems == ()


def _child(data: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "planner.ical", *options]
    return subprocess.run(command, input=data, capture_output=True, cwd=ROOT, timeout=60, check=False)


def test_child_hands_over_what_it_read() -> None:
    data = calendar(event(START, "SUMMARY:Grüße")).encode()

    handed, known = wire.load(_child(data).stdout), read(data)

    assert [(one.uid, one.event, one.compiled, one.text, one.fingerprint) for one in handed.objects] == [
        (one.uid, one.event, one.compiled, one.text, one.fingerprint) for one in known.objects
    ]
    assert replace(handed, objects=()) == replace(known, objects=())


def test_child_hands_over_the_refusal() -> None:
    with pytest.raises(NotACalendar, match="web page"):
        wire.load(_child(b"<html></html>", "--source", Source.REFRESH.value).stdout)


def test_child_dies_of_its_own_cpu_limit() -> None:
    events = calendar(*[event(START, f"SUMMARY:{'x,' * 3000}", uid=str(n)) for n in range(2000)]).encode()

    ended = _child(events, "--cpu-s", "0")

    assert ended.returncode < 0
    assert ended.stdout == b""


def test_child_knows_no_django() -> None:
    probe = "import sys, planner.ical.__main__; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False).returncode == 0
