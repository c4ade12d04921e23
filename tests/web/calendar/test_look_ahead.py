from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.calendar import talks
from planner.actions.feelings import flags
from planner.actions.plan import plans, standing
from planner.core.plan.plan_content import Ask, Content, IfThen, Leaving
from planner.models import Reminder
from tests.factories import TZID, Couple, event, person
from tests.web.plan.plan_pages import send, written
from tests.web.reading import evening, signed_in, texts


def hard(who: UUID, event_id: UUID, *, level: int = 2, share: bool = True) -> None:
    flags.flag(who, event_id, "", level=level, share_level=share, now=timezone.now())


def test_conversation_stands_with_its_day_reasons_and_next_step(couple: Couple) -> None:
    party = event(couple.ada, "Office party", evening(6))
    hard(couple.ada, party)

    page = signed_in(couple.ben).get("/")

    (item,) = texts(page, "article", "sheet")
    assert item == (
        "Ada’s world Office party 19:00–23:00 In 6 days · may be hard · no plan yet "
        "Make a plan Not needed: Office party Find a quarter of an hour: Office party"
    )
    assert texts(page, "p", "lede") == ["One thing is worth ten minutes soon."]


def test_what_is_private_to_one_does_not_stand_on_the_page_of_the_other(couple: Couple) -> None:
    party = event(couple.ada, "Office party", evening(6))
    hard(couple.ada, party, share=False)

    hers, his = (texts(signed_in(one).get("/"), "article") for one in (couple.ada, couple.ben))

    assert (len(hers), his) == (1, [])


def test_harder_comes_first_and_only_the_first_step_is_the_primary_one(couple: Couple) -> None:
    hard(couple.ada, event(couple.ada, "Supper", evening(6)), level=1)
    hard(couple.ada, event(couple.ada, "Wedding", evening(7)), level=3)

    page = signed_in(couple.ada).get("/")

    assert texts(page, "h3")[:2] == ["Wedding", "Supper"]
    assert "First what is nearest, hardest or matters most." in texts(page, "p", "meta")
    assert texts(page, "button", "btn--primary") == ["Make a plan"]


def test_draft_is_gone_on_with_by_its_writer_alone(couple: Couple) -> None:
    party = event(couple.ada, "Office party", evening(6))
    hard(couple.ada, party)
    plans.start(couple.ada, party, "", now=timezone.now())

    steps = [
        texts(signed_in(one).get("/"), "div", "actions")[0].split(" Not")[0]
        for one in (couple.ada, couple.ben)
    ]

    assert steps == ["Go on with your draft", "Make a plan"]


def test_proposal_is_answered_by_the_other_and_read_by_its_writer(couple: Couple) -> None:
    party, now = event(couple.ada, "Office party", evening(6)), timezone.now()
    said = Content(
        asks=(Ask("1", couple.ada, "Stay beside me."),),
        if_thens=(IfThen("we get separated", "meet at the coats"),),
        leaving=Leaving(transport="The night bus"),
    )
    plans.propose(couple.ada, plans.start(couple.ada, party, "", now=now), said, base=0, now=now)

    steps = [
        texts(signed_in(one).get("/"), "div", "actions")[0].split(" Not")[0]
        for one in (couple.ada, couple.ben)
    ]

    assert steps == ["Read the plan", "Read and answer"]


def test_one_time_stands_for_a_series(couple: Couple) -> None:
    choir = event(couple.ada, "Choir", evening(2), rrule="FREQ=WEEKLY;COUNT=4")
    hard(couple.ada, choir)

    (item,) = texts(signed_in(couple.ada).get("/"), "article")

    assert "It comes 3 more times in these weeks." in item


def test_empty_page_teaches_with_one_button(db: None) -> None:
    page = signed_in(person("Dora")).get("/")

    assert texts(page, "h2")[0] == "Nothing is coming yet"
    assert texts(page, "a", "btn--primary") == ["Add an event"]


