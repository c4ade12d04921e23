"""A passkey, an app that shows codes, a code by mail, recovery codes: by their owner, in a real browser."""

import base64
import hashlib
import hmac
import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.browsing import enter, follow, has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import Somebody
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone or laptop that asks for a finger, and gets it."""
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def test_a_passkey_signs_in_by_itself(browser: Browser, embedded: System, embedded_two: Two) -> None:
    ada = embedded_two.ada
    with window(browser, embedded.url) as page:
        sign_in(page, ada)
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

        page.goto("/me/security/")
        follow(page, "Add a passkey")
        page.get_by_label("What do you call it?").fill("My laptop")
        press(page, "Add it")
        expect(page.locator("ol.codes code")).to_have_count(10)
        _sign_out(page)
        page.goto("/accounts/login/")
        press(page, "Sign in with a passkey")

        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
        page.goto("/me/security/log/")
        said(page, "Passkey added: My laptop")
    with window(browser, embedded.url) as elsewhere:
        elsewhere.goto("/accounts/login/")
        enter(elsewhere, ada.email, ada.password)

        has_heading(elsewhere, "One more step")


def test_the_app_and_a_recovery_code_are_the_second_step(
    browser: Browser, embedded: System, embedded_two: Two
) -> None:
    """Without JavaScript, too; and one browser signs the other out."""
    ada = embedded_two.ada
    with (
        window(browser, embedded.url, javascript=False) as page,
        window(browser, embedded.url, javascript=False) as phone,
    ):
        page.goto("/accounts/login/")
        enter(page, ada.email, ada.password)
        page.goto("/me/security/")
        follow(page, "Add one")
        secret = page.get_by_label("Key for the app").input_value()
        page.get_by_label("The code that the app shows now").fill(_shown(secret))
        press(page, "Add it")
        codes = page.locator("ol.codes code").all_inner_texts()

        _first_step(phone, ada)
        _second_step(phone, "000000")
        said(phone, "Incorrect code.")
        _second_step(phone, codes[0])
        has_heading(phone, "Look ahead")
        _sign_out(phone)
        _first_step(phone, ada)
        _second_step(phone, _shown(secret, later=1))
        has_heading(phone, "Look ahead")

        page.goto("/me/security/")
        said(page, "9 left")
        page.get_by_role("button", name="Sign out there").click()
        phone.goto("/me/security/")

        expect(phone).to_have_url(re.compile("/accounts/login/"))
        page.goto("/me/security/log/")
        for line in ("Signed out elsewhere", "Recovery code used", "Authenticator app added"):
            said(page, line)


def test_a_code_by_mail_signs_in(browser: Browser, embedded: System, embedded_two: Two) -> None:
    ada = embedded_two.ada
    with window(browser, embedded.url) as page, window(browser, embedded.url) as other:
        sign_in(page, ada)
        other.goto("/accounts/login/")
        follow(other, "Have a code sent to you instead")
        other.get_by_label("Email").fill(ada.email)
        press(other, "Send the code")

        until(lambda: _codes_in_mailbox(page), "the code in the mailbox")
        other.get_by_label("Code").fill(_codes_in_mailbox(page)[0])
        press(other, "Confirm")

        expect(other.get_by_role("navigation", name="Main")).to_be_visible()


def _first_step(page: Page, who: Somebody) -> None:
    page.goto("/accounts/login/")
    enter(page, who.email, who.password)
    has_heading(page, "One more step")


def _second_step(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    press(page, "Sign in")


def _sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    press(page, "Sign out")


def _codes_in_mailbox(page: Page) -> list[str]:
    page.goto("/mailbox/")
    # The plain part lies folded up below the letter.
    return CODE.findall(page.get_by_role("main").text_content() or "")


def _shown(secret: str, *, later: int = 0) -> str:
    """What an app shows (RFC 6238), so many half minutes from now."""
    counter = (int(time.time()) // 30 + later).to_bytes(8)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"
