import re
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from backend.settings import BASE_DIR
from planner.actions.people import people
from planner.queries.people import people as people_queries
from tests.factories import TZID, Couple
from tests.web.reading import signed_in

ABOUT = {"name": "Ada", "tzid": "Europe/Paris"}


def spoken(page: HttpResponse) -> str:
    """The language that a page says it is in, and its direction."""
    html = page.content.decode()
    tag = html[html.index("<html") :]
    return tag[: tag.index(">")].removeprefix("<html ")


def speaks(person: UUID, language: str) -> None:
    people.describe(
        person,
        name="Ada",
        tzid="Europe/Berlin",
        quiet_from=None,
        quiet_until=None,
        language=language,
        now=timezone.now(),
    )


def test_a_browser_says_what_its_owner_reads(db: None) -> None:
    pages = [Client(headers={"Accept-Language": said}).get("/") for said in ("de-AT,de;q=0.9", "nb,fr;q=0.5")]

    assert [spoken(page) for page in pages] == ['lang="de" dir="ltr"', 'lang="en" dir="ltr"']


def test_a_choice_on_the_welcome_page_goes_before_what_the_browser_says(db: None) -> None:
    reader = Client(headers={"Accept-Language": "en"})

    chosen = reader.post("/language/", {"language": "de", "next": "/accounts/login/?next=/us/"})

    assert chosen.headers["Location"] == "/accounts/login/?next=/us/"
    assert spoken(reader.get("/")) == 'lang="de" dir="ltr"'


@pytest.mark.parametrize(
    ("language", "before"), [("tlh", "/"), ("", "https://elsewhere.example/"), ("../de", "//x.example")]
)
def test_what_is_no_choice_changes_nothing(language: str, before: str, db: None) -> None:
    chosen = Client().post("/language/", {"language": language, "next": before})

    assert (chosen.headers["Location"], chosen.cookies.keys()) == ("/", {}.keys())


def test_who_is_signed_in_reads_their_own_language_whatever_was_chosen_here(couple: Couple) -> None:
    speaks(couple.ada, "de")
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    ada.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    pages = [ada.get("/us/"), ada.get("/nowhere/"), ben.get("/us/")]

    assert [spoken(page).split()[0] for page in pages] == ['lang="de"', 'lang="de"', 'lang="en"']


def test_a_language_chosen_under_me_stays_with_the_browser(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    saved = ada.post("/me/", ABOUT | {"language": "de"})

    assert people_queries.me(couple.ada).language == "de"
    assert saved.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    ada.logout()
    ada.cookies = saved.cookies
    assert spoken(ada.get("/")).startswith('lang="de"')


@override_settings(LANGUAGES=[*settings.LANGUAGES, ("he", "עברית")])
def test_a_language_from_right_to_left_turns_the_page_round(db: None) -> None:
    reader = Client(headers={"Accept-Language": "he"})

    pages = [reader.get(path) for path in ("/", "/accounts/login/", "/notes/")]

    assert {spoken(page) for page in pages} == {'lang="he" dir="rtl"'}


def test_an_account_begins_in_the_language_it_was_made_in(db: None) -> None:
    cache.clear()
    fields = {"name": "Kim", "email": "kim@example.org", "password1": "Correct-horse-77", "tzid": TZID}

    Client(headers={"Accept-Language": "de"}).post("/accounts/signup/", fields)

    assert get_user_model().objects.get(email="kim@example.org").language == "de"


def test_no_style_names_a_side() -> None:
    """Whatever is left in one language is right in another."""
    sides = re.compile(
        r"(?:margin|padding|border|scroll-\w+)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|"
        r"(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)"
    )
    styles = [*(BASE_DIR / "backend").rglob("*.css"), *(BASE_DIR / "planner").rglob("*.css")]

    assert len(styles) > 20
    assert [path.name for path in styles if sides.search(path.read_text())] == []
