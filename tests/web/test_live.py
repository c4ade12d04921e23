"""An open page asks whether something is new: parts alone, 304 while nothing is, and nothing is written."""

from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planner.actions.plan import plans
from planner.core.plan.plan_content import Content
from planner.models import Plan, ViewVersion
from tests.factories import Couple, event
from tests.web.plan.plan_pages import proposed, send, started, written
from tests.web.reading import evening, signed_in, texts

TO_SEE_THAT_NOTHING_IS_NEW = 3
"""The session, the person, and their view version."""


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, "Office party", evening(6))


def ask(client: Client, path: str, known: HttpResponse | None = None) -> HttpResponse:
    headers = {"If-None-Match": known["ETag"]} if known else {}
    return client.get(path, {"part": "live"}, headers=headers)


@pytest.mark.parametrize("page", ["/", "/events/{party}/on/once/", "{plan}"])
def test_nothing_new_is_one_look_up_and_no_page(couple: Couple, party: UUID, page: str) -> None:
    ada, plan = started(couple)
    path = page.format(party=party, plan=plan)
    first = ask(ada, path)

    with CaptureQueriesContext(connection) as asked:
        again = ask(ada, path, first)

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert len(asked) == TO_SEE_THAT_NOTHING_IS_NEW
    assert all(one["sql"].startswith("SELECT") for one in asked)


def test_parts_come_without_the_frame_so_that_a_message_waits_for_the_next_page(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "draft", written())

    part, page = ask(ada, path), ada.get(path)

    assert (texts(part, "nav"), texts(part, "div", "messages")) == ([], [])
    assert texts(part, "div", "data-live")[1:] == texts(page, "div", "data-live")[1:] != []
    assert texts(page, "div", "alert--success") == ["Kept. Only you see this draft."]


def test_proposal_reaches_the_others_open_pages(couple: Couple, party: UUID) -> None:
    ben, event_page = signed_in(couple.ben), f"/events/{party}/on/once/"
    before = ask(ben, event_page)
    ada = signed_in(couple.ada)
    path = ada.post(f"{event_page}plan/").headers["Location"]
    send(ada, path, "propose", written())

    after = ask(ben, event_page, before)

    assert after.status_code == 200
    assert ["Read and answer" in page.content.decode() for page in (before, after)] == [False, True]


def test_the_others_draft_moves_nothing(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    hers, before = ask(ada, path), ask(ben, path)
    plan_id = UUID(path.split("/")[2])
    plans.save_draft(couple.ada, plan_id, Content(people="hers alone"), now=timezone.now())

    after = ask(ben, path, before)

    assert after.status_code == 304
    assert ask(ada, path, hers).status_code == 200


def test_what_is_not_theirs_is_not_there(couple: Couple) -> None:
    _ada, path = started(couple)

    answers = [ask(signed_in(one), path).status_code for one in (couple.ben, couple.stranger)]

    assert answers == [404, 404]
    assert ask(Client(), path).status_code == 302


def test_asking_writes_nothing(couple: Couple, party: UUID) -> None:
    _ada, ben, path = proposed(couple)
    before = list(ViewVersion.objects.values_list()), list(Plan.objects.values_list())

    for page in ("/", f"/events/{party}/on/once/", path):
        with CaptureQueriesContext(connection) as asked:
            ask(ben, page)
        assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []

    assert before == (list(ViewVersion.objects.values_list()), list(Plan.objects.values_list()))


def test_a_page_itself_is_never_answered_with_304(couple: Couple) -> None:
    ada, path = started(couple)
    known = ask(ada, path)

    page = ada.get(path, headers={"If-None-Match": known["ETag"]})

    assert (page.status_code, "ETag" in page) == (200, False)
