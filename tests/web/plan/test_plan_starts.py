"""What a plan may start from, on its page: lines to tick, put into one's own draft."""

import pytest
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.people import helps
from planner.actions.plan import plans, standing
from planner.core.plan.plan_content import Content
from planner.queries.plan import plans as plan_queries
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


def begun(couple: Couple) -> str:
    """The address of a plan that ada has begun."""
    party = event(couple.ada, "Office party", evening(6), kind="work_party")
    return f"/plans/{plans.start(couple.ada, party, '', now=timezone.now())}/"


def key_of(page: HttpResponse, text: str) -> str:
    """The value of the box beside this text."""
    for box in page.content.decode().split('name="lines" value="')[1:]:
        if text in box.split("</label>")[0]:
            return box.split('"')[0]
    raise AssertionError(text)


def test_ticked_lines_go_into_the_draft(couple: Couple) -> None:
    path = begun(couple)
    ada = signed_in(couple.ada)
    page = ada.get(f"{path}starts/")
    keys = [key_of(page, "look over to me every half hour"), key_of(page, "we get separated")]

    answer = ada.post(f"{path}starts/", {"lines": keys})

    assert answer.headers["Location"] == f"{path}?edit=1#draft"
    draft = plan_queries.plan(couple.ada, path.split("/")[2], now=timezone.now()).draft  # type: ignore[arg-type]
    assert draft is not None
    assert [ask.text for ask in draft.asks] == ["look over to me every half hour, wherever you are"]
    assert [line.then_we for line in draft.if_thens] == ["meet by the coats at the full hour"]
    assert "we get separated" not in " ".join(texts(ada.get(f"{path}starts/"), "label"))


def test_the_button_on_the_draft_keeps_what_was_typed(couple: Couple) -> None:
    path = begun(couple)
    ada = signed_in(couple.ada)

    answer = ada.post(f"{path}draft/", {"base": 0, "how": "together", "people": "We knock", "starts": "more"})

    assert answer.headers["Location"] == f"{path}starts/"
    draft = plan_queries.plan(couple.ada, path.split("/")[2], now=timezone.now()).draft  # type: ignore[arg-type]
    assert draft is not None and draft.people == "We knock"


def test_more_than_three_asks_are_refused_and_stay_ticked(couple: Couple) -> None:
    path = begun(couple)
    for number in range(4):
        line = helps.add(couple.ada, f"Help {number}", now=timezone.now())
        helps.share(couple.ada, line, is_shared=True, now=timezone.now())
    ada = signed_in(couple.ada)
    page = ada.get(f"{path}starts/")
    keys = [key_of(page, f"Help {number}") for number in range(4)]

    refused = ada.post(f"{path}starts/", {"lines": keys})

    assert refused.status_code == 400
    assert "at most three asks" in refused.content.decode()
    assert refused.content.decode().count(" checked") == 4


def test_nobody_else_sees_it(couple: Couple) -> None:
    path = begun(couple)

    assert [signed_in(one).get(f"{path}starts/").status_code for one in (couple.ben, couple.stranger)] == [
        404
    ] * 2
    assert signed_in(couple.ben).post(f"{path}starts/", {"lines": ["x"]}).status_code == 404


@pytest.mark.parametrize("lines", [1, 9])
def test_the_page_asks_little_of_the_database(
    couple: Couple, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(lines):
        line = helps.add(couple.ada, f"Help {number}", now=timezone.now())
        helps.share(couple.ada, line, is_shared=True, now=timezone.now())
    standing.propose(couple.ada, Content(people="We knock"), base=0, now=timezone.now())
    standing.agree(couple.ben, version=1, now=timezone.now())
    path = begun(couple)
    client = signed_in(couple.ada)

    with django_assert_max_num_queries(12):
        client.get(f"{path}starts/")


def test_the_plans_page_asks_for_the_lines_alone_once_they_are_opened(
    couple: Couple, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    standing.propose(couple.ada, Content(people="We knock"), base=0, now=timezone.now())
    standing.agree(couple.ben, version=1, now=timezone.now())
    path = begun(couple)
    ada = signed_in(couple.ada)

    with django_assert_max_num_queries(12):
        page = ada.get(f"{path}starts/?part=chips")

    lines = texts(page, "button", "starts__line")
    assert "If we get separated, then we meet by the coats at the full hour" in lines
    assert not any("We knock" in line for line in lines), "it is in the draft"
    assert b"<html" not in page.content
    assert f'data-starts="{path}starts/?part=chips"' in ada.get(path).content.decode()
    assert signed_in(couple.ben).get(f"{path}starts/?part=chips").status_code == 404
