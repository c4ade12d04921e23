"""The pages on which each partner makes a ladder their own."""

from typing import Any

from planner.core.reminding import ladder_sets as core
from planner.core.reminding.reminders import OURS, Rungs, Step
from planner.queries.reminders import ladder_sets
from tests.factories import Couple
from tests.web.reading import signed_in, texts

FAMILY = "/reminders/ladder/family/"


def written(rungs: Rungs = OURS, **changes: Any) -> dict[str, Any]:
    """What the form sends for these rungs."""
    ticks = {f"wants_{core.field_of(step)}": "on" for step in Step if step in rungs.steps}
    clocks = {name: str(value)[:5] for name, value in core.written(rungs).items()}
    return ticks | clocks | changes


def test_every_kind_is_listed_with_what_counts_for_it(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    ada.post(FAMILY, written(talk_days="5"))
    ada.post("/reminders/ladder/medical/empty/")

    page = ada.get("/reminders/")

    assert texts(page, "li", "ladders__one") == [
        "Work party as for every kind",
        "Family a ladder of its own",
        "Friends as for every kind",
        "Celebration as for every kind",
        "Travel as for every kind",
        "Medical nothing is sent",
        "Time for us as for every kind",
        "Something else as for every kind",
        "Every other kind of event as it was to begin with",
    ]


def test_what_stands_in_for_the_rest_speaks_of_other_kinds(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    before = ada.get("/reminders/ladder/all/")
    emptied = ada.post("/reminders/ladder/all/empty/", follow=True)

    assert "Send nothing for any other kind" in texts(before, "button")
    assert texts(emptied, "p", "lede") == ["Nothing is sent for any other kind of event."]
    assert "Saved. Nothing is sent for any other kind of event." in emptied.content.decode()


def test_a_ladder_is_saved_from_its_form_and_drawn(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    answer = ada.post(
        FAMILY, written(talk_days="5", talk_at="07:30", card_hours="6", wants_repair=""), follow=True
    )

    assert answer.redirect_chain == [(FAMILY, 302)]
    assert texts(answer, "text", "ladder__label") == ["14 d", "5 d", "3 d", "1 d", "6 h", "10:00", "+3 d"]
    assert 'aria-label="Talk about a plan: 5 days before, at 07:30"' in answer.content.decode()
    assert 'aria-label="Talk it over: switched off"' in answer.content.decode()
    assert Step.REPAIR not in ladder_sets.one(couple.ada, "family").rungs.steps
    assert ladder_sets.one(couple.ben, "family").rungs == OURS


def test_what_makes_no_ladder_is_said_beside_its_field(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    answers = [
        ada.post(FAMILY, written(**{name: value}))
        for name, value in (
            ("talk_days", "14"),
            ("early_days", "29"),
            ("read_through_days", ""),
            ("card_hours", "0"),
            ("check_in_at", "25:00"),
        )
    ]

    assert [texts(one, "ul", "errorlist") for one in answers] == [
        ["Each invitation to talk comes on a later day than the one before it."],
        ["Ensure this value is less than or equal to 28."],
        ["This field is required."],
        ["Ensure this value is greater than or equal to 1."],
        ["Enter a valid time."],
    ]
    assert 'value="29"' in answers[1].content.decode()
    assert not ladder_sets.one(couple.ada, "family").is_own


def test_emptied_and_taken_back(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    ada.post(FAMILY, written(talk_days="5"))

    emptied = ada.post(f"{FAMILY}empty/", follow=True)
    kept = ladder_sets.one(couple.ada, "family").rungs
    back = ada.post(f"{FAMILY}reset/", follow=True)

    assert texts(emptied, "p", "lede") == ["Nothing is sent for this kind of event."]
    assert (kept.steps, kept.talk.days) == (frozenset(), 5)
    assert "Send nothing for this kind" in texts(back, "button")
    assert "As for every kind" not in texts(back, "button")
    assert ladder_sets.one(couple.ada, "family").rungs == OURS


def test_there_is_no_page_for_a_kind_that_there_is_not(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    answers = [
        ada.get("/reminders/ladder/wedding/"),
        *(ada.post(f"/reminders/ladder/wedding/{deed}", written()) for deed in ("", "empty/", "reset/")),
    ]

    assert [one.status_code for one in answers] == [404] * 4
