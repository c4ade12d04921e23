"""Deleting one's account on its page: asked for again, done at once, and nothing of it is left signed in."""

from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from backend import sign_in
from planner.actions.people import people
from planner.models import Person
from planner.queries.people import who
from tests import going
from tests.factories import Couple
from tests.web.reading import evening, signed_in, texts


def test_an_account_is_deleted_at_once_and_the_browser_signed_out(couple: Couple) -> None:
    browser = signed_in(couple.ada)
    asked = browser.get("/me/delete/")

    done = browser.post("/me/delete/", follow=True)

    assert "Ben will read" in asked.content.decode()
    assert texts(done, "h1") == ["Walk in together."]
    assert "Your account is gone" in done.content.decode()
    assert not Person.objects.filter(id=couple.ada).exists()
    assert browser.get("/me/").status_code == 302
    assert who.of(couple.ben).partner_id is None


def test_another_session_of_theirs_has_ended(couple: Couple) -> None:
    going.evening(couple, evening(5), now=timezone.now())
    elsewhere = signed_in(couple.ada)
    before = elsewhere.get("/me/").status_code

    signed_in(couple.ada).post("/me/delete/")

    assert (before, elsewhere.get("/me/").status_code) == (200, 302)


def test_the_password_is_asked_for_again(ada: UUID) -> None:
    person = get_user_model().objects.get(pk=ada)
    person.set_password("a long enough password")
    person.save()
    browser = signed_in(ada)
    session = browser.session
    session[sign_in.SIGNED_IN_AT] = 0
    session.save()

    answer = browser.post("/me/delete/")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Person.objects.get(id=ada).gone_at is None


def test_nobody_signed_out_deletes_anything(couple: Couple) -> None:
    assert Client().post("/me/delete/").headers["Location"].startswith("/accounts/login/")
    assert Person.objects.filter(gone_at=None).count() == 3


@pytest.mark.parametrize("path", ["", "api/v1/"])
def test_a_copy_of_what_was_agreed_is_deleted_by_its_owner_alone(couple: Couple, path: str) -> None:
    plan = going.evening(couple, evening(5), now=timezone.now())
    address = f"/{path}plans/{plan}/let-go/"
    too_early = signed_in(couple.ada).post(address).status_code
    people.leave(couple.ada, now=timezone.now())

    page = signed_in(couple.ada).get(f"/plans/{plan}/")
    stranger = signed_in(couple.stranger).post(address).status_code
    done = signed_in(couple.ada).post(address).status_code

    assert "Delete my copy" in texts(page, "button")
    assert (too_early, stranger, done) == (404, 404, 302 if not path else 204)
    assert signed_in(couple.ada).get(f"/plans/{plan}/").status_code == 404
    assert signed_in(couple.ben).get(f"/plans/{plan}/").status_code == 200
