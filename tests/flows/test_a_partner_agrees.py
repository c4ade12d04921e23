"""A partner agrees: from a private flag to a plan both said yes to, one of the two without JavaScript."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.browsing import choose, follow, has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAGGING = ["Talk about a plan", "Still time for a short plan"]
PREPARING = ["Read your plan once together", "Your plan card"]
NEWS = "Something new for you two"
OUR_WEEK = "Our week"
AFTERWARDS = "How was it?"
ASK = "stay beside me for the first half hour"
PRIVATE_REASON = "his old flatmate, again"
PRIVATE_NOTE = "I cried in the car last year"
PRIVATE = (PRIVATE_REASON, PRIVATE_NOTE)


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, javascript=False) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_two_people_agree_on_a_plan(ada: Page, ben: Page) -> None:
    event = add_party(ada)
    flag(ada)
    expect_reminders(ada, *NAGGING, AFTERWARDS)
    read_what_is_shared(ben, event)

    plan = write_draft(ada, event)
    expect_no_sign_of_the_draft(ben, event, plan)
    press(ada, "Propose this plan")
    said(ada, "Proposed. It carries your yes.")
    expect_reminders(ben, *NAGGING, AFTERWARDS)

    ben.goto(event)
    follow(ben, "Read and answer")
    answer_and_agree(ben)
    for page in (ada, ben):
        expect_reminders(page, *PREPARING, AFTERWARDS)
        expect_card(page, plan, latest="23:00")

    change_leaving(ada, plan)
    expect_first_version_still_readable(ben, plan)
    answer_and_agree(ben)
    expect_card(ada, plan, latest="22:00")
    expect_both_versions(ada, plan)
    expect_nothing_private(ben, event, plan)


def add_party(page: Page) -> str:
    """The address of a new event nine days from now."""
    page.goto("/events/new/")
    page.get_by_label("What is it?").fill("Office party")
    page.get_by_label("Day", exact=True).fill(f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}")
    choose(page, "Work party")
    press(page, "Put it in the calendar")
    has_heading(page, "Office party")
    return page.url


def flag(page: Page) -> None:
    """Three reasons and a note; the level and two of the reasons are shared."""
    follow(page, "This may be hard for me")
    choose(page, "Hard")
    page.locator("[name=share_level]").check()
    for chip, text in (("left_alone", "by the door"), ("remarks", ""), ("certain_person", PRIVATE_REASON)):
        page.locator(f"label:has([name=reason_{chip}])").click()
        page.locator(f"[name=text_{chip}]").fill(text)
    for chip in ("left_alone", "remarks"):
        page.locator(f"[name=share_{chip}]").check()
    page.locator("[name=note]").fill(PRIVATE_NOTE)
    press(page, "Save")
    for text in PRIVATE:
        said(page, text)


def read_what_is_shared(page: Page, event: str) -> None:
    page.goto(event)
    shared = page.get_by_role("article", name="Ada shared with you")
    expect(shared.get_by_role("listitem")).to_have_text(
        [re.compile("It may be hard"), re.compile("Being left alone: by the door"), re.compile("Remarks")]
    )


def write_draft(page: Page, event: str) -> str:
    """The address of the plan that was begun."""
    page.goto(event)
    press(page, "Make a plan")
    page.locator("[name=ask_0]").fill(ASK)
    page.locator("[name=if_0]").fill("we get separated")
    page.locator("[name=then_0]").fill("meet at the coats")
    page.locator("[name=latest]").fill("23:00")
    press(page, "Save draft")
    said(page, "Kept. Only you see this draft.")
    return urljoin(page.url, ".")


def expect_no_sign_of_the_draft(page: Page, event: str, plan: str) -> None:
    answer = page.goto(plan)
    assert answer is not None and answer.status == 404
    page.goto(event)
    expect(page.get_by_role("button", name="Make a plan")).to_be_visible()


def answer_and_agree(page: Page) -> None:
    """A yes to the one ask and to all the rest."""
    said(page, ASK)
    choose(page, "Yes, gladly")
    press(page, "Answer as chosen")
    said(page, "Agreed. You two have a plan.")


def change_leaving(page: Page, plan: str) -> None:
    page.goto(plan)
    follow(page, "Change it")
    page.locator("[name=latest]").fill("22:00")
    press(page, "Propose this plan")
    said(page, "Proposed. It carries your yes.")


def expect_first_version_still_readable(page: Page, plan: str) -> None:
    page.goto(plan)
    said(page, "By 22:00")
    page.get_by_text("What you agreed before").click()
    said(page, "By 23:00")
    expect_card(page, plan, latest="23:00")
    page.goto(plan)


def expect_card(page: Page, plan: str, *, latest: str) -> None:
    page.goto(f"{plan}card/")
    card = page.get_by_role("article")
    expect(card).to_contain_text(ASK)
    expect(card).to_contain_text("If we get separated")
    expect(card).to_contain_text(f"By {latest}")


def expect_both_versions(page: Page, plan: str) -> None:
    page.goto(plan)
    follow(page, "History: 2 versions")
    expect(page.locator("details")).to_have_text([re.compile("By 22:00"), re.compile("By 23:00")])


def expect_reminders(page: Page, *steps: str) -> None:
    """These are still to come, beside whatever news waits for its quarter of an hour, and beside our week."""
    page.goto("/reminders/")
    section = page.get_by_role("region", name="Next", exact=True)
    coming = section.locator(".timeline__what").filter(has_not_text=re.compile(f"{NEWS}|{OUR_WEEK}"))
    expect(coming).to_have_text([re.compile(re.escape(one)) for one in steps])


def expect_nothing_private(page: Page, *places: str) -> None:
    for place in (*places, "/", "/calendar/", "/calendar/agenda/", "/reminders/", "/mailbox/"):
        page.goto(place)
        assert not any(text in page.content() for text in PRIVATE), place
