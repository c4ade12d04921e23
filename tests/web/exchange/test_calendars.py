import re
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

from backend import sign_in
from planner.actions.exchange import feeds as deeds
from planner.core.feed_choices import Choices, Scope
from planner.queries.exchange import feeds
from tests.factories import NOW, Couple, ics, read_in, vevent
from tests.web.reading import signed_in, texts

PASSWORD = "a long enough password"


def with_password(person_id: UUID) -> Client:
    """Signed in a while ago."""
    person = get_user_model().objects.get(pk=person_id)
    person.set_password(PASSWORD)
    person.save()
    client = signed_in(person_id)
    age(client)
    return client


def age(client: Client) -> None:
    """Let the sign-in of this session be some time ago."""
    session = client.session
    session[sign_in.SIGNED_IN_AT] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()


def confirmed(person_id: UUID) -> Client:
    """Signed in, and the password given a moment ago."""
    client = with_password(person_id)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def address(page: object) -> str:
    """The path of the feed that the page shows."""
    (found,) = re.findall(r'value="http://localhost:8000(/feeds/[\w-]+\.ics)"', page.content.decode())  # type: ignore[attr-defined]
    return str(found)


def test_address_is_shown_once_and_works(couple: Couple) -> None:
    ada = confirmed(couple.ada)

    page = ada.post("/calendars/feeds/new/", {"name": "My phone"})

    path, text = address(page), page.content.decode()
    assert Client().get(path).status_code == 200
    assert (f"webcal://localhost:8000{path}" in text, "data:image/svg+xml" in text) == (True, True)
    assert texts(page, "summary") == [
        "iPhone and iPad",
        "Android",
        "Google Calendar",
        "Outlook",
        "Thunderbird",
    ]
    assert page.headers["Cache-Control"] == "no-store"
    assert path.split("/")[2] not in ada.get("/calendars/").content.decode()


@pytest.mark.parametrize("deed", ["new/", "{feed}/", "{feed}/rotate/"])
def test_password_is_asked_for_again(couple: Couple, deed: str) -> None:
    feed, token = deeds.create(couple.ada, name="My phone", now=NOW)
    path = "/calendars/feeds/" + deed.format(feed=feed)

    answer = with_password(couple.ada).post(path, {"name": "Another"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert [one.name for one in feeds.feeds(couple.ada)] == ["My phone"]
    assert feeds.by_token(token).id == feed


def test_whoever_has_just_signed_in_is_not_asked_again(couple: Couple) -> None:
    with_password(couple.ada)
    ada = Client()
    EmailAddress.objects.create(user_id=couple.ada, email="ada@example.org", primary=True, verified=True)

    ada.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    page = ada.post("/calendars/feeds/new/", {"name": "My phone"})

    assert Client().get(address(page)).status_code == 200


def test_what_goes_into_it_is_chosen_and_can_be_changed(couple: Couple) -> None:
    ada = confirmed(couple.ada)
    path = address(ada.post("/calendars/feeds/new/", {"name": "Watch", "scope": "ours", "with_alarms": "on"}))
    (feed,) = feeds.feeds(couple.ada)
    page = ada.get(f"/calendars/feeds/{feed.id}/").content.decode()

    saved = ada.post(
        f"/calendars/feeds/{feed.id}/", {"name": "Desk", "scope": "flagged", "hide_titles": "on"}
    )

    assert feed.choices == Choices(Scope.OURS, with_alarms=True)
    assert [one in page for one in ('value="Watch"', 'value="ours" id="id_scope_2" checked')] == [True] * 2
    assert saved.headers["Location"] == "/calendars/"
    (changed,) = feeds.feeds(couple.ada)
    assert (changed.name, changed.choices) == ("Desk", Choices(Scope.FLAGGED, with_titles=False))
    assert Client().get(path).status_code == 200
    assert (
        "Desk Only what has a flag times only last read"
        in texts(ada.get("/calendars/"), "li", "rows__row")[0]
    )


def test_new_address_ends_the_old_one(couple: Couple) -> None:
    feed, token = deeds.create(couple.ada, name="My phone", now=NOW)
    ada = confirmed(couple.ada)

    page = ada.post(f"/calendars/feeds/{feed}/rotate/")

    assert (Client().get(address(page)).status_code, Client().get(f"/feeds/{token}.ics").status_code) == (
        200,
        404,
    )


def test_ended_address_leads_nowhere(couple: Couple) -> None:
    feed, token = deeds.create(couple.ada, name="My phone", now=NOW)

    signed_in(couple.ada).post(f"/calendars/feeds/{feed}/revoke/")

    assert Client().get(f"/feeds/{token}.ics").status_code == 404
    assert feeds.feeds(couple.ada) == ()


def test_name_is_demanded_beside_its_field(couple: Couple) -> None:
    page = confirmed(couple.ada).post("/calendars/feeds/new/", {"name": " "})

    assert texts(page, "ul", "errorlist") == ["This field is required."]


@pytest.mark.parametrize("deed", ["", "rotate/", "revoke/"])
def test_partner_and_stranger_find_no_feed(couple: Couple, deed: str) -> None:
    feed, _token = deeds.create(couple.ada, name="My phone", now=NOW)

    answers = [
        confirmed(one).post(f"/calendars/feeds/{feed}/{deed}", {"name": "Mine"})
        for one in (couple.ben, couple.stranger)
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert [one.id for one in feeds.feeds(couple.ada)] == [feed]


def test_page_lists_feeds_and_calendars_of_ones_own(couple: Couple) -> None:
    deeds.create(couple.ada, name="My phone", now=NOW)

    hers, his = (
        texts(signed_in(one).get("/calendars/"), "li", "rows__row") for one in (couple.ada, couple.ben)
    )

    assert hers == [
        "My phone not read yet New address: My phone End it: My phone",
        "Alongside 0 events Shared: you both see it",
    ]
    assert his == ["Alongside 0 events Shared: you both see it"]


def test_a_file_left_alone_is_found_again_by_its_owner(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(vevent("a@b", "One")))

    hers, his = (signed_in(one).get("/calendars/") for one in (couple.ada, couple.ben))

    path = f"/calendars/imports/{import_id}/"
    assert path in hers.content.decode() and "Ready for you to look at" in hers.content.decode()
    assert path not in his.content.decode()


@pytest.mark.parametrize(
    ("name", "is_said"), [("http://localhost:8000", True), ("https://ours.example", False)]
)
def test_an_address_that_no_phone_can_reach_says_so(
    couple: Couple, settings: Settings, name: str, is_said: bool
) -> None:
    settings.PUBLIC_URL = name

    page = confirmed(couple.ada).post("/calendars/feeds/new/", {"name": "My phone"})

    said = texts(page, "p", "alert--info")
    assert [one.startswith("A phone cannot reach this address") for one in said] == [True] * is_said
