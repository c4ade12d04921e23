"""Finding a quarter of an hour for a talk: what is offered, what comes of it, and who reads what then."""

import re
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.calendar import events, talks
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from planner.models import Event, Talk
from tests.factories import TZID, Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, "Office party", evening(6))


def path(event_id: UUID) -> str:
    return f"/events/{event_id}/on/once/talk/"


def offered(content: bytes) -> list[str]:
    return re.findall(r'name="starts_at" value="([^"]+)"', content.decode())


def test_a_chosen_time_is_suggested_and_said_so(couple: Couple, party: UUID) -> None:
    ben = signed_in(couple.ben)
    chosen = offered(ben.get(path(party)).content)[3]

    answer = ben.post(path(party), {"starts_at": chosen}, follow=True)

    assert answer.redirect_chain == [(f"/events/{party}/on/once/", 302)]
    talk = Talk.objects.get()
    assert (talk.suggested_by_id, talk.state, talk.starts_at.isoformat()) == (couple.ben, "suggested", chosen)
    assert "Suggested. It stands in both your calendars once you both said yes." in answer.content.decode()


def test_only_who_has_something_then_reads_so(couple: Couple, party: UUID) -> None:
    ben = signed_in(couple.ben)
    before = offered(ben.get(path(party)).content)
    at = datetime.fromisoformat(before[3])
    event(couple.ada, "Clinic", timezone.localtime(at).replace(tzinfo=None), visibility=Visibility.PRIVATE)

    after = offered(ben.get(path(party)).content)
    ben.post(path(party), {"starts_at": before[3]})
    talks.accept(couple.ada, Talk.objects.get().id, now=timezone.now())
    where = f"/events/{Event.objects.get(talk__isnull=False).id}/on/once/"
    hers, his = (signed_in(one).get(where).content.decode() for one in (couple.ada, couple.ben))

    assert after == before
    assert "You have something then" in hers and "Clinic" in hers
    assert "You have something then" not in his and "Clinic" not in his


def test_a_time_that_is_no_longer_free_is_refused_beside_the_field(couple: Couple, party: UUID) -> None:
    ben = signed_in(couple.ben)
    chosen = offered(ben.get(path(party)).content)[3]
    at = datetime.fromisoformat(chosen)
    event(couple.ada, "Dinner", timezone.localtime(at - timedelta(hours=1)).replace(tzinfo=None))

    answer = ben.post(path(party), {"starts_at": chosen})

    assert answer.status_code == 200
    assert texts(answer, "ul", "errorlist") == [
        "Something has come up at that time, or it has passed. Choose another."
    ]
    assert texts(ben.post(path(party)), "ul", "errorlist") == ["Choose a time first."]


def test_the_way_to_it_is_there_while_a_talk_may_bring_a_plan(couple: Couple, party: UUID) -> None:
    kept = event(couple.ada, "Clinic", evening(7), visibility=Visibility.PRIVATE)
    alone = event(couple.stranger, "Alone", evening(7))

    pages = {
        name: signed_in(who).get(f"/events/{one}/on/once/").content.decode()
        for name, who, one in (
            ("shared", couple.ben, party),
            ("private", couple.ada, kept),
            ("alone", couple.stranger, alone),
        )
    }

    assert {name: "/talk/" in page for name, page in pages.items()} == {
        "shared": True,
        "private": False,
        "alone": False,
    }
    assert signed_in(couple.ada).get(path(kept)).status_code == 400
    assert signed_in(couple.stranger).get(path(alone)).status_code == 409
    assert signed_in(couple.stranger).get(path(party)).status_code == 404


def test_slots_over_the_api_come_in_pieces_and_end_before_a_moment(couple: Couple) -> None:
    ben = signed_in(couple.ben)
    before = (timezone.now() + timedelta(days=3)).isoformat()

    first = ben.get("/api/v1/slots/", {"before": before, "limit": 2}).json()

    assert (len(first["results"]), first["next_offset"]) == (2, 2)
    assert first["results"][0]["for_the_other"] is None
    assert ben.get("/api/v1/slots/", {"before": "soon"}).status_code == 400
    assert signed_in(couple.stranger).get("/api/v1/slots/").status_code == 409


