"""The first steps: each can be skipped, each is the deed that it is elsewhere, and they come once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from planner.models import Event, Flag, Invitation, Person
from planner.queries.feelings import flags
from planner.queries.pages import first_steps
from tests.factories import Couple, event, person
from tests.web.reading import signed_in, texts

pytestmark = pytest.mark.django_db
TOMORROW = "Office party tomorrow 19:00-23:00 at Kolbe's"


def kept_line(client: Client, line: str) -> str:
    """Where the page leads after one line was read and kept as it was understood."""
    page = client.get("/start/event/", {"text": line})
    form = page.context["form"]
    fields = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return client.post("/start/event/", fields | {"rrule": ""}).headers["Location"]


def test_a_newcomer_signs_in_to_the_first_steps_once() -> None:
    sol = person("Sol")
    Person.objects.get(id=sol).emailaddress_set.create(email="sol@example.org", verified=True, primary=True)
    newcomer = Person.objects.get(id=sol)
    newcomer.set_password("Correct-horse-77")
    newcomer.save()
    fields = {"login": "sol@example.org", "password": "Correct-horse-77"}

    first = Client().post("/accounts/login/", fields)
    signed_in(sol).post("/start/")
    later = Client().post("/accounts/login/", fields)
    wanted = Client().post("/accounts/login/", fields | {"next": "/us/"})

    assert [one.headers["Location"] for one in (first, later, wanted)] == ["/start/", "/", "/us/"]


def test_the_four_steps_one_after_the_other() -> None:
    sol = person("Sol")
    client = signed_in(sol)

    at = [client.get("/start/").headers["Location"]]
    at += [client.post("/start/partner/", {"email": "kim@example.org"}).headers["Location"]]
    at += [kept_line(client, TOMORROW)]
    at += [client.post(at[-1], {"level": "2", "reason_new_people": "on"}).headers["Location"]]

    party = Event.objects.get(owner_id=sol)
    its = f"events/{party.id}/on/once/"
    assert at == ["/start/partner/", "/start/event/", f"/start/flag/{its}", f"/{its}"]
    assert Invitation.objects.get().email == "kim@example.org"
    mine = flags.feelings(sol, party.id, "").my_flag
    assert mine is not None and mine.level == 2 and not mine.is_shared
    assert first_steps.is_over(sol)


def test_each_step_can_be_skipped() -> None:
    client = signed_in(person("Sol"))

    partner = texts(client.get("/start/partner/"), "a", "btn")
    event_page = client.get("/start/event/").content.decode()

    assert "Skip this" in partner
    assert "Skip this" in event_page
    assert client.post("/start/").headers["Location"] == "/"


def test_what_is_done_is_not_asked_again(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    now = timezone.now()

    with_partner = ada.get("/start/").headers["Location"]
    party = event(couple.ada, start=(now + timedelta(days=9)).replace(tzinfo=None, microsecond=0), now=now)
    with_event = ada.get("/start/").headers["Location"]
    Flag.objects.create(owner_id=couple.ada, uid="any", level=1, created_at=now, changed_at=now)
    with_flag = ada.get("/start/").headers["Location"]

    to_flag = f"/start/flag/events/{party}/on/once/"
    assert [with_partner, with_event, with_flag] == ["/start/event/", to_flag, "/"]


def test_each_page_ticks_what_is_done_and_nothing_that_was_skipped() -> None:
    client = signed_in(person("Sol"))
    kept_line(client, TOMORROW)
    party = Event.objects.get().id

    skipped = client.get(f"/start/flag/events/{party}/on/once/")
    client.post("/start/partner/", {"email": "kim@example.org"})
    asked = client.get(f"/start/flag/events/{party}/on/once/")

    steps = ["✓ Your account 2 Your partner ✓ First event 4 What may be hard"]
    assert texts(skipped, "ol", "steps") == steps
    assert texts(asked, "ol", "steps") == [steps[0].replace("2", "✓")]


def test_a_strangers_event_is_not_there_to_flag(couple: Couple) -> None:
    party = event(couple.ada)

    assert signed_in(couple.stranger).get(f"/start/flag/events/{party}/on/once/").status_code == 404


def test_an_event_that_is_over_leads_past_the_flag() -> None:
    client = signed_in(person("Sol"))

    at = kept_line(client, "Summer party 3 July 2020 19:00-23:00")

    assert at == f"/events/{Event.objects.get().id}/"


def test_sign_up_is_the_first_of_four() -> None:
    page = Client().get("/accounts/signup/")

    assert texts(page, "ol", "steps") == ["1 Your account 2 Your partner 3 First event 4 What may be hard"]
    assert EmailAddress.objects.count() == 0
