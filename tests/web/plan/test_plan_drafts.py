"""A draft that is kept as one types, maybe in two windows: what a page sends and gets."""

import json

from django.http import HttpResponse
from django.test import Client

from planner.core.plan.draft_merge import Spare
from planner.queries.views import PlanView
from tests.factories import Couple, version
from tests.web.plan.plan_pages import ASK, proposed, seen, send, started, written
from tests.web.reading import signed_in, texts, typed

FIRST = {"base": 0, "how": "together"}


def save(client: Client, path: str, data: dict[str, str | int]) -> HttpResponse:
    return send(client, path, "draft", data | {"part": "draft"})


def filled(page: HttpResponse) -> dict[str, str | int]:
    """What the page would send again, untouched."""
    given = {name: value for name, value in typed(page).items() if not name.startswith("signal_means")}
    return {**given, "was": page.context["form"]["was"].value() and _was(page)}  # type: ignore[dict-item]


def _was(page: HttpResponse) -> str:
    return json.dumps(page.context["form"].written.to_json(), ensure_ascii=False)


def kept(couple: Couple, path: str) -> PlanView:
    return seen(couple.ada, path)


def test_page_that_types_gets_the_form_alone_and_no_message(couple: Couple) -> None:
    ada, path = started(couple)

    answer = save(ada, path, filled(ada.get(path)) | {"ask_0": ASK})

    assert (answer.status_code, texts(answer, "nav"), texts(answer, "h1")) == (200, [], [])
    draft = kept(couple, path).draft
    assert draft is not None and [one.text for one in draft.asks] == [ASK]
    assert texts(ada.get(path), "div", "alert") == []


def test_ask_that_is_sent_twice_from_one_page_is_one_ask(couple: Couple) -> None:
    ada, path = started(couple)
    page = filled(ada.get(path))

    save(ada, path, page | {"ask_0": "Stay"})
    save(ada, path, page | {"ask_0": ASK})

    draft = kept(couple, path).draft
    assert draft is not None and [one.text for one in draft.asks] == [ASK]


def test_two_windows_lose_nothing_and_the_second_reads_both(couple: Couple) -> None:
    ada, path = started(couple)
    page = filled(ada.get(path))
    save(ada, path, page | {"people": "Hers speak up", "arriving": "Side by side"})

    answer = save(ada, path, page | {"people": "We both do"})

    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["people"].value(), form["arriving"].value()) == ("We both do", "Side by side")
    (spare,) = texts(answer, "li", "spares__one")
    assert spare.startswith("People and boundariesHers speak up")
    assert kept(couple, path).spares == (Spare(("people",), ("Hers speak up",)),)


def test_without_script_both_are_on_the_next_page_to_choose_from(couple: Couple) -> None:
    ada, path = started(couple)
    page = filled(ada.get(path))
    send(ada, path, "draft", page | {"people": "Hers speak up"})
    ada.get(path)

    answer = ada.post(f"{path}draft/", page | {"people": "We both do"}, follow=True)

    assert texts(answer, "div", "alert--warning") == [
        "You wrote in another window, too. Both are kept here, as your draft."
    ]
    (spare,) = kept(couple, path).spares
    send(ada, path, "draft", filled(answer) | {"take": spare.id, "signal": "Owl"})
    draft = kept(couple, path).draft
    assert draft is not None and (draft.people, draft.signal) == ("Hers speak up", "Owl")
    assert kept(couple, path).spares == ()


def test_what_is_wrong_is_said_and_nothing_is_kept(couple: Couple) -> None:
    ada, path = started(couple)

    answer = save(ada, path, FIRST | {"how": "one_of_us"})

    assert (answer.status_code, texts(answer, "ul", "errorlist")) == (400, ["Say which of you goes."])


def test_draft_is_kept_on_the_version_it_was_written_on_while_the_other_proposes(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    page = filled(ben.get(f"{path}?edit=1"))
    send(ada, path, "propose", written(base=1, arriving="Side by side"))
    before = version(couple.ada)

    answer = save(ben, path, page | {"people": "We both do"})

    assert (answer.status_code, answer.context["form"]["base"].value()) == (200, 1)
    assert version(couple.ada) == before
    draft = seen(couple.ben, path).draft
    assert draft is not None and (draft.people, draft.arriving) == ("We both do", "Side by side")


def test_proposal_says_so_when_another_window_kept_more(couple: Couple) -> None:
    ada, path = started(couple)
    page = filled(ada.get(path))
    save(ada, path, page | {"signal": "Owl"})

    answer = ada.post(f"{path}propose/", page | written(), follow=True)

    assert texts(answer, "div", "alert--warning") == [
        "You wrote in another window, too. Both are kept; please read it once more."
    ]
    draft = kept(couple, path).draft
    assert draft is not None and (draft.signal, draft.asks[0].text) == ("Owl", ASK)


def test_what_a_page_was_filled_with_is_the_writers_alone(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    save(ada, path, filled(ada.get(f"{path}?edit=1")) | {"people": "hers alone"})

    pages = [ben.get(path), ben.get(f"{path}?edit=1"), signed_in(couple.ben).get(path, {"part": "live"})]

    assert [b"hers alone" in page.content for page in pages] == [False, False, False]


def test_nonsense_in_place_of_what_the_page_was_filled_with_compares_nothing(couple: Couple) -> None:
    ada, path = started(couple)

    for nonsense in ("{", "[" * 100_000, "[]", '{"how": "flying"}', "null"):
        assert save(ada, path, FIRST | {"people": nonsense[:400], "was": nonsense}).status_code == 200

    draft = kept(couple, path).draft
    assert draft is not None and draft.people == "null"