def suggested(by: UUID, party: UUID, *, days: int = 3) -> UUID:
    at = evening(days).replace(tzinfo=ZoneInfo(TZID))
    return talks.suggest(by, party, "", starts_at=at, now=timezone.now())


@pytest.mark.parametrize("where", ["/", "/events/{party}/on/once/"])
def test_the_other_says_yes_with_one_tap(couple: Couple, party: UUID, where: str) -> None:
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())
    talk = suggested(couple.ben, party)
    ada, page = signed_in(couple.ada), where.format(party=party)

    card = ada.get(page).content.decode()
    answer = ada.post(f"/talks/{talk}/accept/", {"next": page}, follow=True)

    assert "Ben suggests this time for a talk." in card and f"/events/{party}/on/once/talk/" in card
    assert answer.redirect_chain == [(page, 302)]
    assert "It is in both your calendars." in answer.content.decode()
    assert Talk.objects.get().state == "accepted"


def test_whoever_suggested_it_may_take_it_back_and_nobody_is_asked(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ben, party)
    ben = signed_in(couple.ben)
    card = ben.get(f"/events/{party}/on/once/").content.decode()

    answer = ben.post(f"/talks/{talk}/withdraw/", follow=True)

    assert "Suggested, and with Ada now." in card and f"/talks/{talk}/accept/" not in card
    assert answer.redirect_chain == [(f"/events/{party}/on/once/", 302)]
    assert (
        "The quarter of an hour is off"
        in signed_in(couple.ada).get(f"/events/{party}/on/once/").content.decode()
    )


def test_the_page_of_a_booked_talk_leads_to_what_it_is_about_and_offers_no_plan(
    couple: Couple, party: UUID
) -> None:
    talks.accept(couple.ada, suggested(couple.ben, party), now=timezone.now())
    booked = Event.objects.get(talk__isnull=False)

    pages = [
        signed_in(one).get(f"/events/{booked.id}/on/once/").content.decode()
        for one in (couple.ada, couple.ben)
    ]
    events.show(couple.ada, party, Visibility.PRIVATE, now=timezone.now())
    after = signed_in(couple.ben).get(f"/events/{booked.id}/on/once/").content.decode()

    for page in pages:
        assert "Office party" in page and "Call it off" in page
        assert "Make a plan" not in page and "Change it" not in page
    assert "Office party" not in after and "Call it off" in after


def test_a_stranger_can_do_nothing_with_a_talk(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ben, party)
    stranger = signed_in(couple.stranger)

    answers = [stranger.post(f"/talks/{talk}/{deed}/").status_code for deed in ("accept", "withdraw")]

    assert answers == [404, 404]
    assert Talk.objects.get().state == "suggested"


def test_a_talk_over_the_api_from_suggestion_to_the_end(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    first = evening(3).replace(tzinfo=ZoneInfo(TZID)).isoformat()
    body = {"event_id": str(party), "recurrence_id": "", "starts_at": first}

    made = ben.post("/api/v1/talks/", body, content_type="application/json")
    where = f"/api/v1/talks/{made.json()['id']}/"

    assert (made.status_code, made.json()["state"], made.json()["by_me"]) == (201, "suggested", True)
    assert ben.post(f"{where}accept/").status_code == 403
    assert ada.post(f"{where}accept/").json()["state"] == "accepted"
    assert [one["state"] for one in ada.get("/api/v1/talks/").json()["results"]] == ["accepted"]
    assert ada.post(f"{where}withdraw/").status_code == 204
    assert ada.get(where).json()["state"] == "withdrawn"
    assert signed_in(couple.stranger).get(where).status_code == 404


def test_finding_a_time_takes_ten_queries_beside_a_talk_that_clashes(
    couple: Couple, party: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    suggested(couple.ben, party)
    client = signed_in(couple.ada)

    with django_assert_num_queries(10):
        client.get(path(party))
