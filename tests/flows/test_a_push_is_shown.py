"""A browser is switched on for push; its worker shows what came to whoever it is for, and nothing to others.

The one thing that is not real is the browser's push service, which no test can reach: it gives an address,
and Chromium itself is asked to deliver.
"""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.flows.browsing import press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System
from tests.flows.waiting import until
from tests.sinks.webpush import Device

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PUSH_SERVICE = """
const given = %s;
const subscription = { ...given, toJSON: () => given, unsubscribe: async () => delete localStorage.given };
PushManager.prototype.subscribe = async (options) => {
  localStorage.given = "yes";
  return { ...subscription, options };
};
PushManager.prototype.getSubscription = async () =>
  localStorage.given ? { ...subscription, options: {} } : null;
"""
SHOWN = """() => navigator.serviceWorker.ready
  .then((registration) => registration.getNotifications())
  .then((found) => found.map(({ title, body, tag }) => [title, body, tag]))"""
WORDS = "A test. Messages reach this device."
NEUTRAL = "Something for you. Open Alongside to see it."


class PushService:
    """Delivers to the worker of a page, as the browser's own would."""

    def __init__(self, page: Page, origin: str) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._origin = origin
        self._found: list[str] = []
        self._session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._session.send("ServiceWorker.enable")

    def deliver(self, page: Page, payload: str) -> None:
        # What Chromium says reaches us while we ask it something.
        until(lambda: page.evaluate("true") and self._found, "the worker's registration")
        self._session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self._origin, "registrationId": self._found[-1], "data": payload},
        )

    def _note(self, event: dict[str, Any]) -> None:
        self._found += [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]


def test_a_push_is_shown_to_whoever_it_is_for(browser: Browser, embedded: System, embedded_two: Two) -> None:
    ada, ben = embedded_two.ada, embedded_two.ben
    with window(browser, embedded.url) as page:
        sign_in(page, ada)
        page.goto("/reminders/")
        press(page, "Use the Mailbox as a device")
        page.get_by_role("button", name="Send a test").click()
        until(lambda: in_mailbox(page), "the test in the mailbox")
        (push_id,) = embedded.seed("push_tests", ada.id)

        switch_on(page, embedded.url)
        service = PushService(page, embedded.url)
        for _ in range(2):
            service.deliver(page, json.dumps({"id": push_id}))
        until(lambda: page.evaluate(SHOWN), "the notification")
        mine = page.evaluate(SHOWN)

        service.deliver(page, "no json")
        until(lambda: len(page.evaluate(SHOWN)) == 2, "a second notification")
        without = page.evaluate(SHOWN)

        page.goto("/accounts/logout/")
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url("**/")
        service.deliver(page, json.dumps({"id": push_id}))
        until(lambda: ["Alongside", NEUTRAL, push_id] in page.evaluate(SHOWN), "the neutral words")
        signed_out = page.evaluate(SHOWN)

        sign_in(page, ben)
        service.deliver(page, json.dumps({"id": push_id}))
        page.goto("/reminders/")
        to_ben = page.evaluate(SHOWN)
        no_device = page.locator("[data-push-device]").count()

    assert mine == [["Alongside", WORDS, push_id]]
    assert ["Alongside", NEUTRAL, "alongside"] in without
    assert len(signed_out) == len(to_ben) == 2
    assert WORDS not in json.dumps([signed_out, to_ben])
    assert no_device == 0
    with window(browser, embedded.url) as page:
        sign_in(page, ada)
        page.goto("/reminders/")
        expect(page.locator("[data-push-device]")).to_have_count(1)
        said(page, "Mailbox")


def switch_on(page: Page, origin: str) -> None:
    """Tap the button, with the permission given and a push service that answers."""
    page.context.grant_permissions(["notifications"], origin=origin)
    subscription = Device().subscription("https://push.example")
    page.add_init_script(PUSH_SERVICE % json.dumps(subscription))
    page.goto("/reminders/")
    page.get_by_role("link", name="Use this device", exact=True).click()
    press(page, "Switch on")
    said(page, "Messages reach this device from now on.")
    row = page.locator("[data-push-device]").filter(has_text="Chrome on Linux")
    expect(row).to_contain_text("this one")
    expect(row.locator("[data-push-here]")).to_be_visible()


def in_mailbox(page: Page) -> bool:
    page.goto("/mailbox/")
    return page.get_by_role("article").filter(has_text=WORDS).count() > 0


def test_a_browser_that_takes_no_pushes_is_told_so(
    browser: Browser, embedded: System, embedded_two: Two
) -> None:
    with window(browser, embedded.url) as page:
        page.add_init_script("delete window.PushManager")
        sign_in(page, embedded_two.ada)
        page.goto("/reminders/push/new/")

        said(page, "This browser takes no push messages.")
        expect(page.get_by_role("button", name="Switch on")).to_be_hidden()


def test_without_javascript_the_page_says_what_is_missing(
    browser: Browser, embedded: System, embedded_two: Two
) -> None:
    with window(browser, embedded.url, javascript=False) as page:
        sign_in(page, embedded_two.ada)
        page.goto("/reminders/push/new/")

        said(page, "This needs JavaScript")
        expect(page.get_by_role("button", name="Switch on")).to_be_hidden()
