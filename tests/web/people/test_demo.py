"""The demo without an account, as a visitor finds it."""

import pytest
from django.test import Client
from pytest_django import Settings

from planner.models import Person
from tests.factories import Couple
from tests.web.reading import signed_in, texts

pytestmark = pytest.mark.django_db


def visitor() -> Client:
    client = Client()
    client.post("/demo/")
    return client


def test_one_tap_on_the_welcome_page_and_one_is_mira() -> None:
    client = Client()

    offered = texts(client.get("/"), "button", "btn")
    page = client.post("/demo/", follow=True)

    assert "Try the demo" in offered
    assert "This is a demo, and you are Mira." in texts(page, "aside", "visiting")[0]
    assert page.context["worth_a_talk"] == 1


def test_whoever_reads_german_finds_a_german_demo() -> None:
    client = Client(headers={"accept-language": "de"})

    page = client.post("/demo/", follow=True)

    assert texts(page, "h1") == ["Ausblick"]
    titles = {"Betriebsfeier bei Kolbe", "Abendessen mit dem neuen Team"}
    assert titles <= set(texts(page, "h2")) | set(texts(page, "h3"))
    assert set(Person.objects.values_list("language", flat=True)) == {"de"}


def test_a_visitor_who_wrote_nothing_is_not_told_what_became_of_it() -> None:
    assert "You and Jonas share Alongside now" not in texts(visitor().get("/"), "h2")


def test_one_address_does_not_borrow_them_all() -> None:
    answers = [Client().post("/demo/", REMOTE_ADDR="203.0.113.7").status_code for _ in range(7)]
    elsewhere = Client().post("/demo/", REMOTE_ADDR="203.0.113.8").status_code

    assert answers == [302] * 6 + [409]
    assert elsewhere == 302


def test_the_visitor_looks_at_it_as_the_other_and_back() -> None:
    client = visitor()

    seen = [texts(client.post("/demo/other/", follow=True), "aside", "visiting")[0][:36] for _ in range(2)]

    assert seen == ["This is a demo, and you are Jonas. I", "This is a demo, and you are Mira. It"]


def test_ending_it_leads_to_an_account_of_ones_own() -> None:
    client = visitor()

    answer = client.post("/demo/end/")

    assert answer.headers["Location"] == "/accounts/signup/"
    assert client.get("/us/").status_code == 302
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/"]
)
def test_there_is_nothing_to_change_about_an_account(path: str) -> None:
    answer = visitor().get(path)

    assert answer.status_code == 403
    assert "nothing of the demo does" in answer.content.decode()


def test_a_visitor_signs_out_like_anybody() -> None:
    client = visitor()

    client.post("/accounts/logout/")

    assert client.get("/us/").status_code == 302


def test_what_goes_outside_is_refused_with_a_reason() -> None:
    client = visitor()
    client.post("/us/leave/")

    answer = client.post("/us/invite/", {"email": "kim@example.org"})

    assert answer.status_code == 403


def test_somebody_signed_in_is_not_led_away(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    answers = [ada.post("/demo/").status_code, ada.post("/demo/other/").status_code]

    assert answers == [302, 404]
    assert "Office" not in ada.get("/").content.decode()


def test_none_is_offered_where_none_is_lent(settings: Settings) -> None:
    settings.DEMO_COUPLES = 0

    assert "Try the demo" not in texts(Client().get("/"), "button", "btn")
    assert Client().post("/demo/").status_code == 404
