"""Us: two people agree what they hold to, share what helps line by line, and keep some things their own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.flows.browsing import follow, has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import Somebody
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE: ViewportSize = {"width": 1280, "height": 900}
PAGES = ("/us/", "/us/standing/?edit=1", "/us/helps/", "/us/helps/quiet/", "/us/people/", "/me/only/")
BOUNDARY = "Whose family it is speaks up first"
QUIET, NOBODY = "Fetch his coat before he asks", "Uncle Bert and his politics"
KEPT = "Two minutes alone in the hall"


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    """On a phone."""
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    """On a wide screen, without JavaScript."""
    with window(browser, embedded.url, javascript=False, viewport=WIDE) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_two_people_hold_to_the_same_and_keep_what_is_theirs(ada: Page, ben: Page, embedded_two: Two) -> None:
    propose(ada)
    agree(ben)
    share_one_line_of_two(ada)
    write_what_is_only_hers(ada)
    expect_what_is_shared(ben)
    expect_nothing_private(ben)
    starts = start_a_plan(ada, embedded_two.ada)
    expect_good_pages(ada, starts, scheme="light")
    ada.set_viewport_size(WIDE)
    expect_good_pages(ada, starts, scheme="dark")


def propose(page: Page) -> None:
    page.goto("/us/")
    follow(page, "Begin with one line")
    page.locator("[name=people]").fill(BOUNDARY)
    page.locator("[name=if_0]").fill("one of us goes quiet")
    page.locator("[name=then_0]").fill("step outside for a minute")
    press(page, "Propose this to Ben")
    said(page, "It is agreed when Ben says yes to the same words.")


def agree(page: Page) -> None:
    page.goto("/us/")
    follow(page, "Read and answer")
    said(page, BOUNDARY)
    press(page, "Yes, I hold to this")
    said(page, "Agreed. You two hold to this from now on.")


def share_one_line_of_two(page: Page) -> None:
    page.goto("/us/helps/")
    for text in ("A look across the room", KEPT):
        page.get_by_label("One line").fill(text)
        press(page, "Add this line")
    press(page, "Share “A look across the room”")
    said(page, "Ben can read this")


def write_what_is_only_hers(page: Page) -> None:
    page.goto("/us/helps/quiet/")
    page.get_by_label("One line").fill(QUIET)
    press(page, "Add this line")
    page.goto("/us/people/")
    page.get_by_label("Who").fill(NOBODY)
    press(page, "Keep this note")
    page.goto("/me/only/")
    for text in (QUIET, NOBODY, KEPT):
        said(page, text)


def expect_what_is_shared(page: Page) -> None:
    page.goto("/us/")
    has_heading(page, "Ben and Ada")
    said(page, "A look across the room")
    expect(page.locator(".if-then")).to_have_text(
        "If one of us goes quiet, then we step outside for a minute."
    )


def expect_nothing_private(page: Page) -> None:
    for place in (*PAGES, "/", "/calendar/", "/mailbox/"):
        page.goto(place)
        assert not any(text in page.content() for text in (QUIET, NOBODY, KEPT)), place


def start_a_plan(page: Page, who: Somebody) -> str:
    """A plan that begins with the boundary and takes up what helps; the page of what it may start from."""
    event = who.add_event("Easter", datetime.now(UTC) + timedelta(days=9), kind="family")
    plan = who.post("plans/", {"event_id": event["id"]})
    page.goto(f"/plans/{plan['id']}/")
    expect(page.locator("[name=people]")).to_have_value(BOUNDARY)
    page.goto(f"/plans/{plan['id']}/starts/")
    page.get_by_label("Ask: A look across the room").check()
    press(page, "Put these into my draft")
    expect(page.locator("[name=ask_0]")).to_have_value("A look across the room")
    return f"/plans/{plan['id']}/starts/"


def expect_good_pages(page: Page, *more: str, scheme: Literal["light", "dark"]) -> None:
    """Nothing is wider than the screen, and no rule of accessibility is broken."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in (*PAGES, *more):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, (path, found.generate_report())
