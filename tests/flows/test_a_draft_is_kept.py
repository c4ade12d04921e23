"""A draft is kept as one types: though the page goes, the line drops or two windows write."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.bodies import content
from tests.flows.browsing import press, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINE = "look over to me every half hour, wherever you are"
SEPARATED = "we get separated"
ASK = "stay beside me for the first half hour"


@pytest.fixture
def plan(embedded_two: Two) -> str:
    """The address of a plan that ada has begun."""
    start = datetime.now(UTC) + timedelta(days=9)
    event = embedded_two.ada.add_event("Office party", start, visibility="shared", kind="work_party")["id"]
    return f"/plans/{embedded_two.ada.post('plans/', {'event_id': event})['id']}/"


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    with window(browser, embedded.url, viewport={"width": 360, "height": 740}) as page:
        sign_in(page, embedded_two.ada)
        yield page


def test_what_is_typed_is_kept_by_itself_and_through_a_page_that_goes(
    ada: Page, embedded_two: Two, plan: str
) -> None:
    ada.goto(plan)
    ada.locator("[name=ask_0]").fill(ASK)

    expect(ada.locator("[data-draft-status]")).to_have_text("Kept.")
    ada.locator("[name=if_0]").fill(SEPARATED)
    ada.goto("/calendar/")

    # Nobody waited for the answer to what was sent on the way.
    until(
        lambda: opened(ada, plan).locator("[name=if_0]").input_value() == "we get separated", "the last line"
    )
    expect(ada.locator("[name=ask_0]")).to_have_value(ASK)
    assert embedded_two.ben.get("plans/")["results"] == []


def opened(page: Page, where: str) -> Page:
    page.goto(where)
    return page


def test_offline_the_page_says_so_holds_the_words_and_tries_on(
    ada: Page, embedded_two: Two, plan: str
) -> None:
    ada.goto(plan)
    ada.context.set_offline(True)
    ada.locator("[name=ask_0]").fill(ASK)
    ada.locator("[name=latest]").focus()
    expect(ada.locator("[data-draft-status]")).to_contain_text("You are offline.")
    expect(ada.locator("[name=ask_0]")).to_have_value(ASK)

    ada.context.set_offline(False)

    expect(ada.locator("[data-draft-status]")).to_have_text("Kept.")
    assert [one["text"] for one in embedded_two.ada.get(f"{plan[1:]}")["draft"]["asks"]] == [ASK]


def test_two_windows_lose_nothing(ada: Page, embedded_two: Two, plan: str) -> None:
    ada.goto(plan)
    other = ada.context.new_page()
    other.goto(plan)
    other.get_by_text("At the door and inside").click()
    other.locator("[name=arriving]").fill("Side by side")
    other.locator("[name=ask_0]").fill("Hold my hand")
    other.locator("[name=latest]").fill("22:30")
    other.locator("[name=transport]").focus()
    until(lambda: embedded_two.ada.get(plan[1:])["draft"]["leaving"]["latest"] == "22:30", "it to be kept")

    ada.locator("[name=ask_0]").fill(ASK)
    ada.locator("[name=transport]").focus()

    expect(ada.locator("[data-draft-status]")).to_contain_text("You wrote in another window, too")
    expect(ada.locator("[name=arriving]")).to_have_value("Side by side")
    expect(ada.locator("[name=latest]")).to_have_value("22:30")
    expect(ada.locator("[name=ask_0]")).to_have_value(ASK)
    spare = ada.get_by_role("listitem").filter(has_text="Hold my hand")
    spare.get_by_role("button", name="Take this").click()
    expect(ada.locator("[name=ask_0]")).to_have_value("Hold my hand")
    expect(ada.get_by_text("You wrote this in another window, too")).to_have_count(0)


def test_the_others_newer_version_is_told_and_the_draft_stays_until_it_is_brought_in(
    ada: Page, embedded_two: Two, plan: str
) -> None:
    path = plan[1:]
    embedded_two.ada.post(f"{path}propose/", {"content": content(), "base": 0})
    ada.goto(f"{plan}?edit=1")
    ada.locator("[name=transport]").fill("a taxi if it rains")
    yes = {"version": 1, "answers": [{"ask": "a1", "reply": "other", "text": "the first ten minutes"}]}
    embedded_two.ben.post(f"{path}agree/", yes)

    expect(ada.get_by_text("There is a newer version.").first).to_be_visible()
    expect(ada.locator("[name=transport]")).to_have_value("a taxi if it rains")
    expect(ada.get_by_text("the first ten minutes").first).to_be_visible()
    ada.get_by_role("link", name="Bring the newer one into my draft").click()
    expect(ada.locator("[name=transport]")).to_have_value("the last tram\na taxi if it rains")


def test_enter_in_a_field_keeps_the_draft_and_proposes_nothing(
    ada: Page, embedded_two: Two, plan: str
) -> None:
    ada.goto(plan)
    ada.locator("[name=latest]").fill("22:30")
    ada.locator("[name=latest]").press("Enter")

    expect(ada.get_by_text("Kept. Only you see this draft.")).to_be_visible()
    assert embedded_two.ada.get(plan[1:])["versions"] == []


def test_a_plan_is_made_without_javascript(
    browser: Browser, embedded: System, embedded_two: Two, plan: str
) -> None:
    with window(browser, embedded.url, javascript=False) as page:
        sign_in(page, embedded_two.ada)
        page.goto(plan)
        page.locator("[name=ask_0]").fill(ASK)
        press(page, "Save draft")
        expect(page.get_by_text("Kept. Only you see this draft.")).to_be_visible()
        expect(page.locator("[name=ask_0]")).to_have_value(ASK)


def test_a_line_to_start_from_comes_in_with_a_tap_or_a_key_and_is_kept(
    ada: Page, embedded_two: Two, plan: str
) -> None:
    ada.goto(plan)
    ada.locator("[name=ask_0]").fill(ASK)
    ada.get_by_text("Start from …").first.click()

    ada.get_by_role("button", name="we get separated").click()
    expect(ada.get_by_role("status").filter(has_text="It is in your draft now, under “If”.")).to_be_visible()
    expect(ada.locator("[name=then_0]")).not_to_have_value("")
    ada.get_by_role("button", name=LINE).focus()
    ada.keyboard.press("Enter")

    expect(ada.locator("[name=ask_1]")).to_have_value(LINE)
    expect(ada.get_by_role("button", name=LINE)).to_have_count(0)
    until(lambda: len(embedded_two.ada.get(plan[1:])["draft"]["asks"]) == 2, "both to be kept")
    kept = embedded_two.ada.get(plan[1:])["draft"]
    assert [one["text"] for one in kept["asks"]] == [ASK, LINE]
    assert kept["if_thens"][0]["if"] == "we get separated"
