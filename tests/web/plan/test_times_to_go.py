"""Time to go on the card, with forms alone."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.plan import times_to_go as deeds
from planner.models import TimeToGo
from tests.factories import TZID, Couple
from tests.going import SIGNAL, evening, has_a_device
from tests.web.plan.plan_pages import send, started, written
from tests.web.reading import signed_in, texts


def tonight(couple: Couple, *, hours: int = -1) -> str:
    """The address of a plan for an evening that begins in so many hours; pages read the clock."""
    now = timezone.now()
    start = (now + timedelta(hours=hours)).astimezone(ZoneInfo(TZID)).replace(tzinfo=None, microsecond=0)
    return f"/plans/{evening(couple, start, now=now - timedelta(days=1))}/"


def call(client: Client, path: str, key: UUID | None = None) -> None:
    answer = client.post(f"{path}time-to-go/", {"key": str(key or uuid4())})
    assert answer.headers["Location"] == f"{path}card/"


def test_a_tap_is_sent_and_the_other_comes(couple: Couple) -> None:
    path, ada, ben = tonight(couple), signed_in(couple.ada), signed_in(couple.ben)
    assert "Tells Ben at once: “Call me?”" in texts(ada.get(f"{path}card/"), "section")[0]

    call(ada, path)
    assert "Sending…" in texts(ada.get(f"{path}card/"), "section")[0]
    assert "Time to go" not in texts(ada.get(f"{path}card/"), "button")
    TimeToGo.objects.update(state="sent", ended_at=timezone.now())
    assert texts(ada.get(f"{path}card/"), "p", "going__state")[0].startswith("Sent · ")

    assert texts(ben.get(f"{path}card/"), "button")[:2] == ["Coming", "Time to go"]
    assert ben.post(f"{path}time-to-go/coming/").headers["Location"] == f"{path}card/"

    assert texts(ada.get(f"{path}card/"), "p", "going__state") == ["Ben is coming."]
    assert texts(ben.get(f"{path}card/"), "button")[0] == "Time to go"


def test_two_taps_are_one(couple: Couple) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)

    for key in (None, None):
        call(ada, path, key)

    assert TimeToGo.objects.count() == 1


def test_what_could_not_be_sent_is_said_with_another_way(couple: Couple) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)
    call(ada, path)
    TimeToGo.objects.update(state="dead", ended_at=timezone.now())

    card = ada.get(f"{path}card/")

    assert texts(card, "p", "going__state") == ["Couldn’t send"]
    assert "Try again" in texts(card, "button")
    assert 'href="sms:?&amp;body=Call%20me%3F"' in card.content.decode()


def test_the_part_that_is_looked_at_is_the_same_without_the_page(couple: Couple) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)
    call(ada, path)

    part = ada.get(f"{path}time-to-go/")

    assert texts(part, "h1") == [] and texts(part, "p", "going__state") == ["Sending… See whether it went"]
    assert 'data-going-every="1"' in part.content.decode()


def test_before_its_hour_the_card_says_when(couple: Couple) -> None:
    path, ada = tonight(couple, hours=30), signed_in(couple.ada)

    section = texts(ada.get(f"{path}card/"), "section")[0]

    assert section.startswith("From ") and section.endswith("“Call me?”")
    assert ada.post(f"{path}time-to-go/").status_code == 409


def test_the_signal_is_not_on_the_card(couple: Couple) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)

    pages = [ada.get(path), ada.get(f"{path}card/")]

    assert [SIGNAL in page.content.decode() for page in pages] == [True, False]


def test_a_stranger_finds_nothing(couple: Couple) -> None:
    path, cleo = tonight(couple), signed_in(couple.stranger)

    assert [
        cleo.get(f"{path}time-to-go/").status_code,
        cleo.post(f"{path}time-to-go/").status_code,
        cleo.post(f"{path}time-to-go/coming/").status_code,
    ] == [404, 404, 404]


def test_either_chooses_the_words_on_their_page(couple: Couple) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)

    assert ada.post("/us/time-to-go/", {"phrase": "Got a minute?"}).headers["Location"] == "/us/"

    assert "Ada chose these words today." in texts(ben.get("/us/"), "p")
    assert 'value="Got a minute?"' in ben.get("/us/").content.decode()


@pytest.mark.parametrize(
    ("words", "why"),
    [(SIGNAL, "That is a signal"), ("?!", "Write a few words"), ("", "This field is required")],
)
def test_words_that_will_not_do_are_said_beside_the_field(couple: Couple, words: str, why: str) -> None:
    tonight(couple)

    answer = signed_in(couple.ada).post("/us/time-to-go/", {"phrase": words})

    assert answer.status_code == 200
    assert why in answer.content.decode() and texts(answer, "title") == ["Time to go · Alongside"]


def test_alone_there_is_nobody_to_tell(couple: Couple) -> None:
    sol = signed_in(couple.stranger)

    assert sol.post("/us/time-to-go/", {"phrase": "Call me?"}).status_code == 409
    assert "Time to go" not in sol.get("/us/").content.decode()


def test_a_card_asks_the_database_little(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)
    call(ada, path)

    with django_assert_num_queries(11):
        ada.get(f"{path}card/")


def test_the_evening_is_read_on_the_clock_of_berlin(couple: Couple) -> None:
    path, ada = tonight(couple, hours=30), signed_in(couple.ada)
    opens = timezone.now().astimezone(ZoneInfo(TZID)) + timedelta(hours=29)

    said = texts(ada.get(f"{path}card/"), "section")[0]

    assert any(f"{datetime.strftime(opens + timedelta(minutes=one), '%H:%M')}" in said for one in (0, -1))


def test_push_is_offered_beside_a_card_until_it_is_declined(couple: Couple) -> None:
    path, ada = tonight(couple), signed_in(couple.ada)
    assert "Use this device" in texts(ada.get(f"{path}card/"), "a")

    done = ada.post("/reminders/push/no/", {"next": f"{path}card/"})

    assert done.headers["Location"] == f"{path}card/"
    assert "Use this device" not in texts(ada.get(f"{path}card/"), "a")
    elsewhere = signed_in(couple.ada)
    assert "Use this device" in texts(elsewhere.get(f"{path}card/"), "a")
    has_a_device(couple.ada)
    assert "Use this device" not in texts(elsewhere.get(f"{path}card/"), "a")


def test_a_plan_with_that_for_a_signal_says_so_beside_the_field(couple: Couple) -> None:
    deeds.choose(couple.ben, "Got a minute?", now=timezone.now())
    ada, path = started(couple)

    answer = send(ada, path, "propose", written(signal="got a minute", signal_means="leave"))

    assert texts(answer, "ul", "errorlist") == [
        "That is what you two say when it is time to go. Choose another signal."
    ]
    assert b"got a minute" in answer.content
