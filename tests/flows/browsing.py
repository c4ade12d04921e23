"""What a person does in a browser, on any page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.flows.people import Somebody

PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def window(browser: Browser, url: str, *, javascript: bool = True, **screen: Any) -> Iterator[Page]:
    """A page in a browser profile of its own, in English and in Berlin."""
    context = browser.new_context(
        base_url=url, locale="en-GB", timezone_id="Europe/Berlin", java_script_enabled=javascript, **screen
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, who: Somebody) -> None:
    page.goto("/accounts/login/")
    enter(page, who.email, who.password)
    # Whoever has nothing in their calendar is led through the first steps, anybody else to Look ahead.
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def enter(page: Page, email: str, password: str) -> None:
    """Fill the sign-in form that is open."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def choose(page: Page, label: str) -> None:
    """Tick the box, or pick the choice, that has this label."""
    page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(label)}\s*$")).click()


def said(page: Page, text: str) -> None:
    """The page says this, now or in a moment."""
    expect(page.get_by_text(text).first).to_be_visible()


def has_heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def make_address(page: Page) -> str:
    """A new secret address; whoever has just signed in is not asked for the password again."""
    page.goto("/calendars/")
    follow(page, "Make an address")
    page.get_by_label("What is it for?").fill("My phone")
    press(page, "Make the address")
    return shown_address(page)


def shown_address(page: Page) -> str:
    return page.get_by_label("Address", exact=True).input_value()


# The paths that this browser keeps for when there is no connection.
_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("kept-"));
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname).sort();
}"""


def kept_offline(page: Page) -> list[str]:
    """The paths that this browser opens without a connection."""
    found: list[str] = page.evaluate(_KEPT)
    return found
