"""Nothing set: what would have gone out as mail lies in the mailbox, and its link leads to the plan card."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.browsing import sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import agree
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD_SOON = timedelta(hours=3, seconds=12)


def test_a_card_that_falls_due_is_seen_to_arrive(
    browser: Browser, embedded: System, embedded_two: Two
) -> None:
    ada, ben = embedded_two.ada, embedded_two.ben
    event = ada.add_event("Office party", datetime.now(UTC) + CARD_SOON)
    plan_id = agree(ada, ben, event["id"])

    with window(browser, embedded.url) as page:
        sign_in(page, ada)
        letter = until(lambda: letter_in(page), "the card in the mailbox")
        expect(letter).to_contain_text(ada.email)
        letter.locator(f"a[href='/plans/{plan_id}/card/']").click()

        expect(page.get_by_role("article")).to_contain_text("stay beside me for the first half hour")


def letter_in(page: Page) -> Locator | None:
    """The newest letter, once one has come."""
    page.goto("/mailbox/")
    letters = page.get_by_role("article").filter(has_text="Ready for later")
    return letters.first if letters.count() else None
