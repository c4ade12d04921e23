"""Somebody reads "Is this safe for you?" and has to be elsewhere at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.flows.browsing import follow, has_heading, window
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ELSEWHERE = "https://en.wikipedia.org/wiki/Special:Random"


@pytest.fixture
def asked_for(page: Page) -> list[Request]:
    """What reached the page that one is led to; it is answered here, so that nobody needs the net."""
    found: list[Request] = []

    def answer(route: Route) -> None:
        found.append(route.request)
        route.fulfill(content_type="text/html", body="<title>Elsewhere</title>")

    page.context.route("https://*.wikipedia.org/**", answer)
    return found


@pytest.fixture
def page(browser: Browser, embedded: System) -> Iterator[Page]:
    with window(browser, embedded.url) as opened:
        opened.goto("/")
        follow(opened, "Is this safe for you?")
        has_heading(opened, "Is this safe for you?")
        yield opened


@pytest.mark.parametrize("way", ["button", "key"])
def test_way_out_leaves_nothing_to_go_back_to(page: Page, asked_for: list[Request], way: str) -> None:
    if way == "button":
        page.get_by_role("link", name="Leave this page now").click()
    else:
        page.keyboard.press("Escape")

    expect(page).to_have_title("Elsewhere")
    page.go_back()
    has_heading(page, "Walk in together.")
    assert [(one.url, one.headers.get("referer")) for one in asked_for] == [(ELSEWHERE, None)]
