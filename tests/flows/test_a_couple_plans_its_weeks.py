"""A couple plans its weeks: with keys, one line, a drag and a thumb, on a wide screen and on a phone."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.browsing import has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("", "week/", "agenda/", "year/", "search/?q=party", "quick-add/?text=Party+tomorrow+19:00")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def wide(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, **WIDE) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def phone(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ada)
        yield page


def test_calendar_on_a_wide_screen(wide: Page) -> None:
    page_by_keys(wide)
    walk_through_a_month(wide)
    switch_the_keys_off_and_on(wide)
    add_in_one_line(wide)
    drag_an_hour_later(wide)
    move_with_the_keyboard(wide)
    expect_good_pages(wide, scheme="dark")


def test_calendar_on_a_phone(phone: Page) -> None:
    phone.goto("/calendar/?month=2027-03")
    swipe(phone, phone.get_by_role("table"), by=-180)
    has_heading(phone, "April 2027")
    swipe(phone, phone.get_by_role("table"), by=180)
    has_heading(phone, "March 2027")
    phone.goto("/calendar/?day=2027-03-10")
    phone.get_by_role("link", name="Friday, 12 March").click()
    expect(phone.locator("#day-title")).to_contain_text("Friday, 12 March")
    expect_good_pages(phone, scheme="light")


def page_by_keys(page: Page) -> None:
    page.goto("/calendar/")
    for key, path in (("w", "week/"), ("a", "agenda/"), ("y", "year/"), ("m", "")):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"/calendar/{path}$"))
        page.wait_for_load_state()  # An address stands before the page listens.
    page.goto("/calendar/?month=2027-03")
    page.keyboard.press("ArrowRight")
    has_heading(page, "April 2027")
    page.keyboard.press("k")
    has_heading(page, "March 2027")
    page.keyboard.press("t")
    expect(page.locator("td.is-today")).to_have_count(1)


def walk_through_a_month(page: Page) -> None:
    page.goto("/calendar/?day=2027-03-10")
    page.locator("[data-day='2027-03-10']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-day='2027-03-16']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#day-title")).to_contain_text("Tuesday, 16 March")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    has_heading(page, "April 2027")
    expect(page.locator("[data-day='2027-04-06']")).to_be_focused()


def switch_the_keys_off_and_on(page: Page) -> None:
    page.keyboard.press("?")
    has_heading(page, "Keys for the calendar")
    page.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "Keys")
    page.get_by_label("Use these keys in this browser").check()
    press(page, "Close")


def add_in_one_line(page: Page) -> None:
    page.goto("/calendar/")
    page.keyboard.press("q")
    page.keyboard.type("Office party tomorrow 14:00–16:00 at Kolbe’s")
    said(page, "14:00–16:00")
    expect(page.locator(".understood__title")).to_contain_text("Office party")
    press(page, "Put it in the calendar")
    has_heading(page, "Office party")


def drag_an_hour_later(page: Page) -> None:
    page.goto(f"/calendar/week/?from={tomorrow()}")
    chip = page.get_by_role("link", name="Office party")
    chip.scroll_into_view_if_needed()
    at = chip.bounding_box()
    assert at is not None
    an_hour = at["height"] / 2
    page.mouse.move(at["x"] + 20, at["y"] + 8)
    page.mouse.down()
    page.mouse.move(at["x"] + 20, at["y"] + 8 + an_hour, steps=4)
    page.mouse.up()
    said(page, "Moved.")
    expect(page.get_by_role("link", name="Office party")).to_contain_text("15:00–17:00")
    press(page, "Undo")
    expect(page.get_by_role("link", name="Office party")).to_contain_text("14:00–16:00")


def move_with_the_keyboard(page: Page) -> None:
    page.get_by_role("link", name="Office party").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("It begins").fill(f"{tomorrow()}T09:30")
    press(page, "Move it")
    expect(page.get_by_role("link", name="Office party")).to_contain_text("09:30–11:30")


def tomorrow() -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=1)


def swipe(page: Page, over: Locator, *, by: int) -> None:
    """A finger goes this far to the side over the middle of something."""
    at = over.bounding_box()
    assert at is not None
    x, y = at["x"] + at["width"] / 2 - by / 2, at["y"] + 60
    devices = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + by / 2, "y": y + 2}]),
        ("touchMove", [{"x": x + by, "y": y + 4}]),
        ("touchEnd", []),
    ):
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def expect_good_pages(page: Page, *, scheme: Literal["light", "dark"]) -> None:
    """Nothing is wider than the screen, and no rule of accessibility is broken."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"/calendar/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, (path, found.generate_report())
