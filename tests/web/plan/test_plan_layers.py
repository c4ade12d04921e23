"""The three layers of a plan's page, saying back, offers, one act for all, and two versions side by side."""

from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from planner.actions.calendar import events
from planner.actions.feelings import flags, own_lines
from planner.actions.people import helps
from planner.actions.plan import reflections
from planner.core.plan.plan_content import Answer, Content, How, Reply
from planner.core.plan.support_plan import State
from planner.core.visibility import Visibility
from planner.models import Event, Lesson
from planner.queries.feelings import flags as flag_queries
from planner.queries.feelings import own_lines as own_queries
from planner.queries.people import helps as help_queries
from tests.factories import NOW, Couple, event
from tests.web.plan.plan_pages import agreed, proposed, seen, send, started, written
from tests.web.reading import evening, signed_in, texts

AT_MOST = 12
OFFER = "I come to you every half hour."


def about(couple: Couple, path: str) -> UUID:
    occurrence = seen(couple.ada, path).occurrence
    assert occurrence is not None and occurrence.event_id is not None
    return occurrence.event_id


def who_sees(page: object) -> list[str]:
    return [one.split(".")[0] for one in texts(page, "p", "layer__who")]


def offered(couple: Couple) -> tuple[Client, Client, str]:
    """Ada, to whom Ben has offered something else; Ben; and the address of the plan."""
    ada, ben, path = proposed(couple)
    send(ben, path, "agree", {"version": 1, "reply_0": "other", "other_0": OFFER})
    return ada, ben, path


def test_each_layer_says_who_can_see_it(couple: Couple) -> None:
    ada, path = started(couple)

    page = ada.get(path)

    assert texts(page, "h2") == ["What may be hard, what matters", "The plan", "For yourself"]
    assert who_sees(page) == ["Yours until you share it", "For you two", "Only you, whatever happens"]


def test_what_waits_for_an_answer_comes_before_what_is_ones_own(couple: Couple) -> None:
    _ada, ben, path = proposed(couple)

    told = who_sees(ben.get(path))
    assert told == ["For you two", "Yours until you share it", "Only you, whatever happens"]


def test_alone_each_layer_is_ones_own(couple: Couple) -> None:
    made = event(couple.stranger, "Dinner", evening(4))

    page = signed_in(couple.stranger).post(f"/events/{made}/on/once/plan/", follow=True)

    assert who_sees(page) == ["Only you", "So far only you", "Only you, whatever happens"]


def test_a_flag_is_written_and_shared_item_by_item_from_the_plan(couple: Couple) -> None:
    ada, path = started(couple)
    made, plan_id = about(couple, path), path.split("/")[2]
    said = {"level": 2, "reason_noise": "on", "share_noise": "on", "reason_money": "on", "note": "My boss."}

    answer = ada.post(f"/events/{made}/on/once/flag/", said | {"plan": plan_id})

    assert answer.headers["Location"] == f"{path}#hard"
    theirs = flag_queries.feelings(couple.ben, made, "").their_flag
    assert theirs is not None
    assert (theirs.level, [one.chip for one in theirs.reasons], theirs.note) == (None, ["noise"], "")


def test_what_matters_is_written_and_shared_from_the_plan(couple: Couple) -> None:
    ada, path = started(couple)
    made, plan_id = about(couple, path), path.split("/")[2]

    said = {"level": 3, "why": "My first months there.", "share_why": "on", "plan": plan_id}
    answer = ada.post(f"/events/{made}/on/once/matters/", said)
    ben = signed_in(couple.ben).post(f"/events/{made}/on/once/plan/", follow=True)

    assert answer.headers["Location"] == f"{path}#matters"
    assert "Ada shared with you" in texts(ben, "h3")
    assert "My first months there." in texts(ben, "li") and "It matters a lot to Ada" not in texts(ben, "li")


