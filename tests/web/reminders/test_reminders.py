import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions import reminders as deeds
from planner.actions.channels import replies
from planner.actions.feelings import flags
from planner.core import secret_tokens
from planner.models import Reminder, UnsubscribeLink
from planner.queries.reminders import reminders
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


def hard(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())


def stopped(couple: Couple, step: str) -> None:
    """What a mail's link leaves behind once it was used."""
    UnsubscribeLink.objects.create(person_id=couple.ada, step=step, token_hash=secret_tokens.digest(step))
    deeds.unsubscribe(step, now=timezone.now())


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_what_is_due_sent_or_muted(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for number in range(count):
        party = event(couple.ada, "Party", evening(20 + number))
        flags.flag(couple.ada, party, "", level=2, now=now)
        quiet = event(couple.ada, "Quiet", evening(20 + number))
        replies.mute_event(couple.ada, quiet, "", now=now)
        Reminder.objects.filter(step="talk").update(state="sent", ended_at=now, attempts=1)
    client = signed_in(couple.ada)

    with django_assert_num_queries(10):
        client.get("/reminders/")


def test_log_says_what_comes_next_and_why_in_words(couple: Couple) -> None:
    hard(couple)

    page = signed_in(couple.ada).get("/reminders/")

    assert texts(page, "span", "timeline__what") == [
        "Talk about a plan",
        "Still time for a short plan",
        "How was it?",
    ]
    assert texts(page, "span", "timeline__about") == ["· Party"] * 3
    assert texts(page, "span", "timeline__why") == ["It comes by email."] * 3


def test_log_of_a_private_flag_is_its_owners_alone(couple: Couple) -> None:
    hard(couple)

    pages = [signed_in(one).get("/reminders/") for one in (couple.ben, couple.stranger)]

    assert [texts(page, "h3") for page in pages] == [["Nothing is due"], ["Nothing is due"]]


def test_kind_that_was_switched_off_can_be_had_again(couple: Couple) -> None:
    hard(couple)
    stopped(couple, "talk")
    ada = signed_in(couple.ada)
    before = (
        texts(ada.get("/reminders/"), "li", "rows__row"),
        texts(ada.get("/reminders/log/?show=dropped"), "span", "timeline__why"),
    )

    ada.post("/reminders/resume/", {"step": "talk"})

    assert before == (
        ["Talk about a plan Get it again: Talk about a plan"],
        ["Not needed. You switched this kind off."],
    )
    assert reminders.stopped(couple.ada) == ()
    assert "Talk about a plan" in texts(ada.get("/reminders/"), "span", "timeline__what")


def test_nobody_resumes_what_is_not_switched_off(couple: Couple) -> None:
    stopped(couple, "talk")

    answers = [
        signed_in(couple.ben).post("/reminders/resume/", {"step": step}) for step in ("talk", "nonsense")
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert reminders.stopped(couple.ada) == ("talk",)
