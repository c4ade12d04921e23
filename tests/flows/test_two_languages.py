"""Two partners side by side, one of whom reads German: what each looks ahead to, a talk, and a mail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.appearances import expect_good_everywhere
from tests.flows.browsing import has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_each_looks_ahead_talks_and_is_written_to_in_their_own_language(
    embedded_two: Two, ada: Page, ben: Page
) -> None:
    party = embedded_two.ada.add_event(
        "Office party", datetime.now(UTC) + timedelta(days=9), visibility="shared"
    )
    embedded_two.ben.post("flags/", {"event_id": party["id"], "level": 3, "share_level": True})
    read_german(ada)

    look_ahead(ada, heading="Ausblick", reason="kein Plan", step="Einen Plan machen")
    look_ahead(ben, heading="Look ahead", reason="no plan yet", step="Make a plan")
    suggest_a_talk(ben, f"/events/{party['id']}/on/once/talk/")
    agree_to_it(ada)
    expect_it_in_both_calendars(ben)
    get_a_mail(ada)


def read_german(page: Page) -> None:
    page.goto("/me/")
    page.get_by_label("Language").select_option(label="Deutsch")
    press(page, "Save")
    expect(page.locator("html")).to_have_attribute("lang", "de")


def look_ahead(page: Page, *, heading: str, reason: str, step: str) -> None:
    page.goto("/")
    has_heading(page, heading)
    article = page.get_by_role("article").filter(has_text="Office party")
    expect(article).to_contain_text(reason)
    expect(article.get_by_role("button", name=step, exact=True)).to_be_visible()
    expect_good_everywhere(page)


def suggest_a_talk(page: Page, path: str) -> None:
    page.goto(path)
    expect_good_everywhere(page)
    page.get_by_role("radio").first.check()
    press(page, "Suggest it")
    said(page, "Suggested, and with Ada now.")


def agree_to_it(page: Page) -> None:
    page.goto("/")
    has_heading(page, "Eine Viertelstunde")
    said(page, "Ben schlägt diese Zeit für ein Gespräch vor.")
    page.get_by_role("button", name="Ja").first.click()
    said(page, "Sie steht in euren beiden Kalendern.")
    expect_good_everywhere(page)


def expect_it_in_both_calendars(page: Page) -> None:
    page.goto("/calendar/agenda/")
    said(page, "A quarter of an hour")
    expect_good_everywhere(page)


def mailbox(page: Page) -> str:
    page.goto("/mailbox/")
    return page.get_by_role("main").inner_text()


def get_a_mail(page: Page) -> None:
    page.goto("/reminders/")
    press(page, "Schick mir eine Testmail")
    until(lambda: "Eine Testmail von Alongside" in mailbox(page), "the mail to be in the mailbox")
    has_heading(page, "Postfach")
    expect_good_everywhere(page)
