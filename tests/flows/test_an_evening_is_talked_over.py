"""Afterwards: both look back, talk it over with a pause, and next year's party begins with what they kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.flows.browsing import choose, follow, has_heading, press, said, sign_in, window
from tests.flows.conftest import Two
from tests.flows.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE: ViewportSize = {"width": 1280, "height": 900}
HERS, KEPT = "I stood at the door and knew nobody", "It was my father’s table again"
HALF = "I was held up at the bar"
LESSONS = ("Come back to the door every half hour", "Say when I have had enough")
WAITS = "Yours is done. The next step opens as soon as you both are there."


@pytest.fixture
def party(embedded_two: Two) -> str:
    """The id of a party the evening before last that both see."""
    return _party(embedded_two, days=-2)


@pytest.fixture
def ada(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    """On a phone."""
    with window(browser, embedded.url, **PHONE) as page:
        sign_in(page, embedded_two.ada)
        yield page


@pytest.fixture
def ben(browser: Browser, embedded: System, embedded_two: Two) -> Iterator[Page]:
    """On a wide screen in the dark, without JavaScript: he loads the page again."""
    dark = {"viewport": WIDE, "color_scheme": "dark"}
    with window(browser, embedded.url, javascript=False, **dark) as page:
        sign_in(page, embedded_two.ben)
        yield page


def test_both_look_back_talk_it_over_and_begin_with_it_next_year(
    ada: Page, ben: Page, embedded_two: Two, party: str
) -> None:
    look_back(ada, party, "Hard")
    expect(ada.get_by_text("For Ben")).to_have_count(0)
    is_good(ada)
    look_back(ben, party, "Mixed")
    said(ben, "For Ada")
    grow_calm_and_begin(ada, ben, party)
    say_how_it_felt(ada, ben)
    pause_and_go_on(ada, ben, party)
    write_the_rest(ada, ben)
    next_year = _party(embedded_two, days=363)
    for page in (ada, ben):
        page.goto(f"/events/{next_year}/on/once/")
        for lesson in LESSONS:
            said(page, lesson)
    is_good(ada)
    ada.set_viewport_size(WIDE)
    ada.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for path in (
        f"/events/{next_year}/on/once/",
        f"/events/{party}/on/once/",
        "/me/lessons/",
        "/me/archive/",
    ):
        ada.goto(path)
        is_good(ada)


def look_back(page: Page, party: str, how: str) -> None:
    """In two taps."""
    page.goto(f"/events/{party}/on/once/check-in/")
    choose(page, how)
    choose_together(page)
    press(page, "Keep it")
    has_heading(page, "Afterwards")


def choose_together(page: Page) -> None:
    """Nothing is planned or shared, so that an answer would stay one's own."""
    page.get_by_text("Add a line, or choose who reads it").click()
    choose(page, "Both, once you both have spoken")


def grow_calm_and_begin(ada: Page, ben: Page, party: str) -> None:
    ada.goto(f"/events/{party}/on/once/")
    press(ada, "I am calm enough")
    said(ada, "You both hear of it once you both are.")
    ben.reload()
    press(ben, "I am calm enough")
    follow_to_the_talk(ada)
    press(ben, "We both have ten minutes")


def follow_to_the_talk(page: Page) -> None:
    """The event page learns of it without a reload."""
    follow(page, "Ten minutes")
    has_heading(page, "Talk it over")


def say_how_it_felt(ada: Page, ben: Page) -> None:
    """Ben's page is loaded again, Ada's learns of it by itself."""
    choose(ben, "tired")
    press(ben, "Done")
    said(ben, WAITS)
    expect(ada.locator(".talk-over__line").filter(has_text="tired")).to_be_visible()
    choose(ada, "alone")
    choose(ada, "sad")
    is_good(ada)
    press(ada, "Done")
    expect(ada.get_by_label("How was it from where you stood?")).to_be_visible()


def pause_and_go_on(ada: Page, ben: Page, party: str) -> None:
    """What Ben was writing is there again, and only for him."""
    ben.reload()
    ben.get_by_label("How was it from where you stood?").fill(HALF)
    press(ben, "Pause")
    has_heading(ben, "Paused")
    has_heading(ada, "Paused")
    expect(ada.get_by_text(HALF)).to_have_count(0)
    press(ben, "I am calm enough")
    ada.goto(f"/events/{party}/on/once/")
    press(ada, "I am calm enough")
    press(ada, "Go on")
    ben.goto(f"/events/{party}/on/once/talk-it-over/")
    expect(ben.get_by_label("How was it from where you stood?")).to_have_value(HALF)


def write_the_rest(ada: Page, ben: Page) -> None:
    write(ada, "How was it from where you stood?", HERS)
    write(ben, "How was it from where you stood?", HALF)
    for page, label in ((ben, "Say back in one sentence"), (ada, "Say back in one sentence")):
        write(page, label, "You were on your own for long")
    ben.reload()
    write(ada, "Did it touch something older?", KEPT, button="Done, and keep it to myself")
    write(ben, "Did it touch something older?", "")
    expect(ben.get_by_text(KEPT)).to_have_count(0)
    for page in (ada, ben):
        write(page, "What was your own part?", "I said nothing")
    for page, lesson in ((ada, LESSONS[0]), (ben, LESSONS[1])):
        page.reload()
        write(page, "One thing that you will do next time.", lesson)
    said(ben, "You have talked it over.")
    said(ada, "You have talked it over.")
    is_good(ada)
    expect(ada.get_by_text(KEPT)).to_have_count(1)
    expect(ben.get_by_text(KEPT)).to_have_count(0)


def write(page: Page, label: str, text: str, *, button: str = "Done") -> None:
    """In the field of that part, once it has come up."""
    now = page.locator("#now")
    now.get_by_label(label).fill(text)
    now.get_by_role("button", name=button, exact=True).click()


def is_good(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("innerWidth"), page.url
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def _party(two: Two, *, days: int) -> str:
    start = datetime.now(UTC) + timedelta(days=days)
    made = two.ada.add_event("Office party", start, hours=2, visibility="shared", kind="work_party")
    return str(made["id"])
