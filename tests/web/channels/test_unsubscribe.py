from django.test import Client

from planner.core import secret_tokens
from planner.models import UnsubscribeLink
from planner.queries.reminders import reminders
from tests.factories import Couple
from tests.web.reading import texts

PATH = "/unsubscribe/a-link/"


def linked(couple: Couple) -> Client:
    """A mail program that checks for CSRF tokens would have none to send."""
    UnsubscribeLink.objects.create(
        person_id=couple.ada, step="talk", token_hash=secret_tokens.digest("a-link")
    )
    return Client(enforce_csrf_checks=True)


def test_reading_the_link_changes_nothing(couple: Couple) -> None:
    program = linked(couple)

    answers = [program.get(PATH), program.head(PATH), program.options(PATH)]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert texts(answers[0], "button") == ["Switch it off"]
    assert reminders.stopped(couple.ada) == ()


def test_one_click_needs_neither_session_nor_token(couple: Couple) -> None:
    program = linked(couple)

    answer = program.post(PATH, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert texts(answer, "h1") == ["Switched off"]
    assert reminders.stopped(couple.ada) == ("talk",)


def test_unknown_link_is_nothing(couple: Couple) -> None:
    program = linked(couple)

    answers = [program.get("/unsubscribe/another/"), program.post("/unsubscribe/another/")]

    assert [one.status_code for one in answers] == [404, 404]
    assert reminders.stopped(couple.ada) == ()
