"""At the door: the card opens offline, time to go is told once, and nothing stays after signing out."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.flows.browsing import kept_offline, press, sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import Somebody, agree
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def tonight(embedded_two: Two) -> str:
    """The path of the card of an evening that began half an hour ago."""
    ada, ben = embedded_two.ada, embedded_two.ben
    begun = datetime.now(UTC) - timedelta(minutes=30)
    about = ada.add_event("Office party", begun, location="Kolbe's")
    ada.add_event("Kept to myself", begun + timedelta(days=1), visibility="private")
    return f"/plans/{agree(ada, ben, about['id'])}/card/"


def opened(page: Page, who: Somebody, card: str) -> None:
    """Signed in, with the card open and kept."""
    sign_in(page, who)
    page.goto(card)
    until(lambda: card in kept_offline(page), "the kept card")


def test_the_card_and_two_weeks_open_offline_and_go_at_sign_out(
    browser: Browser, embedded: System, embedded_two: Two, tonight: str
) -> None:
    with window(browser, embedded.url, viewport={"width": 360, "height": 740}) as page:
        opened(page, embedded_two.ada, tonight)
        assert kept_offline(page) == ["/offline/", tonight]

        page.context.set_offline(True)
        page.goto(tonight)
        expect(page.get_by_role("article")).to_contain_text("stay beside me for the first half hour")
        own = page.get_by_role("link", name="Time to go", exact=True)
        assert own.get_attribute("href") == "sms:?&body=Call%20me%3F"
        assert page.evaluate("getComputedStyle(document.querySelector('.plan-card')).borderRadius") == "22px"
        page.goto("/calendar/")
        expect(page.get_by_role("heading", name="The next two weeks")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("Office party")
        expect(page.get_by_role("main")).not_to_contain_text("Kept to myself")
        _is_accessible(page)

        page.context.set_offline(False)
        page.goto("/accounts/logout/")
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url("**/")
        until(lambda: kept_offline(page) == [], "nothing kept")
        page.context.set_offline(True)
        page.goto(tonight)
        expect(page.get_by_role("heading", name="No connection just now")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text("party")


def test_whoever_signs_in_next_finds_nothing_of_the_other(
    browser: Browser, embedded: System, embedded_two: Two, tonight: str
) -> None:
    with window(browser, embedded.url) as page:
        opened(page, embedded_two.ada, tonight)
        before = page.evaluate("caches.keys()")
        # The session ends elsewhere; nobody signs out here.
        page.context.clear_cookies()
        opened(page, embedded_two.ben, tonight)

        until(lambda: not set(before) & set(_names(page)), "ada's cards gone")


def test_time_to_go_is_told_once_and_coming_comes_back(
    browser: Browser, embedded: System, embedded_two: Two, tonight: str
) -> None:
    ada, ben = embedded_two.ada, embedded_two.ben
    path = tonight.removeprefix("/").replace("card/", "time-to-go/")
    with window(browser, embedded.url) as one, window(browser, embedded.url) as other:
        sign_in(one, ada)
        sign_in(other, ben)
        one.goto(tonight)
        one.get_by_role("button", name="Time to go").dblclick()
        expect(one.get_by_text("Sent", exact=True)).to_be_visible()
        expect(one.get_by_role("button", name="Time to go")).to_have_count(0)

        other.goto("/mailbox/")
        expect(other.get_by_role("article").filter(has_text="Call me?")).to_have_count(1)
        other.goto(tonight)
        press(other, "Coming")
        expect(other.get_by_text("Ada can see that you are coming.")).to_be_visible()
        expect(one.get_by_text("Ben is coming.")).to_be_visible()
        _is_accessible(one)
        _is_accessible(other)
    assert ada.get(path)["mine"]["delivery"] == "sent"


def test_without_a_connection_their_own_text_app_is_opened(
    browser: Browser, embedded: System, embedded_two: Two, tonight: str
) -> None:
    with window(browser, embedded.url) as page:
        sign_in(page, embedded_two.ada)
        page.goto(tonight)
        page.context.set_offline(True)
        press(page, "Time to go")

        expect(page.get_by_text("Couldn’t send", exact=True)).to_be_visible()
        own = page.get_by_role("link", name="Write it as a text yourself")
        expect(own).to_have_attribute("href", "sms:?&body=Call%20me%3F")
        expect(page.get_by_role("button", name="Time to go")).to_be_visible()


def test_without_javascript_a_reload_says_how_far_it_is(
    browser: Browser, embedded: System, embedded_two: Two, tonight: str
) -> None:
    with window(browser, embedded.url, javascript=False) as page:
        sign_in(page, embedded_two.ada)
        page.goto(tonight)
        press(page, "Time to go")

        until(lambda: _reloaded(page).get_by_text("Sent", exact=True).count(), "that it was sent")


def test_it_can_be_installed(browser: Browser, embedded: System) -> None:
    with window(browser, embedded.url) as page:
        page.goto("/")
        found = page.context.new_cdp_session(page).send("Page.getAppManifest")
        icons = page.evaluate(
            "async () => Promise.all((await (await fetch('/manifest.webmanifest')).json()).icons"
            ".map(async (one) => (await fetch(one.src)).headers.get('content-type')))"
        )

    assert found["errors"] == [] and found["url"].endswith("/manifest.webmanifest")
    assert icons == ["image/png"] * 3 + ["image/svg+xml"]


def _names(page: Page) -> list[str]:
    return [one for one in page.evaluate("caches.keys()") if one.startswith("kept-")]


def _reloaded(page: Page) -> Page:
    page.reload()
    return page


def _is_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
