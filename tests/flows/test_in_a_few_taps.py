"""From a flag to an agreed plan, in few taps and with the keyboard alone; and a hint while one writes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.flows.browsing import sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AT_MOST = 12
TABS = 120
PHONE = {"viewport": {"width": 360, "height": 740}}
ASK = "stay beside me for the first half hour"
TYPED = {"ask_0": ASK, "if_0": "we get separated", "then_0": "meet at the coats", "latest": "23:00"}


class Taps:
    """A thumb that counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, on: Locator) -> None:
        on.click()
        self.count += 1


@pytest.fixture
def event(embedded_two: Two) -> str:
    """The page of a party nine days from now that both see."""
    start = datetime.now(UTC) + timedelta(days=9)
    return f"/events/{embedded_two.ada.add_event('Office party', start, visibility='shared')['id']}/on/once/"


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_a_flag_becomes_an_agreed_plan_in_twelve_taps_of_both(event: str, ada: Page, ben: Page) -> None:
    tap = Taps()
    ada.goto(event)
    ben.goto("/")

    tap(ada.get_by_role("link", name="This may be hard for me"))
    tap(ada.locator("label").filter(has_text="Hard").first)
    tap(ada.locator("label:has([name=reason_left_alone])"))
    tap(ada.locator("[name=share_left_alone]"))
    tap(ada.get_by_role("button", name="Save", exact=True))
    tap(ada.get_by_role("button", name="Make a plan"))
    for name, words in TYPED.items():
        ada.locator(f"[name={name}]").fill(words)
    tap(ada.get_by_role("button", name="Propose this plan"))
    tap(ben.get_by_role("link", name="Read and answer"))
    tap(ben.get_by_role("button", name="Yes, gladly, and agree"))

    for page in (ada, ben):
        expect(page.get_by_text("You both said yes").first).to_be_visible()
    assert tap.count <= AT_MOST


def test_the_keyboard_alone_suffices(event: str, ada: Page, ben: Page) -> None:
    ada.goto(event)
    ben.goto("/")

    go_to(ada.get_by_role("button", name="Make a plan"))
    ada.keyboard.press("Enter")
    expect(ada.locator("[name=ask_0]")).to_be_attached()
    # The way home in place of a time: how hours are typed is the browser's own affair.
    for name, words in {"ask_0": ASK, "if_0": "we part", "then_0": "we meet", "transport": "tram"}.items():
        go_to(ada.locator(f"[name={name}]"))
        ada.keyboard.type(words)
    go_to(ada.get_by_role("button", name="Propose this plan"))
    ada.keyboard.press("Enter")
    expect(ben.get_by_role("link", name="Read and answer")).to_be_visible()
    go_to(ben.get_by_role("link", name="Read and answer"))
    ben.keyboard.press("Enter")
    expect(ben.get_by_role("button", name="Yes, gladly, and agree")).to_be_visible()
    go_to(ben.get_by_role("button", name="Yes, gladly, and agree"))
    ben.keyboard.press("Enter")

    expect(ada.get_by_text("You both said yes").first).to_be_visible()


def test_a_hint_offers_other_words_and_is_told_to_nobody(event: str, embedded_two: Two, ada: Page) -> None:
    plan = embedded_two.ada.post("plans/", {"event_id": event.split("/")[2]})["id"]
    ada.goto(f"/plans/{plan}/")
    asked: list[str] = []
    ada.on("request", lambda request: asked.append(seen(request)))

    ada.locator("[name=ask_0]").fill("You always vanish at the door")
    hint = ada.locator(".wording-hint")
    expect(hint).to_contain_text("I feel … about …")
    expect(ada.locator("[name=ask_0]")).to_have_accessible_description(re.compile("I feel"))
    hint.get_by_role("button", name="Leave it as it is").click()

    expect(hint).to_have_count(0)
    expect(ada.locator("[name=ask_0]")).to_be_focused()
    ada.locator("[name=ask_0]").press_sequentially(", you never call")
    expect(ada.locator("[data-draft-status]")).to_have_text("Kept.")
    expect(hint).to_have_count(0)
    ada.locator("[name=if_0]").fill("it gets loud and I overreact")
    expect(hint).to_have_count(1)
    ada.locator("[name=if_0]").fill("it gets loud")
    expect(hint).to_have_count(0)
    assert {one for one in asked if "hint" in one} == set()


def seen(request: Request) -> str:
    return f"{request.method} {request.url} {request.post_data or ''}".lower()


def go_to(wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        wanted.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by the keyboard")
