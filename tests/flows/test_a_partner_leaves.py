"""A partner leaves: at once, alone, and nothing of the two goes anywhere any more."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from tests.flows.browsing import follow, has_heading, make_address, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.people import agree, ask
from tests.flows.system import System
from tests.flows.test_a_reminder_falls_due import CARD, CARD_BEFORE, subjects, wait_for_cards
from tests.sinks.smtp import Server

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.redis, pytest.mark.slow]

SOON = timedelta(seconds=20)
"""Long enough to sign in and leave before it, short enough to wait for."""


@pytest.fixture
def other_two(grown_two: Two, grown: System) -> Two:
    """A couple that stays together: their card tells that the moment has come."""
    return Two.seeded(grown)


def test_leaving_ends_feed_sharing_and_reminders(
    browser: Browser, grown: System, grown_two: Two, other_two: Two, mail: Server
) -> None:
    ada, ben = grown_two.ada, grown_two.ben
    with window(browser, grown.url) as page:
        sign_in(page, ben)
        has_heading(page, "Look ahead")
        feed = make_address(page)
        start = datetime.now(UTC) + timedelta(hours=3) + SOON
        party = ada.add_event("Goes with Ada", start)
        agree(ada, ben, party["id"])
        stays = other_two.ada.add_event("Stays", start + timedelta(seconds=1))
        agree(other_two.ada, other_two.ben, stays["id"])
        assert "Goes with Ada" in ask(feed).body.decode()

        page.goto("/us/")
        follow(page, "What leaving means")
        press(page, "Leave now")
        said(page, "You are using Alongside on your own now.")
        assert datetime.now(UTC) < start - CARD_BEFORE, "The machine was too slow to leave in time."

        assert ask(feed).status == 404
        token = {"Authorization": f"Bearer {ben.token}"}
        assert ask(f"{grown.url}/api/v1/events/", headers=token).status == 401
        answer = page.goto(f"/events/{party['id']}/on/once/")
        assert answer is not None and answer.status == 404

    wait_for_cards(mail, other_two.ada, other_two.ben)
    assert (subjects(mail, ada)[CARD], subjects(mail, ben)[CARD]) == (0, 0)
    assert "card" not in ada.next_steps()