def test_own_lines_are_kept_from_the_plan_and_are_in_no_byte_of_the_others(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    made, plan_id = about(couple, path), path.split("/")[2]
    before = _without_tokens(ben.get(path).content)

    answer = ada.post(
        f"/events/{made}/on/once/own/", {"coping": "zqbreathe", "quiet_helps": "zqwater", "plan": plan_id}
    )

    kept = own_queries.of(couple.ada, made, "")
    assert answer.headers["Location"] == f"{path}#own"
    assert kept is not None and (kept.coping, kept.quiet_helps) == ("zqbreathe", "zqwater")
    assert "zqwater" in ada.get(path).content.decode()
    assert 'name="was_quiet_helps" value="zqwater"' in ada.get(path).content.decode()
    ada.post(f"/events/{made}/on/once/own/", {"coping": "", "was_coping": "zqbreath", "was_quiet_helps": ""})
    again = own_queries.of(couple.ada, made, "")
    assert again is not None and (again.coping, again.quiet_helps) == ("zqbreathe", "zqwater")
    assert _without_tokens(ben.get(path).content) == before


def _without_tokens(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"csrf" not in line]


def test_a_tap_takes_a_quiet_help_of_ones_list_over_to_this_evening(couple: Couple) -> None:
    ada, _ben, path = offered(couple)
    own = f"/events/{about(couple, path)}/on/once/own/"
    for text in ("A glass of water", "The earlier tram"):
        helps.add(couple.ada, text, is_quiet=True, now=NOW)
    helps.add(couple.ben, "zqtheirs", is_quiet=True, now=NOW)
    plan_id = path.split("/")[2]
    asked = ada.post(own, {"coping": "Breathe", "quiet_helps": "I drive", "plan": plan_id, "list": "1"})
    assert asked.headers["Location"] == own
    assert texts(ada.get(own), "button", "btn")[:2] == ["A glass of water", "The earlier tram"]
    water, tram = (one.id for one in help_queries.helps(couple.ada).quiet)

    ada.post(own, {"coping": "Breathe", "quiet_helps": "I drive", "take": str(water)})
    after = ada.post(
        own, {"coping": "Breathe", "quiet_helps": "I drive\nA glass of water", "take": str(tram)}
    )

    kept = own_queries.of(couple.ada, about(couple, path), "")
    assert kept is not None and kept.coping == "Breathe"
    assert kept.quiet_helps.splitlines() == ["I drive", "A glass of water", "The earlier tram"]
    assert after.headers["Location"] == own
    assert texts(ada.get(own), "button", "btn") == ["Keep it for me"]


def test_nobody_takes_from_the_others_list(couple: Couple) -> None:
    ada, _ben, path = offered(couple)
    own = f"/events/{about(couple, path)}/on/once/own/"
    theirs = helps.add(couple.ben, "zqtheirs", is_quiet=True, now=NOW)

    ada.post(own, {"coping": "x", "take": str(theirs)})

    kept = own_queries.of(couple.ada, about(couple, path), "")
    assert kept is not None and kept.quiet_helps == ""


def test_own_lines_stand_on_only_me_when_the_event_goes_away(couple: Couple) -> None:
    _ada, ben, path = proposed(couple)
    own_lines.keep(couple.ben, about(couple, path), "", coping="zqbreathe", now=NOW)

    events.show(couple.ada, about(couple, path), Visibility.PRIVATE, now=NOW)

    page = ben.get("/me/only/")
    assert "From events that went away" in texts(page, "h2")
    assert "zqbreathe" in texts(page, "dd")
    assert "zqbreathe" not in ben.get(path).content.decode()
    ben.post(f"/me/only/own/{own_queries.mine(couple.ben)[0].id}/forget/")
    assert own_queries.mine(couple.ben) == ()


def test_own_lines_have_a_page_of_their_own(couple: Couple) -> None:
    ada, path = started(couple)
    address = f"/events/{about(couple, path)}/on/once/own/"

    refused = ada.post(address, {"coping": "x" * 2001})
    kept = ada.post(address, {"coping": "I breathe."})

    assert texts(refused, "ul", "errorlist") == [
        "Ensure this value has at most 2000 characters (it has 2001)."
    ]
    assert kept.headers["Location"] == f"/events/{about(couple, path)}/on/once/"
    assert "I breathe." in ada.get(address).content.decode()


def test_an_offer_stands_under_its_ask_with_a_yes_of_one_tap(couple: Couple) -> None:
    ada, ben, path = offered(couple)

    page = ada.get(path)

    assert "Ben offers something else" in texts(page, "p", "ask__from")
    assert [one for one in texts(page, "button") if "gree" in one] == ["Yes to this, and agree"]
    assert "You offer something else" in texts(ben.get(path), "p", "ask__from")
    send(ada, path, "agree", {"version": 2})
    assert seen(couple.ada, path).state is State.AGREED


def test_whoever_changes_the_plan_sees_what_was_offered_beside_their_ask(couple: Couple) -> None:
    ada, _ben, path = offered(couple)

    page = ada.get(f"{path}?edit=1")

    assert any(OFFER in one for one in texts(page, "p", "plan-form__answer"))


def test_yes_to_all_and_agreeing_are_one_act(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", written(ask_1="Say when you leave the room."))
    ben = signed_in(couple.ben)

    assert "Yes, gladly to all, and agree" in texts(ben.get(path), "button")
    send(ben, path, "agree", {"version": 1, "all": "yes"})

    view = seen(couple.ada, path)
    assert view.state is State.AGREED and view.agreed is not None
    assert [ask.answer for ask in view.agreed.content.asks] == [Answer(Reply.YES)] * 2


def test_yes_to_all_throws_no_written_words_away(couple: Couple) -> None:
    _ada, ben, path = proposed(couple)

    page = send(ben, path, "agree", {"version": 1, "all": "yes", "reply_0": "other", "other_0": OFFER})

    assert texts(page, "ul", "errorlist") == ["You wrote something else, so choose “Something else”."]
    assert seen(couple.ben, path).agreed is None


def test_saying_back_goes_with_the_yes_and_is_answered(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ben, path, "agree", {"version": 1, "all": "yes", "heard": "that you are not alone"})

    page = ada.get(path)
    (heard,) = seen(couple.ada, path).reflections
    answer = send(ada, path, "reflect/answer", {"reflection": str(heard.id), "reply": "that_is_it"})

    assert "Ben heard: what matters most to you is …" in texts(page, "p", "ask__from")
    assert {"That’s it", "Almost"} <= set(texts(page, "button"))
    assert answer.headers["Location"] == f"{path}#heard"
    assert "That’s it" in texts(ben.get(path), "span", "tag--ok")
    assert "that you are not alone" in ben.get(f"{path}versions/").content.decode()


def test_saying_back_stands_by_itself_too_and_may_be_almost_right(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ben, path, "reflect", {"version": 1, "heard": "that we leave early"})
    (heard,) = seen(couple.ada, path).reflections

    send(ada, path, "reflect/answer", {"reflection": str(heard.id), "reply": "almost", "words": "at ten"})
    send(ben, path, "reflect", {"version": 1, "heard": "that we leave at ten"})

    assert seen(couple.ada, path).agreed is None
    said = [(one.text, one.reply, one.reply_text) for one in seen(couple.ada, path).reflections]
    assert said == [("that we leave early", "almost", "at ten"), ("that we leave at ten", None, "")]


@pytest.mark.parametrize(
    ("deed", "given", "said"),
    [
        ("reflect", {"version": 1, "heard": " "}, "Write one sentence, or leave it out."),
        (
            "reflect",
            {"version": 1, "heard": "x" * 501},
            "Ensure this value has at most 500 characters (it has 501).",
        ),
    ],
)
def test_a_sentence_that_says_nothing_clear_is_refused_beside_it(
    couple: Couple, deed: str, given: dict[str, str | int], said: str
) -> None:
    ada, _ben, path = proposed(couple)

    page = send(ada, path, deed, given)

    assert texts(page, "ul", "errorlist") == [said]


def test_that_is_it_needs_no_words(couple: Couple) -> None:
    ada, ben, path = proposed(couple)
    send(ben, path, "reflect", {"version": 1, "heard": "that we leave early"})
    (heard,) = seen(couple.ada, path).reflections

    given = {"reflection": str(heard.id), "reply": "that_is_it", "words": "but at ten"}
    page = send(ada, path, "reflect/answer", given)

    assert texts(page, "ul", "errorlist") == ["You wrote what is missing, so choose “Almost”."]


def test_a_plan_that_has_moved_on_is_read_first(couple: Couple) -> None:
    ada, ben, path = offered(couple)

    send(ben, path, "reflect", {"version": 1, "heard": "that we leave early"})

    assert seen(couple.ada, path).reflections == ()
    assert "Read it first" in texts(ben.get(path), "div", "alert--warning")[0]


def test_versions_stand_side_by_side_and_are_told_apart_in_words(couple: Couple) -> None:
    ada, ben, path = agreed(couple)
    ask_id = seen(couple.ada, path).versions[0].content.asks[0].id
    send(ada, path, "propose", written(base=1, ask_id_0=ask_id, latest="23:00", afterwards="Tea"))

    page = ben.get(f"{path}versions/compare/")

    assert texts(page, "h2") == ["Leaving", "Afterwards"]
    assert texts(page, "del") == ["Taken out: 22:30 (end of what was taken out)"]
    assert texts(page, "ins") == ["New: 23:00 (end of what is new)", "New: Tea (end of what is new)"]
    assert texts(page, "option") == ["Version 1 · agreed", "Version 2 · on the table"] * 2
    assert "You ask" not in texts(page, "p", "small")[-1] and "Ada asks" in texts(page, "p", "small")[-1]


def test_any_two_versions_can_be_chosen_the_older_stands_first(couple: Couple) -> None:
    ada, ben, path = offered(couple)
    send(ada, path, "propose", written(base=2, arriving="Side by side."))

    page = ben.get(f"{path}versions/compare/?left=3&right=1")

    assert texts(page, "h3")[:2] == ["Version 1", "Version 3"]
    assert "New: Side by side. (end of what is new)" in texts(page, "ins")


@pytest.mark.parametrize("asked", ["?left=1&right=1", "?left=x&right=99", ""])
def test_comparing_what_is_not_there_falls_back_to_what_is(couple: Couple, asked: str) -> None:
    _ada, ben, path = offered(couple)

    assert texts(ben.get(f"{path}versions/compare/{asked}"), "h3")[:2] == ["Version 1", "Version 2"]


def test_one_version_has_nothing_to_be_compared_with(couple: Couple) -> None:
    ada, _ben, path = proposed(couple)

    assert ada.get(f"{path}versions/compare/").headers["Location"] == f"{path}versions/"


@pytest.mark.parametrize(
    ("how", "heading", "said"),
    [
        ({"how": "decline"}, "You two decline", "The evening is yours."),
        ({"how": "one_of_us"}, "You go", "Going separately is a good outcome."),
    ],
)
def test_a_bare_plan_is_two_yeses_and_reads_warmly(
    couple: Couple, how: dict[str, str | int], heading: str, said: str
) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", {"base": 0, "who_goes": str(couple.ada)} | how)
    ben = signed_in(couple.ben)
    asked = ben.get(path)
    send(ben, path, "agree", {"version": 1})

    page = ada.get(path)

    assert [one for one in texts(asked, "button") if "gree" in one] == ["Agree"]
    assert heading in texts(page, "h3")
    assert any(said in one for one in texts(page, "p"))
    assert "Open the plan card" not in texts(page, "a")


def test_declining_says_nothing_of_what_its_form_hides(couple: Couple) -> None:
    ada, path = started(couple)
    hidden = written(how="decline", arriving="Side by side", signal="A hand", people="Hers speak up")

    send(ada, path, "propose", hidden | {"afterwards": "A film, and tea."})

    waiting = seen(couple.ben, path).open
    assert waiting is not None
    assert waiting.content == Content(how=How.DECLINE, afterwards="A film, and tea.")


def test_part_of_it_reads_as_an_outcome_of_its_own(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", written(how="part"))
    send(signed_in(couple.ben), path, "agree", {"version": 1, "all": "yes"})

    assert "You two go for part of it" in texts(ada.get(path), "h3")


def test_beginning_with_what_was_kept_before_takes_no_more_queries(
    couple: Couple, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada, path = started(couple)
    made = about(couple, path)
    uid = Event.objects.get(id=made).uid
    times = {"happened_at": NOW, "created_at": NOW, "changed_at": NOW, "shared_at": NOW}
    for owner in (couple.ada, couple.ben):
        for where in (uid, "elsewhere"):
            Lesson.objects.create(
                owner_id=owner, uid=where, recurrence_id="x", kind="work_party", text="x", **times
            )
        flags.flag(owner, made, "", level=2, reasons=[flags.ReasonForm("noise")], now=NOW)
        flags.matter(owner, made, "", level=2, why="x", share_why=True, now=NOW)
        own_lines.keep(owner, made, "", coping="x", now=NOW)

    with django_assert_max_num_queries(AT_MOST):
        page = ada.get(path)

    assert "Kept from last time" in texts(page, "h2") or "Last time you two kept" in texts(page, "h2")


@pytest.mark.parametrize("many", [False, True])
def test_the_page_takes_no_more_queries_however_much_is_said(
    couple: Couple, many: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada, ben, path = offered(couple)
    made = about(couple, path)
    reasons = [
        flags.ReasonForm(chip, share=True) for chip in ("noise", "money", "length")[: 3 if many else 1]
    ]
    for who in (couple.ada, couple.ben)[: 2 if many else 1]:
        flags.flag(who, made, "", level=2, reasons=reasons, share_level=True, now=NOW)
        flags.matter(who, made, "", level=2, why="x", share_why=True, now=NOW)
        own_lines.keep(who, made, "", coping="x", now=NOW)
        reflections.reflect(who, UUID(path.split("/")[2]), version=2, text="x", now=NOW)

    with django_assert_max_num_queries(AT_MOST):
        ada.get(path)
