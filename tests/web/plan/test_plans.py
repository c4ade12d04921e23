from datetime import time

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.core.plan.plan_content import Answer, How, IfThen, Reply
from planner.core.plan.support_plan import State
from tests.factories import Couple, event
from tests.web.plan.plan_pages import ASK, agreed, proposed, seen, send, started, written
from tests.web.reading import evening, signed_in, texts

TO_READ = 11


def test_draft_keeps_half_a_line_and_stays_its_writers(couple: Couple) -> None:
    ada, path = started(couple)

    answer = send(ada, path, "draft", written(then_0="", signal="A hand on the watch"))

    draft = seen(couple.ada, path).draft
    assert answer.headers["Location"] == f"{path}?edit=1#draft"
    assert draft is not None
    assert (draft.asks[0].text, draft.asks[0].by, draft.asks[0].answer) == (ASK, couple.ada, None)
    assert draft.if_thens == (IfThen("we get separated", ""),)
    assert (draft.leaving and draft.leaving.latest, draft.signal) == (time(22, 30), "A hand on the watch")
    assert signed_in(couple.ben).get(path).status_code == 404


def test_more_lines_come_with_a_button_that_keeps_the_draft(couple: Couple) -> None:
    ada, path = started(couple)

    answer = send(ada, path, "draft", written(if_1="b", if_2="c", lines="more"))

    assert answer.headers["Location"] == f"{path}?edit=1#if-then"
    assert [f"if_{at}" in ada.get(path).content.decode() for at in (4, 5)] == [True, False]


def test_page_says_kindly_what_is_missing(couple: Couple) -> None:
    ada, path = started(couple)

    page = ada.get(path)

    assert (
        "For the two of you to agree, it still takes: one ask: “I'd love it if you …” "
        "one line of “If …, then we …” how you leave: a latest time, or the way home"
    ) in texts(page, "div", "note")
    assert "Only you see this draft until you propose it" in texts(page, "p", "privacy")


def test_proposal_with_half_a_line_is_refused_beside_it_and_keeps_what_was_typed(couple: Couple) -> None:
    ada, path = started(couple)

    page = send(ada, path, "propose", written(then_0="", people="Hers speak up"))

    assert texts(page, "ul", "errorlist") == ["Finish this line, or empty it."]
    assert (ASK in page.content.decode(), "Hers speak up" in page.content.decode()) == (True, True)
    assert seen(couple.ada, path).versions == ()


def test_somebody_has_to_go_when_one_goes(couple: Couple) -> None:
    ada, path = started(couple)

    page = send(ada, path, "propose", written(how="one_of_us"))

    assert texts(page, "ul", "errorlist") == ["Say which of you goes."]


def test_too_long_a_text_is_refused_beside_it(couple: Couple) -> None:
    ada, path = started(couple)

    page = send(ada, path, "draft", written(arriving="x" * 501))

    assert texts(page, "ul", "errorlist") == ["Ensure this value has at most 500 characters (it has 501)."]


def test_proposed_plan_waits_for_one_and_asks_the_other(couple: Couple) -> None:
    ada, ben, path = proposed(couple)

    hers, his = ada.get(path), ben.get(path)

    assert ("With Ben now" in texts(hers, "h3"), "Ada proposes" in texts(his, "h3")) == (True, True)
    assert "Take back my yes" in texts(hers, "button")
    assert [one for one in texts(his, "button") if "agree" in one.lower()] == ["Yes, gladly, and agree"]
    assert "Answer as chosen" in texts(his, "button")
    assert texts(his, "p", "ask__text") == [ASK]


def test_yes_to_every_ask_agrees(couple: Couple) -> None:
    ada, ben, path = proposed(couple)

    answer = send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    assert answer.headers["Location"] == path
    assert seen(couple.ada, path).state is State.AGREED
    assert texts(ada.get(path), "span", "tag--ok")[0] == "You both said yes"


def test_another_answer_makes_the_next_version_with_its_writers_yes(couple: Couple) -> None:
    ada, ben, path = proposed(couple)

    send(ben, path, "agree", {"version": 1, "reply_0": "other", "other_0": "The first ten minutes."})

    now_open = seen(couple.ada, path).open
    assert now_open is not None
    assert (now_open.number, now_open.by_me, now_open.my_yes, now_open.their_yes) == (2, False, False, True)
    assert now_open.content.asks[0].answer == Answer(Reply.OTHER, "The first ten minutes.")
    assert "Ben proposes" in texts(ada.get(path), "h3")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose one. “Not this time” is an answer too."),
        ({"reply_0": "other"}, "Say what you would rather do."),
        ({"reply_0": "yes", "other_0": "But late."}, "You wrote something else, so choose “Something else”."),
    ],
)
def test_answer_that_says_nothing_clear_is_refused_beside_it(
    couple: Couple, given: dict[str, str | int], said: str
) -> None:
    _ada, ben, path = proposed(couple)

    page = send(ben, path, "agree", {"version": 1} | given)

    assert texts(page, "ul", "errorlist") == [said]
    assert seen(couple.ben, path).agreed is None


def test_no_yes_is_offered_while_something_is_missing(couple: Couple) -> None:
    ada, ben, path = proposed(couple)

    send(ben, path, "agree", {"version": 1, "reply_0": "not_this_time"})

    page = ada.get(path)
    assert any("one ask with a yes, or with something else" in note for note in texts(page, "div", "note"))
    assert "Agree" not in texts(page, "button")


def test_page_of_a_refused_answer_leads_to_writing(couple: Couple) -> None:
    _ada, ben, path = proposed(couple)

    page = send(ben, path, "agree", {"version": 1})

    assert f'href="{path}?edit=1#draft"' in page.content.decode()


