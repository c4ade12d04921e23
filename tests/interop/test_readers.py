"""What four independent readers find in our feeds is what Alongside itself shows."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import icalendar
import pytest

from planner.actions.calendar import bulk
from planner.actions.exchange import feeds
from planner.core.calendar.events import Occurrence
from planner.core.visibility import Visibility
from planner.errors import UnreadableCalendar
from planner.ical import listing, read
from planner.ical.parsed import Parsed, ParsedEvent
from planner.models import Calendar, Event
from planner.queries.exchange import feeds as queries
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from tests.factories import NOW, Couple, event, ics
from tests.interop import readers

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = Path(__file__).parent.parent / "data" / "ics"
START, END = datetime(2025, 11, 1, tzinfo=UTC), datetime(2027, 11, 1, tzinfo=UTC)
SHARED, BUSY, PRIVATE = Visibility
BERLIN = "DTSTART;TZID=Europe/Berlin:"
NOT_ALIKE = {
    "recurrence_id_as_date.ics": "a RECURRENCE-ID in UTC, which `ical` does not find",
}
CALENDAR = ics(
    f"UID:choir@town\nDTSTAMP:20260101T000000Z\n{BERLIN}20260918T193000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=40"
    "\nEXDATE;TZID=Europe/Berlin:20261009T193000,20261016T193000\nSUMMARY:Choir",
    f"UID:choir@town\nRECURRENCE-ID;TZID=Europe/Berlin:20261023T193000\n{BERLIN}20261024T180000\nDURATION:PT3H"
    "\nSUMMARY:Choir\\, outside",
    f"UID:choir@town\nRECURRENCE-ID;TZID=Europe/Berlin:20261030T193000\n{BERLIN}20261030T193000\nSTATUS:CANCELLED",
    f"UID:yoga@town\nDTSTAMP:20260101T000000Z\n{BERLIN}20260901T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU,FR"
    "\nEXDATE;TZID=Europe/Berlin:20260911T180000,20261027T180000",
    f"UID:yoga@town\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261002T180000\n{BERLIN}20261003T090000"
    "\nDURATION:PT2H",
    f"UID:yoga@town\nRECURRENCE-ID;TZID=Europe/Berlin:20261020T180000\n{BERLIN}20261020T170000\nDURATION:PT1H",
    f"UID:yoga@town\nRECURRENCE-ID;TZID=Europe/Berlin:20261023T180000\n{BERLIN}20261023T180000\nSTATUS:CANCELLED",
    "UID:yoga@town\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261103T180000"
    "\nDTSTART;TZID=America/New_York:20261103T180000\nDURATION:PT1H",
    f"UID:yoga@town\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270105T180000\n{BERLIN}20270105T180000"
    "\nSTATUS:CANCELLED",
    f"UID:night@ward\n{BERLIN}20261101T220000\nDTEND;TZID=Europe/Berlin:20261102T060000\nRRULE:FREQ=DAILY;COUNT=3",
    "UID:nap@home\nDTSTART:20261101T140000\nDTEND:20261101T143000\nRRULE:FREQ=DAILY;COUNT=5\nSUMMARY:Nap",
    "UID:trip@home\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nRRULE:FREQ=YEARLY;COUNT=2",
    "UID:late@cairo\nDTSTART;TZID=Africa/Cairo:20261001T210000\nDURATION:PT1H"
    "\nRRULE:FREQ=WEEKLY;BYDAY=TH,SU;COUNT=30",
    "UID:iftar@rabat\nDTSTART;TZID=Africa/Casablanca:20270201T190000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=60",
    f"UID:long@text\n{BERLIN}20261212T190000\nDURATION:PT1H\nSUMMARY:{'Grüße 🎄' * 30}"
    f'\nX-LONG;X-A="b;c":{"ß" * 200}',
)


@pytest.fixture
def two(couple: Couple) -> Couple:
    """Ada has what forms make and what strangers' programs wrote, Ben some of the same behind "Busy"."""
    event(couple.ada, "Dinner", rrule="FREQ=MONTHLY;BYDAY=-1FR")
    event(couple.ben, "Shift", visibility=BUSY, rrule="FREQ=WEEKLY;INTERVAL=2")
    for number, one in enumerate(_objects()):
        for owner, visibility in ((couple.ada, (SHARED, BUSY, PRIVATE)[number % 3]), (couple.ben, BUSY)):
            row = bulk.fresh(Calendar.objects.get(owner_id=owner), one, now=NOW)
            row.visibility = visibility
            row.save()
    return couple


