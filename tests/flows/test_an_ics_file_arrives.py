"""An ICS file arrives: two people sign up and end with a calendar of which each sees their part."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.factories import ics, vevent
from tests.flows.browsing import follow, has_heading, press, said, window
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DAY = datetime.now(UTC) + timedelta(days=5)
TOGETHER, ALONE, WEEKLY = "Spring party", "Works council", "Choir"


@dataclass(frozen=True)
class Newcomer:
    page: Page
    name: str
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    email: str = field(default_factory=lambda: f"new-{secrets.token_hex(4)}@example.org")


@pytest.fixture
def ada(browser: Browser, embedded: System) -> Iterator[Newcomer]:
    with window(browser, embedded.url) as page:
        yield Newcomer(page, "Ada")


@pytest.fixture
def ben(browser: Browser, embedded: System) -> Iterator[Newcomer]:
    with window(browser, embedded.url) as page:
        yield Newcomer(page, "Ben")


def test_a_file_becomes_a_calendar_for_two(ada: Newcomer, ben: Newcomer, tmp_path: Path) -> None:
    calendar = tmp_path / "phone.ics"
    calendar.write_bytes(phone_calendar())
    ada.page.goto("/")
    follow(ada.page, "Start")
    start(ada)
    invite(ada, ben)
    accept(ben)

    look_at_preview(ada.page, calendar)
    expect(count_of(ada.page, "New")).to_have_text("3")
    press(ada.page, "Put them in my calendar")
    expect(count_of(ada.page, "Added")).to_have_text("3")
    ada.page.get_by_label(re.compile(TOGETHER)).check()
    press(ada.page, "Share these")
    said(ada.page, "You share 1 event now.")

    expect_in_agenda(ada.page, TOGETHER, ALONE, WEEKLY)
    expect_in_agenda(ben.page, TOGETHER)
    assert not any(title in ben.page.content() for title in (ALONE, WEEKLY))
    expect(ben.page.get_by_text("Busy").first).to_be_visible()

    look_at_preview(ada.page, calendar)
    said(ada.page, "All of it is in your calendar already.")
    expect(count_of(ada.page, "As they were")).to_have_text("3")


def test_what_is_no_calendar_is_refused_and_changes_nothing(ada: Newcomer, tmp_path: Path) -> None:
    page = tmp_path / "calendar.ics"
    page.write_text("<!doctype html><title>Please sign in</title>")
    ada.page.goto("/accounts/signup/")
    start(ada)

    choose_file(ada.page, page)

    refusal = ada.page.get_by_role("alert")
    expect(refusal).to_contain_text("calendar")
    said(ada.page, "Nothing was changed.")
    assert not ada.page.get_by_role("button", name="Put them in my calendar").is_visible()
    ada.page.goto("/calendars/")
    said(ada.page, "0 events")


def phone_calendar() -> bytes:
    """Three events, as a phone exports them."""
    at = f"{DAY:%Y%m%d}T180000Z"
    return ics(
        vevent("party@phone", TOGETHER, "LOCATION:Kolbe's", start=at),
        vevent("council@phone", ALONE, "DESCRIPTION:Not for everybody", start=at),
        vevent("choir@phone", WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3", start=at),
    )


def start(who: Newcomer) -> None:
    """Fill the sign-up page and follow the mail: that signs in. The time zone is guessed."""
    page = who.page
    page.get_by_label("Email").fill(who.email)
    page.get_by_label("Password").fill(who.password)
    page.get_by_label("Your name").fill(who.name)
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Berlin")
    press(page, "Start")
    has_heading(page, "Look in your mail")
    open_mail(page, who.email, "/accounts/confirm-email/")
    press(page, "Yes, it is mine")
    expect(page.get_by_role("link", name="Look ahead").first).to_be_visible()


def open_mail(page: Page, address: str, link: str) -> None:
    """Look into the mailbox, signed out, until a mail with this link is there; then follow it."""

    def arrived() -> Locator | None:
        page.goto("/mailbox/")
        letter = page.get_by_role("article").filter(has_text=address)
        found = letter.locator(f"a[href*='{link}']")
        return found if found.count() else None

    until(arrived, f"mail to {address}").first.click()


def invite(who: Newcomer, other: Newcomer) -> None:
    who.page.goto("/us/")
    who.page.get_by_label("Your partner’s email address").fill(other.email)
    press(who.page, "Send the invitation")
    said(who.page, f"It went to {other.email}.")


def accept(who: Newcomer) -> None:
    """From the invitation in the mailbox to a couple."""
    open_mail(who.page, who.email, "/invitations/")
    invitation = who.page.url
    has_heading(who.page, "You have been invited")
    follow(who.page, "Start")
    start(who)
    who.page.goto(invitation)
    has_heading(who.page, "Ada invites you")
    press(who.page, "Accept")
    has_heading(who.page, "Ben and Ada")


def choose_file(page: Page, path: Path) -> None:
    page.goto("/calendars/import/")
    page.get_by_label("Calendar file").set_input_files(path)
    press(page, "Read the file")


def look_at_preview(page: Page, path: Path) -> None:
    """The page looks again by itself until the file is read."""
    choose_file(page, path)
    expect(page.get_by_role("heading", name="Ready for you to look at")).to_be_visible()


def count_of(page: Page, term: str) -> Locator:
    fact = page.locator("dl.facts > div").filter(has=page.locator("dt", has_text=re.compile(f"^{term}$")))
    return fact.locator("dd")


def expect_in_agenda(page: Page, *titles: str) -> None:
    page.goto("/calendar/agenda/")
    for title in titles:
        said(page, title)
