"""A phone fetches the feed: vdirsyncer reads the secret address, khal shows it on clocks of two zones."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.factories import ics
from tests.flows.browsing import make_address, press, said, shown_address, sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import Somebody, ask
from tests.flows.system import System
from tests.flows.test_an_ics_file_arrives import look_at_preview
from tests.interop.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.clients, pytest.mark.slow]

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = timedelta(weeks=1)
EVENING = time(19, 0)


def next_change(zone: ZoneInfo) -> date:
    """The next day from next week on which the clocks change."""
    day = datetime.now(UTC).date() + WEEK
    while offset(day, zone) == offset(day - timedelta(days=1), zone):
        day += timedelta(days=1)
    return day


def offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return datetime.combine(day, time(12), zone).utcoffset()


FIRST = next_change(BERLIN) - timedelta(days=10)
"""The first of three weekly evenings; the clocks change between the second and the third."""
EVENINGS = [datetime.combine(FIRST, EVENING, BERLIN) + n * WEEK for n in range(3)]


@pytest.fixture
def page(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def calendar(page: Page, embedded_two: Two, tmp_path: Path) -> None:
    """What Ada and Ben have: theirs, imported, and what the other must not see."""
    ada, ben = embedded_two.ada, embedded_two.ben
    add(ada, "Choir", EVENINGS[0], rrule="FREQ=WEEKLY;COUNT=3")
    weekend = {"start": f"{FIRST}", "end": f"{FIRST + timedelta(days=1)}", "is_all_day": True}
    ada.post("events/", {"title": "Weekend away", "tzid": "Europe/Berlin", **weekend})
    add(ben, "Office party", EVENINGS[1])
    add(ben, "Night shift", EVENINGS[2], visibility="busy", location="Ward 4")
    add(ben, "Solicitor", EVENINGS[2], visibility="private")
    file = tmp_path / "club.ics"
    file.write_bytes(ics(series(), moved_instance()))
    look_at_preview(page, file)
    press(page, "Put them in my calendar")
    said(page, "It is in your calendar.")


def test_a_phone_shows_what_its_owner_sees(
    page: Page, calendar: None, embedded_two: Two, tmp_path: Path
) -> None:
    address = make_address(page)

    for tzid in ("Europe/Berlin", "America/New_York"):
        phone = Phone(tmp_path / tzid, tzid)
        phone.subscribe(address)
        files = phone.fetch()

        assert phone.shows(FIRST - timedelta(days=1), days=30) == expected_on(ZoneInfo(tzid))
        told = "".join(files.values())
        assert "Choir" in told
        assert not any(secret in told for secret in ("Night shift", "Ward 4", "Solicitor"))


def test_a_phone_that_asks_again_gets_304_until_something_it_sees_changes(
    page: Page, calendar: None, embedded_two: Two, tmp_path: Path
) -> None:
    address = make_address(page)
    phone = Phone(tmp_path / "phone")
    phone.subscribe(address)
    before = phone.fetch()
    validators = asked_again_with(address)

    add(embedded_two.ben, "Solicitor again", EVENINGS[0], visibility="private")
    for name, value in validators.items():
        assert ask(address, headers={name: value}).status == 304
    assert phone.fetch() == before

    add(embedded_two.ben, "Brunch", EVENINGS[0])
    assert ask(address, headers=validators).status == 200
    new = set(phone.fetch().items()) - set(before.items())
    assert ["Brunch" in text for _, text in new] == [True]


def test_curl_keeps_its_copy_by_either_validator(
    page: Page, calendar: None, embedded_two: Two, tmp_path: Path
) -> None:
    address, copy, tag = make_address(page), tmp_path / "feed.ics", tmp_path / "etag"

    def curl(*arguments: str) -> str:
        said = ("--silent", "--show-error", "--compressed", "--write-out", "%{http_code} %{size_download}")
        done = ["curl", *said, "--output", str(copy), *arguments, address]
        return subprocess.run(done, capture_output=True, text=True, timeout=30, check=True).stdout

    first = curl("--etag-save", str(tag), "--remote-time")
    whole = copy.read_bytes()
    by_tag = curl("--etag-compare", str(tag))
    by_date = curl("--time-cond", str(copy))
    head = curl("--head")
    copy.write_bytes(whole)
    add(embedded_two.ben, "Brunch", EVENINGS[0])
    after = [curl("--etag-compare", str(tag)), curl("--request", "POST")]

    assert first == f"200 {len(whole)}"
    assert whole.startswith(b"BEGIN:VCALENDAR\r\n") and whole.endswith(b"END:VCALENDAR\r\n")
    assert (by_tag, by_date, head.split()[0]) == ("304 0", "304 0", "200")
    assert [one.split()[0] for one in after] == ["200", "405"]


def test_a_new_address_ends_the_old_one(page: Page, calendar: None, embedded_two: Two) -> None:
    old = make_address(page)
    page.goto("/calendars/")
    page.get_by_role("link", name="New address").click()
    press(page, "Make a new address")
    new = shown_address(page)

    assert (ask(old).status, ask(new).status) == (404, 200)

    page.goto("/calendars/")
    page.get_by_role("link", name="End it").click()
    press(page, "End it")
    said(page, "No address yet")
    assert ask(new).status == 404


def add(who: Somebody, title: str, start: datetime, **more: object) -> None:
    """An event of two hours on Berlin's clock."""
    wall = start.replace(tzinfo=None)
    when = {"start": wall.isoformat(), "end": (wall + timedelta(hours=2)).isoformat()}
    who.post("events/", {"title": title, "tzid": "Europe/Berlin", **when, **more})


def series() -> str:
    start = EVENINGS[0] - timedelta(hours=9)
    return (
        f"UID:rowing@club\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}\n"
        "DURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Rowing"
    )


def moved_instance() -> str:
    """The second time is two hours later."""
    before = EVENINGS[1] - timedelta(hours=9)
    return (
        "UID:rowing@club\nDTSTAMP:20260101T000000Z\n"
        f"RECURRENCE-ID;TZID=Europe/Berlin:{before:%Y%m%dT%H%M%S}\n"
        f"DTSTART;TZID=Europe/Berlin:{before + timedelta(hours=2):%Y%m%dT%H%M%S}\n"
        "DURATION:PT1H\nSUMMARY:Rowing, later"
    )


def expected_on(clock: ZoneInfo) -> list[str]:
    """khal's lines on this clock, from what was meant in Berlin."""
    first, second, third = EVENINGS
    two, one = timedelta(hours=2), timedelta(hours=1)
    morning = timedelta(hours=9)
    timed = [
        *((start, two, "Choir") for start in EVENINGS),
        (first - morning, one, "Rowing"),
        (second - morning + two, one, "Rowing, later"),
        (third - morning, one, "Rowing"),
        (second, two, "Office party"),
        (third, two, "Busy"),
    ]
    lines = [line(start, start + length, title, clock) for start, length, title in timed]
    return sorted([*lines, f"{FIRST}  {FIRST + timedelta(days=1)}  Weekend away"])


def line(start: datetime, end: datetime, title: str, clock: ZoneInfo) -> str:
    return f"{start.astimezone(clock):%Y-%m-%d %H:%M} {end.astimezone(clock):%Y-%m-%d %H:%M} {title}"


def asked_again_with(address: str) -> dict[str, str]:
    """The headers with which a client asks whether its copy is still the newest."""
    whole = ask(address)
    assert whole.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {"If-None-Match": whole.headers["ETag"], "If-Modified-Since": whole.headers["Last-Modified"]}