def test_all_readers_find_in_ones_own_feed_what_alongside_shows(two: Couple) -> None:
    found = {name: reader(feed(two.ada), START, END) for name, reader in readers.READERS.items()}

    assert {name: spans(rows) for name, rows in found.items()} == dict.fromkeys(found, shown(two.ada))
    assert len(set(map(tuple, found.values()))) == 1


def test_all_readers_find_in_the_others_feed_what_alongside_shows(two: Couple) -> None:
    found = {name: reader(feed(two.ben), START, END) for name, reader in readers.READERS.items()}

    assert {name: spans(rows) for name, rows in found.items()} == dict.fromkeys(found, shown(two.ben))


@pytest.mark.node
def test_ical_js_finds_the_same(two: Couple) -> None:
    for owner in (two.ada, two.ben):
        assert spans(readers.by_ical_js(feed(owner), START, END)) == shown(owner)


def test_every_byte_is_as_the_rfc_wants_it(two: Couple) -> None:
    body = feed(two.ada)
    lines = body.split(b"\r\n")

    assert (
        lines[-1] == b""
        and b"\n" not in body.replace(b"\r\n", b"")
        and b"\r" not in body.replace(b"\r\n", b"")
    )
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert not [line for line in lines if any(byte < 32 and byte != 9 or byte == 127 for byte in line)]
    blocks = body.split(b"BEGIN:VEVENT\r\n")[1:]
    for name in (b"UID", b"DTSTAMP", b"DTSTART"):
        assert all(block.count(b"\r\n" + name) + block.startswith(name) == 1 for block in blocks)


def test_no_name_stands_twice_in_a_feed(two: Couple) -> None:
    for owner in (two.ada, two.ben):
        events = icalendar.Calendar.from_ical(feed(owner)).walk("VEVENT")
        names = Counter((str(one["UID"]), _text(one.get("RECURRENCE-ID"))) for one in events)

        assert {name for name, count in names.items() if count > 1} == set()
        assert len(names) > 50


def _text(value: Any) -> bytes:
    return value.to_ical() if value else b""


def feed(owner: UUID) -> bytes:
    token = feeds.create(owner, name="Phone", now=NOW)[1]
    return queries.rendered(queries.by_token(token)).body


def spans(rows: readers.Found) -> list[tuple[str, str]]:
    """Without names, for a busy block has another for each reader."""
    return sorted((start, end) for _, start, end in rows)


def shown(owner: UUID) -> list[tuple[str, str]]:
    """What Alongside itself makes of the events in this person's sight."""
    who = who_queries.of(owner)
    rows = Event.objects.filter(sight.is_first_of_its_uid(who) | sight.when_the_other_is_busy(who))
    parsed = Parsed(tuple(ParsedEvent(sight.parsed(row), "", "") for row in rows), ())
    return sorted(map(_span, listing.of(parsed, START, END).occurrences))


def _span(one: Occurrence) -> tuple[str, str]:
    """As the calendar shows it: a day without length is a whole one."""
    form = "%Y%m%d" if one.is_all_day else "%Y%m%dT%H%M%S"
    return f"{one.starts_at:{form}}", f"{one.ends_at:{form}}"


def _objects() -> Iterator[ParsedEvent]:
    """Each under a UID of its own."""
    found = {one.event.uid: one for data in (CALENDAR, *_files()) for one in _read(data)}
    return iter(found.values())


def _files() -> Iterator[bytes]:
    for path in sorted(FILES.glob("*.ics")):
        if path.name not in NOT_ALIKE:
            yield path.read_bytes().replace(b"quirk@", path.stem.encode() + b"@")


def _read(data: bytes) -> tuple[ParsedEvent, ...]:
    try:
        return read.read(data).objects
    except UnreadableCalendar:
        return ()