def test_twelve_weeks_are_told_in_words_too(couple: Couple) -> None:
    hard(couple.ada, event(couple.ada, "Wedding", evening(1)), level=3)

    weeks = texts(signed_in(couple.ben).get("/"), "li", "weeks__week")

    assert len(weeks) == 12
    assert sum("some from your partner's world" in week for week in weeks) == 1
    assert sum(": quiet" in week for week in weeks) == 11


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_the_list(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        hard(couple.ada, event(couple.ada, f"Party {n}", evening(6 + n)))
    client = signed_in(couple.ben)

    with django_assert_num_queries(9):
        client.get("/")


@pytest.mark.parametrize("count", [1, 3])
def test_with_plans_talks_notices_and_what_waits_it_takes_twelve_queries(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for n in range(count):
        party = event(couple.ada, f"Party {n}", evening(6 + n))
        hard(couple.ada, party)
        plan_id = plans.start(couple.ada, party, "", now=now)
        plans.propose(couple.ada, plan_id, Content(people="Ours"), base=0, now=now)
        talks.suggest(couple.ada, party, "", starts_at=now + timedelta(days=1 + n), now=now)
    standing.propose(couple.ada, Content(people="Ours"), base=0, now=now)
    lost = Reminder.objects.filter(person_id=couple.ben)
    assert lost.update(state="dead", ended_at=now, attempts=1) >= count
    client = signed_in(couple.ben)

    with django_assert_num_queries(12):
        page = client.get("/")

    text = page.content.decode()
    assert "may not have reached you" in text and "what you two hold to" in text


def test_series_that_needs_no_talk_stands_once(couple: Couple) -> None:
    event(couple.ada, "Choir", evening(2), rrule="FREQ=WEEKLY;COUNT=7")

    page = signed_in(couple.ada).get("/")

    assert texts(page, "span", "agenda__title") == ["Choir"]
    assert "and 6 more times" in texts(page, "span", "agenda__meta")[0]


def test_agreed_evening_at_hand_comes_first_with_its_card(couple: Couple) -> None:
    hard(couple.ada, event(couple.ada, "Funeral", evening(3)), level=3)
    soon = (timezone.localtime(timezone=ZoneInfo(TZID)) + timedelta(hours=20)).replace(
        tzinfo=None, second=0, microsecond=0
    )
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    path = ada.post(f"/events/{event(couple.ada, 'Party', soon)}/on/once/plan/").headers["Location"]
    send(ada, path, "propose", written())
    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    page = ada.get("/")

    assert texts(page, "h3")[:2] == ["Party", "Funeral"]
    assert texts(page, "h2")[:2] == ["At hand", "To talk about"]
    assert texts(page, "a", "btn--primary") == ["Open the card"]


def test_what_has_begun_stands_first_and_what_is_settled_last_by_its_day(couple: Couple) -> None:
    now = timezone.localtime(timezone=ZoneInfo(TZID)).replace(tzinfo=None, second=0, microsecond=0)
    began = event(couple.ada, "Market", now - timedelta(hours=1))
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    for days, title in ((20, "Fair"), (9, "Ball")):
        path = ada.post(f"/events/{event(couple.ada, title, evening(days))}/on/once/plan/").headers[
            "Location"
        ]
        send(ada, path, "propose", written())
        send(ben, path, "agree", {"version": 1, "reply_0": "yes"})
    hard(couple.ada, event(couple.ada, "Funeral", evening(3)), level=3)
    hard(couple.ada, began, level=1)

    page = ada.get("/")

    assert texts(page, "h2")[:3] == ["At hand", "To talk about", "Talked about"]
    assert texts(page, "h3")[:4] == ["Market", "Funeral", "Ball", "Fair"]


def test_what_the_other_proposes_to_hold_to_waits_until_it_is_answered(couple: Couple) -> None:
    held = Content(people="Whose family speaks up")
    number = standing.propose(couple.ada, held, base=0, now=timezone.now())

    waiting = {
        one: texts(signed_in(one).get("/"), "section", "sheet--flat") for one in (couple.ada, couple.ben)
    }
    standing.agree(couple.ben, version=number, now=timezone.now())
    settled = texts(signed_in(couple.ben).get("/"), "section", "sheet--flat")

    card = "Ada proposes what you two hold to Read and answer: what you two hold to"
    assert (card in waiting[couple.ben], card in waiting[couple.ada], card in settled) == (True, False, False)


def test_a_change_to_what_they_hold_to_waits_for_the_other_again(couple: Couple) -> None:
    number = standing.propose(couple.ada, Content(people="Ours"), base=0, now=timezone.now())
    standing.agree(couple.ben, version=number, now=timezone.now())
    standing.propose(couple.ben, Content(people="Both"), base=number, now=timezone.now())

    assert "Ben proposes what you two hold to" in texts(signed_in(couple.ada).get("/"), "h2")


def test_what_is_taken_back_waits_for_nobody(couple: Couple) -> None:
    ben = signed_in(couple.ben)
    number = standing.propose(couple.ada, Content(people="Ours"), base=0, now=timezone.now())
    proposed = texts(ben.get("/"), "h2")
    standing.take_back(couple.ada, version=number, now=timezone.now())
    taken_back = texts(ben.get("/"), "h2")

    waits = "Ada proposes what you two hold to"
    assert (waits in proposed, waits in taken_back) == (True, False)
