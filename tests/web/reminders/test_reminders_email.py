"""The page of reminders about mail, what stands in its way and a mail to try it; and the events muted."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from backend.web.accounts.adapter import Adapter
from planner.actions.channels import contacts, replies
from planner.actions.channels.contacts import Kind
from planner.actions.engine import outbox
from planner.actions.feelings import flags
from planner.models import Event, OutboxMail, Person, Suspension
from planner.queries import messages
from planner.queries.channels.outgoing import Mail
from tests.factories import NOW, Couple, event
from tests.web.reading import signed_in, texts

PAGE = "/reminders/"


def bounce(kind: Kind = Kind.BOUNCED) -> None:
    now = datetime.now(UTC)
    contacts.bounced("ada@example.org", kind, str(uuid4()), at=now, now=now)


def tried(person_id: UUID) -> str:
    """The path in the test mail that this person gets."""
    assert signed_in(person_id).post("/reminders/email/test/").status_code == 302
    row = OutboxMail.objects.get(person_id=person_id, kind="test")
    mail = messages.account(row.id, now=datetime.now(UTC))
    assert isinstance(mail, Mail) and mail.to == row.person.email  # type: ignore[union-attr]
    found = re.search(r"http://localhost:8000(/\S+)", mail.text)
    assert found and found[0] in mail.html.replace("&amp;", "&")
    return found[1]


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.BOUNCED, "came back"), (Kind.COMPLAINED, "was marked as spam")]
)
def test_what_stands_in_the_way_is_said_to_its_person_alone(couple: Couple, kind: Kind, words: str) -> None:
    theirs = signed_in(couple.ben).get(PAGE).content
    bounce(kind)

    (notice,) = texts(signed_in(couple.ada).get(PAGE), "p", "role")
    assert words in notice and "ada@example.org" in notice
    assert texts(signed_in(couple.ben).get(PAGE), "p", "role") == []
    assert _even(signed_in(couple.ben).get(PAGE).content) == _even(theirs)


def _even(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def test_the_test_mail_leaves_in_the_lane_of_account_mail(couple: Couple) -> None:
    tried(couple.ada)

    (claimed,) = (one for one in outbox.claim_due(now=datetime.now(UTC)) if _is_test(one.id))
    assert outbox.begin_send(claimed, now=datetime.now(UTC))


def _is_test(mail_id: UUID) -> bool:
    return OutboxMail.objects.filter(id=mail_id, kind="test").exists()


def test_three_in_an_hour_are_enough(couple: Couple) -> None:
    client = signed_in(couple.ada)

    answers = [client.post("/reminders/email/test/").status_code for _ in range(4)]

    assert answers == [302, 302, 302, 400]
    assert OutboxMail.objects.filter(kind="test").count() == 3
    OutboxMail.objects.update(created_at=datetime.now(UTC) - timedelta(minutes=61))
    assert client.post("/reminders/email/test/").status_code == 302


def test_its_link_switches_mail_on_again_without_signing_in(couple: Couple) -> None:
    bounce()
    path = tried(couple.ada)
    nobody = Client(enforce_csrf_checks=True)

    reading = [getattr(nobody, method)(path).status_code for method in ("get", "head", "options")]
    assert reading == [200, 200, 200]
    assert Suspension.objects.get().lifted_at is None

    answers = [nobody.post(path) for _ in range(2)]
    assert [texts(one, "h1") for one in answers] == [["Mail arrives"]] * 2
    assert Suspension.objects.get().lifted_at is not None


def test_confirming_an_address_lifts_it(couple: Couple, rf: RequestFactory) -> None:
    bounce()
    person = Person.objects.get(id=couple.ada)
    address = EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)

    with context.request_context(_request(rf)):
        assert Adapter().confirm_email(context.request, address)

    assert Suspension.objects.get().lifted_at is not None


def _request(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    return request


CHANGES: dict[str, Callable[[UUID], object]] = {
    "a day later": lambda _: OutboxMail.objects.update(created_at=NOW - timedelta(days=2)),
    "another address": lambda one: Person.objects.filter(id=one).update(email="new@example.org"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_old_link_or_one_to_another_address_is_nothing(couple: Couple, change: str) -> None:
    bounce()
    path = tried(couple.ada)
    CHANGES[change](couple.ada)

    assert [Client().post(path).status_code, Client().get(path).status_code] == [404, 404]
    assert Suspension.objects.get().lifted_at is None


def test_a_guessed_link_is_nothing(couple: Couple) -> None:
    bounce()
    path = tried(couple.ada)
    start, token, _ = path.rsplit("/", 2)

    guesses = (f"{start}/{token[:-1]}x/", path.replace(path.split("/")[4], str(uuid4())))
    assert [Client().post(one).status_code for one in guesses] == [404, 404]


def test_muted_events_are_listed_and_taken_up_again(couple: Couple) -> None:
    event_id = event(couple.ada, "Supper")
    flags.flag(couple.ada, event_id, "", level=1, share_level=True, now=NOW)
    replies.mute(couple.ada, Event.objects.get(id=event_id).uid, "", now=NOW)

    page = signed_in(couple.ada).get(PAGE)

    assert "Events you want no reminders of" in texts(page, "h2")
    assert "Events you want no reminders of" not in texts(signed_in(couple.ben).get(PAGE), "h2")
    assert signed_in(couple.ada).post(f"/events/{event_id}/on/once/unmute/").status_code == 302
    assert "Events you want no reminders of" not in texts(signed_in(couple.ada).get(PAGE), "h2")