def test_declining_takes_two_yeses_and_no_answers(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", {"base": 0, "how": "decline"})
    ben = signed_in(couple.ben)

    send(ben, path, "agree", {"version": 1})

    assert seen(couple.ada, path).state is State.DECLINED
    assert "You two decline" in texts(ben.get(path), "h3")


def test_change_of_what_was_agreed_leaves_it_readable(couple: Couple) -> None:
    ada, ben, path = agreed(couple)
    form = ada.get(f"{path}?edit=1").context["form"]
    ask_id = form["ask_id_0"].value()

    send(ada, path, "propose", written(base=1, ask_id_0=ask_id, afterwards="Tea"))

    view = seen(couple.ben, path)
    assert (view.open and view.open.number, view.agreed and view.agreed.number) == (2, 1)
    assert view.open is not None and view.open.content.asks[0].answer == Answer(Reply.YES)
    assert "What you agreed before" in texts(ben.get(path), "summary")


def test_stale_proposal_is_kept_as_a_draft(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ben, path, "agree", {"version": 1, "reply_0": "not_this_time"})

    answer = ada.post(f"{path}propose/", written(base=1, arriving="Side by side"), follow=True)

    draft = seen(couple.ada, path).draft
    assert draft is not None and draft.arriving == "Side by side"
    assert texts(answer, "div", "alert--warning") == [
        "The plan has changed since you opened it. What you wrote is kept below, as your draft."
    ]


def test_stale_answer_in_words_is_kept_as_a_draft(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ada, path, "propose", written(base=1, arriving="Side by side"))

    send(ben, path, "agree", {"version": 1, "reply_0": "other", "other_0": "The first ten minutes."})

    assert seen(couple.ben, path).draft is not None
    assert "Please read the newest version" in texts(ben.get(path), "div", "alert--warning")[0]


def test_yes_can_be_taken_back(couple: Couple) -> None:
    _ada, ben, path = agreed(couple)

    send(ben, path, "take-back", {"version": 1})

    assert seen(couple.ben, path).state is State.PROPOSED
    assert "Yes, gladly, and agree" in texts(ben.get(path), "button")


def test_agreeing_to_what_was_taken_back_says_so_and_agrees_to_nothing(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ada, path, "take-back", {"version": 1})

    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    page = ben.get(path)
    assert texts(page, "div", "alert--success") == []
    assert "The plan has changed" in texts(page, "div", "alert--warning")[0]
    assert "Nothing is on the table now: what was proposed has been taken back." in texts(page, "p", "note")
    assert "Agree" not in texts(page, "button")


def test_own_yes_again_is_not_called_an_agreement(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", {"base": 0, "how": "decline"})

    send(ada, path, "agree", {"version": 1})

    assert texts(ada.get(path), "div", "alert--success")[-1] == "Your yes is kept. It is with Ben now."


def test_agreed_yes_can_be_taken_back_while_a_change_waits(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)
    send(ada, path, "propose", written(base=1, arriving="Side by side.", ask_id_0=_ask_id(couple, path)))

    assert texts(ada.get(path), "button").count("Take back my yes") == 2


def _ask_id(couple: Couple, path: str) -> str:
    return seen(couple.ada, path).versions[-1].content.asks[0].id


def test_private_event_is_not_proposed(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    hidden = event(couple.ada, "Hers", evening(6), visibility="private")
    path = ada.post(f"/events/{hidden}/on/once/plan/").headers["Location"]

    page = send(ada, path, "propose", written())

    assert texts(page, "div", "alert--error") == [
        "A plan for two needs an event that you both can see. Share the event first."
    ]


def test_alone_it_is_a_few_lines_for_oneself(couple: Couple) -> None:
    sol = signed_in(couple.stranger)
    path = sol.post(f"/events/{event(couple.stranger, 'Dinner', evening(4))}/on/once/plan/").headers[
        "Location"
    ]

    sol.post(f"{path}draft/", {"base": 0, "arriving": "I breathe."})

    page = sol.get(path)
    draft = seen(couple.stranger, path).draft
    assert draft is not None and (draft.arriving, draft.how) == ("I breathe.", How.TOGETHER)
    assert texts(page, "h1") == ["A few lines for yourself"]
    assert "Propose" not in page.content.decode()


def test_history_says_who_and_which_day_and_never_when(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)

    page = ada.get(f"{path}versions/")

    (said,) = texts(page, "p", "meta")
    assert said.startswith("proposed by you ") and ":" not in said


def test_draft_can_be_thrown_away(couple: Couple) -> None:
    ada, path = started(couple)

    answer = ada.post(f"{path}draft/discard/")

    assert answer.headers["Location"].startswith("/events/")
    assert ada.get(path).status_code == 404


@pytest.mark.parametrize(
    "deed",
    [
        "",
        "draft/",
        "draft/discard/",
        "propose/",
        "agree/",
        "take-back/",
        "card/",
        "versions/",
        "versions/compare/",
        "reflect/",
        "reflect/answer/",
    ],
)
def test_stranger_finds_nothing(couple: Couple, deed: str) -> None:
    _ada, _ben, path = agreed(couple)
    stranger = signed_in(couple.stranger)
    posts = deed not in ("", "card/", "versions/", "versions/compare/")

    answer = stranger.post(path + deed, {"version": 1}) if posts else stranger.get(path + deed)

    assert answer.status_code == 404


@pytest.mark.parametrize("versions", [1, 5])
def test_reading_takes_the_same_queries_for_one_version_as_for_many(
    couple: Couple, versions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada, path = started(couple)
    for base in range(versions):
        send(ada, path, "propose", written(base=base, arriving=f"version {base}"))
    ben = signed_in(couple.ben)

    with django_assert_num_queries(TO_READ):
        ben.get(path)
