"""The pages of webhooks: a secret that is shown once, and a log that says what came of it."""

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from backend import sign_in
from planner.actions.exchange import webhooks as deeds
from planner.models import WebhookMessage
from planner.queries.exchange import webhooks
from tests.factories import Couple
from tests.web.reading import signed_in, texts

FORM = {"name": "Home", "url": "https://home.example/s3cret", "kinds": ["plan.agreed", "news.waiting"]}


@pytest.fixture
def hook(couple: Couple) -> UUID:
    return deeds.create(couple.ada, **FORM, now=timezone.now())[0]


def test_a_webhook_is_added_and_its_secret_shown_once(ada: UUID) -> None:
    browser = signed_in(ada)

    page = browser.post("/me/webhooks/new/", FORM)

    (shown,) = re.findall(r'value="(whsec_[^"]+)"', page.content.decode())
    (one,) = webhooks.webhooks(ada)
    later = browser.get(f"/me/webhooks/{one.id}/").content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert (one.host, one.kinds) == ("home.example", ("plan.agreed", "news.waiting"))
    assert shown not in later and "s3cret" not in later


def test_what_is_wrong_stands_beside_its_field(ada: UUID) -> None:
    page = signed_in(ada).post("/me/webhooks/new/", FORM | {"url": "http://home.example/"})

    assert any("begins with https://" in one for one in texts(page, "div", "field"))
    assert webhooks.webhooks(ada) == ()


def test_a_password_is_asked_for_again(hook: UUID, ada: UUID) -> None:
    person = get_user_model().objects.get(pk=ada)
    person.set_password("a long enough password")
    person.save()
    browser = signed_in(ada)
    session = browser.session
    session[sign_in.SIGNED_IN_AT] = 0
    session.save()

    for path in ("new/", f"{hook}/edit/", f"{hook}/rotate/"):
        answer = browser.get(f"/me/webhooks/{path}")
        assert (answer.status_code, answer.headers["Location"][:25]) == (302, "/accounts/reauthenticate/")


def test_another_secret_and_other_kinds(hook: UUID, ada: UUID) -> None:
    browser = signed_in(ada)

    shown = browser.post(f"/me/webhooks/{hook}/rotate/").content.decode()
    browser.post(f"/me/webhooks/{hook}/edit/", {"name": "Lights", "kinds": ["talk.now"]})

    one = webhooks.webhook(ada, hook)
    assert "whsec_" in shown
    assert (one.name, one.kinds, one.secret_before_until is not None) == ("Lights", ("talk.now",), True)


def test_the_log_says_what_came_of_each_message(hook: UUID, ada: UUID) -> None:
    browser = signed_in(ada)
    browser.post(f"/me/webhooks/{hook}/test/")
    WebhookMessage.objects.update(state="dead", ended_at=timezone.now(), status=503, attempts=1)

    page = browser.get(f"/me/webhooks/{hook}/")

    assert texts(page, "span", "rows__trouble") == ["not taken (the last answer was 503)"]


def test_ending_it(hook: UUID, ada: UUID) -> None:
    browser = signed_in(ada)

    asked = browser.get(f"/me/webhooks/{hook}/remove/")
    browser.post(f"/me/webhooks/{hook}/remove/")

    assert texts(asked, "h1") == ["End “Home”?"]
    assert webhooks.webhooks(ada) == ()


@pytest.mark.parametrize("path", ["", "edit/", "test/", "resume/", "rotate/", "remove/"])
def test_there_is_nothing_for_anybody_else(couple: Couple, hook: UUID, path: str) -> None:
    for other in (couple.ben, couple.stranger):
        for ask in (signed_in(other).get, signed_in(other).post):
            assert ask(f"/me/webhooks/{hook}/{path}").status_code in (404, 405)
    assert Client().get(f"/me/webhooks/{hook}/").status_code == 302
