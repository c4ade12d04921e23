from tests.factories import Couple, event
from tests.web.plan.plan_pages import agreed, proposed, send, started, written
from tests.web.reading import evening, signed_in, texts


def test_card_holds_what_was_agreed_and_no_sign(couple: Couple) -> None:
    ada, path = started(couple)
    send(
        ada,
        path,
        "propose",
        written(arriving="Side by side", line="You first.", signal="A hand on the watch", transport="Tram"),
    )
    ben = signed_in(couple.ben)
    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    card = ben.get(f"{path}card/")

    assert texts(card, "title") == ["Plan card · Alongside"]
    assert texts(card, "p", "plan-card__line") == ["From Ada: You first."]
    assert texts(card, "dd") == [
        "Stay beside me for the first half hour.",
        "Side by side",
        "we meet at the coats",
        "By 22:30 · Tram · Either of us can call it, no reason needed.",
    ]
    assert texts(card, "nav") == []
    assert "A hand on the watch" not in card.content.decode()


def test_ask_is_for_one_and_from_the_other(couple: Couple) -> None:
    ada, ben, path = agreed(couple)

    first_words = [texts(one.get(f"{path}card/"), "dt")[0] for one in (ada, ben)]

    assert first_words == ["You would love it if Ben …", "Ada would love it if you …"]


def test_there_is_no_card_before_both_agree(couple: Couple) -> None:
    ada, _ben, path = proposed(couple)

    assert ada.get(f"{path}card/").headers["Location"] == path


def test_alone_the_card_is_made_of_ones_own_lines(couple: Couple) -> None:
    sol = signed_in(couple.stranger)
    path = sol.post(f"/events/{event(couple.stranger, 'Dinner', evening(4))}/on/once/plan/").headers[
        "Location"
    ]
    sol.post(f"{path}draft/", {"base": 0, "arriving": "I breathe."})

    card = sol.get(f"{path}card/")

    assert texts(card, "dd") == ["I breathe.", "Either of us can call it, no reason needed."]


def test_card_of_a_day_further_off_says_its_date(couple: Couple) -> None:
    _ada, ben, path = agreed(couple)

    day = evening(6).date()

    assert texts(ben.get(f"{path}card/"), "h1") == [f"{day:%A} {day.day} {day:%B}, together"]
