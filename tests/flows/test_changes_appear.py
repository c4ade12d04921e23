"""Two partners side by side: what one does appears on the other's open page, and takes nothing from them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.bodies import content
from tests.flows.browsing import follow, press, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASK = "stay beside me for the first half hour"
PHONE = {"viewport": {"width": 360, "height": 740}}
SAID = "Something new is on this page."


@pytest.fixture
def event(embedded_two: Two) -> str:
    """The id of a party nine days from now that both see."""
    start = datetime.now(UTC) + timedelta(days=9)
    return str(embedded_two.ada.add_event("Office party", start, visibility="shared")["id"])


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_what_one_proposes_the_other_sees_without_a_reload(
    browser: Browser, embedded: System, embedded_two: Two, event: str, ben: Page
) -> None:
    ben.goto(f"/events/{event}/on/once/")
    mark(ben)
    with window(browser, embedded.url) as ada:
        sign_in(ada, embedded_two.ada)
        ada.goto(f"/events/{event}/on/once/")
        press(ada, "Make a plan")
        ada.locator("[name=ask_0]").fill(ASK)
        press(ada, "Propose this plan")
        mark(ada)

        expect(ben.get_by_role("link", name="Read and answer")).to_be_visible()
        expect(ben.get_by_role("status").filter(has_text=SAID)).to_be_visible()
        follow(ben, "Read and answer")
        ben.get_by_label("Something else").check()
        ben.locator("[name=other_0]").fill("the first ten minutes")
        press(ben, "Answer as chosen")

        expect(ada.get_by_role("heading", name="Ben proposes")).to_be_visible()
        assert is_marked(ada)


def test_a_newer_version_takes_nothing_from_whoever_is_answering(
    embedded_two: Two, event: str, ben: Page
) -> None:
    ada = embedded_two.ada
    plan: str = ada.post("plans/", {"event_id": event})["id"]
    ada.post(f"plans/{plan}/propose/", {"content": content(), "base": 0})
    ben.goto(f"/plans/{plan}/")
    ben.get_by_label("Something else").check()
    ben.locator("[name=other_0]").fill("the first ten minutes")

    ada.post(f"plans/{plan}/propose/", {"content": content(arriving="Side by side"), "base": 1})

    expect(ben.get_by_role("status").filter(has_text="There is something newer.")).to_be_visible()
    expect(ben.locator("[name=other_0]")).to_have_value("the first ten minutes")
    expect(ben.locator("[name=other_0]")).to_be_focused()
    press(ben, "Answer as chosen")
    expect(ben.get_by_text("The plan has changed since you opened it.")).to_be_visible()
    assert "the first ten minutes" in ben.content()


def mark(page: Page) -> None:
    """From here on a reload would show."""
    page.evaluate("window.isTheSamePage = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.isTheSamePage === true"))
