"""A first week, both partners: from signing up alone to next year's party, which starts from what worked.

Ada holds a phone, Ben sits at a desk. Days go by as they do for anybody whose party is put off: she moves it.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.flows.browsing import choose, follow, has_heading, kept_offline, press, said, window
from tests.flows.system import System
from tests.flows.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
DESK: ViewportSize = {"width": 1280, "height": 900}
BERLIN = ZoneInfo("Europe/Berlin")
CARD_WITHIN_MS = 180_000
PASSWORD = "Correct-horse-77"
SECRET = "His boss, who asked me about children"
ASK, OFFER = "Stay beside me for the first half hour", "the first quarter of an hour"
IF, THEN = "we get separated", "meet at the coats within ten minutes"
LESSON_ADA, LESSON_BEN = "Eat something first", "Leave before the speeches"


@dataclass(frozen=True)
class Newcomer:
    name: str
    email: str


@dataclass(frozen=True)
class Week:
    """The two, their windows, and where their party stands."""

    ada: Page
    ben: Page
    of_ada: Newcomer
    of_ben: Newcomer


@pytest.fixture
def week(browser: Browser, embedded: System) -> Iterator[Week]:
    with window(browser, embedded.url, **PHONE) as ada, window(browser, embedded.url, viewport=DESK) as ben:
        yield Week(ada, ben, newcomer("Ada"), newcomer("Ben"))


def newcomer(name: str) -> Newcomer:
    return Newcomer(name, f"{name.lower()}-{secrets.token_hex(4)}@example.org")


def test_a_first_week(week: Week, tmp_path: Path) -> None:
    ada, ben = week.ada, week.ben
    sign_up(ada, week.of_ada)
    invite(ada, week.of_ben)
    party = log_the_party(ada)
    flag_for_herself(ada)
    write_a_few_lines(ada, party)
    accept(ben, week.of_ben)
    import_his_calendar(ben, tmp_path)
    release(ada)
    share_two_reasons(ada, party)
    expect_two_reasons(ben, party)
    book_a_talk(ada, ben, party)
    plan = propose(ada, party)
    answer_otherwise_and_say_back(ben, plan)
    agree(ada, plan)
    want_no_quiet_hours(ada)
    move(ada, party, in_three_hours())
    read_the_reminders(ada)
    move(ada, party, at_the_door())
    hold_the_card_offline(ada, plan)
    call_time_to_go(ada, ben, plan)
    move(ada, party, two_days_ago())
    check_in(ada, party, felt=1, helped=1)
    expect_nothing_of_hers(ben, party)
    check_in(ben, party, felt=3, helped=2)
    talk_it_over(ada, ben, party)
    expect_the_next_party_to_start_from_it(ada)


def sign_up(page: Page, who: Newcomer) -> None:
    page.goto("/")
    has_heading(page, "Walk in together.")
    follow(page, "Start")
    enter_account(page, who)
    confirm_by_mail(page, who)
    has_heading(page, "Who is your partner?")


def enter_account(page: Page, who: Newcomer) -> None:
    page.get_by_label("Email").fill(who.email)
    page.get_by_label("Your name").fill(who.name)
    page.get_by_label("Your time zone").select_option("Europe/Berlin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Start").click()


def confirm_by_mail(page: Page, who: Newcomer) -> None:
    """The mail to an address that nobody has confirmed yet lies in the mailbox for whoever is signed out."""
    expect(page).to_have_url(re.compile("/accounts/confirm-email/"))
    open_letter(page, who.email, "/accounts/confirm-email/")
    press(page, "Yes, it is mine")


def open_letter(page: Page, to: str, leads: str) -> None:
    """Follow the first link of the newest letter to this address that leads there."""
    page.goto("/mailbox/")
    letter = page.get_by_role("article").filter(has_text=to).first
    expect(letter).to_be_visible()
    letter.locator(f".letter__ways a[href^='{leads}']").first.click()


def invite(page: Page, other: Newcomer) -> None:
    page.get_by_label("Your partner’s email address").fill(other.email)
    press(page, "Invite them")
    has_heading(page, "What is coming up?")


def log_the_party(page: Page) -> str:
    """Her first event, in one line; the path of its page."""
    day = on(9)
    page.get_by_label("In one line").fill(f"Office party {day:%d %B %Y} 19:00-23:00 at Kolbe’s")
    press(page, "Go on")
    expect(page.locator(".understood__title")).to_contain_text("Office party")
    press(page, "Put it in the calendar")
    has_heading(page, "May it be hard for you?")
    return re.sub(r".*/start/flag", "", page.url)


def flag_for_herself(page: Page) -> None:
    said(page, "Only you can see this.")
    choose(page, "Hard")
    for reason in ("New people", "Noise", "Remarks"):
        choose(page, reason)
    page.get_by_label("In your own words").fill(SECRET)
    press(page, "Keep it")
    said(page, "Kept. Only you can see it.")


def write_a_few_lines(page: Page, party: str) -> None:
    page.goto("/")
    expect(page.get_by_role("link", name="Office party").first).to_be_visible()
    page.goto(party)
    said(page, "None yet. Begin with a few lines for yourself; your partner can join later.")
    press(page, "Make a plan")
    has_heading(page, "A few lines for yourself")
    page.locator("[name=if_0]").fill("it gets loud")
    page.locator("[name=then_0]").fill("step outside")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    said(page, "Kept")


def accept(page: Page, who: Newcomer) -> None:
    open_letter(page, who.email, "/invitations/")
    has_heading(page, "You have been invited")
    follow(page, "Start")
    enter_account(page, who)
    confirm_by_mail(page, who)
    has_heading(page, "Ada invites you")
    press(page, "Accept")
    page.goto("/")
    has_heading(page, "Nothing is coming yet")


def import_his_calendar(page: Page, folder: Path) -> None:
    page.goto("/calendars/import/")
    page.locator("input[type=file]").set_input_files(calendar_file(folder))
    press(page, "Read the file")
    press(page, "Put them in my calendar")
    said(page, "It is in your calendar.")
    said(page, "Which of these involve you both?")
    choose_containing(page, "Weekend with his family")
    press(page, "Share these")
    page.goto("/")
    expect(page.get_by_text("Weekend with his family").first).to_be_visible()


def calendar_file(folder: Path) -> Path:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A phone//EN"]
    for days, title in ((16, "Weekend with his family"), (6, "Football")):
        start, uid = on(days).replace(hour=10), secrets.token_hex(8)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@example.org",
            "DTSTAMP:20261101T120000Z",
            f"DTSTART:{start:%Y%m%dT%H%M%S}Z",
            f"DTEND:{start + timedelta(hours=2):%Y%m%dT%H%M%S}Z",
            f"SUMMARY:{title}",
            "END:VEVENT",
        ]
    path = folder / "his.ics"
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return path


def release(page: Page) -> None:
    """What she wrote before he came is hers until she shows it."""
    page.goto("/us/")
    choose_containing(page, "Office party")
    press(page, "Show these to Ben")
    said(page, "Shared.")


def share_two_reasons(page: Page, party: str) -> None:
    page.goto(f"{party}flag/")
    for reason in ("new_people", "noise"):
        page.locator(f"[name=share_{reason}]").check()
    press(page, "Save")
    said(page, "Kept.")


def expect_two_reasons(page: Page, party: str) -> None:
    page.goto(party)
    has_heading(page, "Ada shared with you")
    text = page.get_by_role("main").inner_text()
    assert "New people" in text and "Noise" in text
    assert "Remarks" not in text and SECRET not in page.content() and "It may be hard" not in text


def book_a_talk(ada: Page, ben: Page, party: str) -> None:
    ada.goto(f"{party}talk/")
    ada.locator("[name=starts_at]").first.check()
    press(ada, "Suggest it")
    said(ada, "Suggested, and with Ben now.")
    ben.goto(party)
    ben.get_by_role("button", name=re.compile("^Yes")).click()
    said(ben, "It is in both your calendars.")


def propose(page: Page, party: str) -> str:
    """Her lines become a plan for two; its path."""
    page.goto(party)
    page.get_by_role("main").get_by_role("link", name="Go on with your draft").click()
    page.locator("[name=ask_0]").fill(ASK)
    page.locator("[name=if_0]").fill(IF)
    page.locator("[name=then_0]").fill(THEN)
    page.locator("[name=latest]").fill("23:00")
    press(page, "Propose this plan")
    has_heading(page, "With Ben now")
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def answer_otherwise_and_say_back(page: Page, plan: str) -> None:
    page.goto(plan)
    has_heading(page, "Ada proposes")
    choose(page, "Something else")
    page.locator("[name=other_0]").fill(OFFER)
    page.get_by_text("Say back what you heard").first.click()
    page.locator("[name=heard]").first.fill("that you do not stand there alone")
    press(page, "Answer as chosen")
    has_heading(page, "With Ada now")


def agree(page: Page, plan: str) -> None:
    page.goto(plan)
    has_heading(page, "Ben proposes")
    said(page, OFFER)
    press(page, "That’s it")
    press(page, "Yes to this, and agree")
    has_heading(page, "Agreed")


def move(page: Page, party: str, start: datetime) -> None:
    page.goto(f"{party}edit/")
    page.locator("[name=start_on]").fill(f"{start:%Y-%m-%d}")
    page.locator("[name=start_time]").fill(f"{start:%H:%M}")
    page.locator("[name=end_on]").evaluate("field => { field.value = '' }")
    page.locator("[name=end_time]").fill(f"{start + timedelta(hours=4):%H:%M}")
    page.get_by_role("main").locator("form .btn--primary").first.click()
    said(page, "Changed.")


def want_no_quiet_hours(page: Page) -> None:
    """At whatever hour this runs."""
    page.goto("/reminders/quiet/")
    for name in ("quiet_from", "quiet_until"):
        page.locator(f"[name={name}]").fill("")
    press(page, "Save")


def read_the_reminders(page: Page) -> None:
    """The mail about the two of them, and within a minute or two the card for the door."""
    page.goto("/mailbox/")
    has_heading(page, "You two share Alongside now")
    expect(page.get_by_role("heading", name="Ready for later")).to_be_visible(timeout=CARD_WITHIN_MS)
    page.goto("/reminders/log/?show=sent")
    said(page, "Your plan card")


def hold_the_card_offline(page: Page, plan: str) -> None:
    page.goto(f"{plan}card/")
    until(lambda: f"{plan}card/" in kept_offline(page), "the kept card")
    page.context.set_offline(True)
    page.goto(f"{plan}card/")
    said(page, "meet at the coats")
    page.context.set_offline(False)


def call_time_to_go(ada: Page, ben: Page, plan: str) -> None:
    ben.goto(f"{plan}card/")
    ada.goto(f"{plan}card/")
    ada.get_by_role("button", name="Time to go").dblclick()
    said(ada, "Sent")
    press(ben, "Coming")
    said(ada, "Ben is coming.")


def check_in(page: Page, party: str, *, felt: int, helped: int) -> None:
    """Two taps: one of three, and whether the plan helped."""
    page.goto(f"{party}check-in/")
    page.locator(f"[name=felt][value='{felt}']").check()
    page.locator(f"button[name=helped][value='{helped}']").click()
    said(page, "Kept.")


def expect_nothing_of_hers(page: Page, party: str) -> None:
    page.goto(party)
    expect(page.get_by_role("link", name="Look back")).to_be_visible()
    assert "The plan helped" not in page.get_by_role("main").inner_text()


def talk_it_over(ada: Page, ben: Page, party: str) -> None:
    for page in (ada, ben):
        page.goto(party)
        press(page, "I am calm enough")
    for page in (ada, ben):
        page.goto(f"{party}talk-it-over/")
    press(ben, "We both have ten minutes")
    done(ada, ben, party, None)
    done(ada, ben, party, ("It went on too long", "You stayed for me"))
    done(ada, ben, party, ("That you waited", "That I was there"))
    done(ada, ben, party, ("", ""))
    done(ada, ben, party, ("I waited", "I did not ask"))
    done(ada, ben, party, (LESSON_ADA, LESSON_BEN))
    ada.goto(party)
    said(ada, "You have talked it over.")


def done(ada: Page, ben: Page, party: str, words: tuple[str, str] | None) -> None:
    """Both write their part, or pass, and tap Done."""
    for number, page in enumerate((ada, ben)):
        page.goto(f"{party}talk-it-over/")
        form = page.locator("#now form").first
        if words is None:
            form.locator("label.chip").first.click()
        elif words[number]:
            form.get_by_role("textbox").fill(words[number])
        form.get_by_role("button", name="Done", exact=True).click()


def expect_the_next_party_to_start_from_it(page: Page) -> None:
    page.goto("/events/new/")
    page.locator("[name=title]").fill("Office party next year")
    page.locator("[name=start_on]").fill(f"{on(40):%Y-%m-%d}")
    page.locator("[name=start_time]").fill("19:00")
    page.locator("[name=end_time]").fill("23:00")
    page.locator("[name=kind][value=work_party]").check()
    page.get_by_role("main").locator("form .btn--primary").first.click()
    said(page, LESSON_ADA)
    said(page, LESSON_BEN)
    press(page, "Make a plan")
    expect(page.locator("[name=then_0]")).to_have_value(THEN)
    expect(page.locator("[name=ask_0]")).to_have_value(ASK)


def choose_containing(page: Page, text: str) -> None:
    page.locator("label.check").filter(has_text=text).get_by_role("checkbox").check()


def on(days: int) -> datetime:
    """Seven in the evening in Berlin, so many days from today."""
    today = datetime.now(BERLIN).replace(second=0, microsecond=0, tzinfo=None)
    return today.replace(hour=19, minute=0) + timedelta(days=days)


def in_three_hours() -> datetime:
    """In so much more that the card is due in the next minute, and not yet."""
    soon = datetime.now(BERLIN) + timedelta(hours=3, seconds=80)
    return soon.replace(second=0, microsecond=0, tzinfo=None)


def at_the_door() -> datetime:
    """In half an hour: time to go can be called."""
    soon = datetime.now(BERLIN) + timedelta(minutes=30)
    return soon.replace(second=0, microsecond=0, tzinfo=None)


def two_days_ago() -> datetime:
    return on(-2)
