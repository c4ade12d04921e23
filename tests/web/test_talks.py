"""Finding a quarter of an hour for a talk: what is offered, what comes of it, and who reads what then."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from planner.actions import talks
from planner.core.visibility import Visibility
from planner.models import Event, Talk
from tests.factories import Couple, event
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
