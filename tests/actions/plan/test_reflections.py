"""Saying back and answering: what stays, who hears of it, and that agreeing needs none of it."""

from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.people import people
from planner.actions.plan import plans, reflections
from planner.core.plan.reflecting import Heard
from planner.core.plan.support_plan import State
from planner.models import Reflection, ReflectionAnswer, Reminder
from planner.queries.plan import plans as plan_queries
from tests.plan_factories import LATER, NOW, YES, couple, evening, proposed, view_versions

pytestmark = pytest.mark.django_db
SENTENCE = "that you are not alone there"


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


@pytest.fixture
def plan_id(two: tuple[UUID, ...]) -> UUID:
    return proposed(two[0], evening(two[0]))


def said(actor: UUID, plan_id: UUID) -> list[tuple[int, bool, str, str | None, str]]:
    seen = plan_queries.plan(actor, plan_id, now=NOW).reflections
    return [(one.number, one.by_me, one.text, one.reply, one.reply_text) for one in seen]


def test_what_was_heard_and_its_answer_stand_for_both(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    reflections.reflect(ben, plan_id, version=1, text=f" {SENTENCE} ", now=NOW)
    heard = plan_queries.plan(ada, plan_id, now=NOW).reflections[0].id

    reflections.answer(ada, plan_id, heard, reply=Heard.ALMOST, text="at the beginning", now=NOW)

    assert said(ada, plan_id) == [(1, False, SENTENCE, "almost", "at the beginning")]
    assert said(ben, plan_id) == [(1, True, SENTENCE, "almost", "at the beginning")]


def test_twice_the_same_is_once_and_touches_nobody(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)
    heard = Reflection.objects.get().id
    reflections.answer(ada, plan_id, heard, reply=Heard.THAT_IS_IT, now=NOW)
    before = view_versions(two)

    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)
    reflections.answer(ada, plan_id, heard, reply=Heard.THAT_IS_IT, now=NOW)

    assert (Reflection.objects.count(), ReflectionAnswer.objects.count()) == (1, 1)
    assert view_versions(two) == before


def test_after_an_almost_it_is_said_again_beside_the_first(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)
    with pytest.raises(errors.AlreadySaid):
        reflections.reflect(ben, plan_id, version=1, text="something else", now=NOW)
    reflections.answer(ada, plan_id, Reflection.objects.get().id, reply=Heard.ALMOST, now=NOW)

    reflections.reflect(ben, plan_id, version=1, text="that you are not alone at first", now=NOW)

    assert [one[2:4] for one in said(ada, plan_id)] == [
        (SENTENCE, "almost"),
        ("that you are not alone at first", None),
    ]


def test_the_other_is_told_as_of_other_news_of_a_plan(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    Reminder.objects.all().delete()

    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)
    reflections.answer(ada, plan_id, Reflection.objects.get().id, reply=Heard.THAT_IS_IT, now=NOW)

    told = Reminder.objects.filter(step="news").values_list("person_id", flat=True)
    assert set(told) == {ada, ben}


def test_agreeing_waits_for_no_sentence_and_no_answer(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)

    plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW)

    assert plan_queries.plan(ada, plan_id, now=NOW).state is State.AGREED


def test_a_version_that_is_no_longer_on_the_table_is_stale(two: tuple[UUID, ...], plan_id: UUID) -> None:
    _ada, ben = two
    plans.agree(ben, plan_id, version=1, answers={"a1": LATER}, now=NOW)

    with pytest.raises(errors.Stale):
        reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)


def test_parting_keeps_it_with_what_was_agreed_and_closes_it(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    reflections.reflect(ben, plan_id, version=1, text=SENTENCE, now=NOW)
    plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW)

    people.leave(ben, now=NOW)

    assert [one[2] for one in said(ada, plan_id)] == [SENTENCE]
    with pytest.raises(errors.AlreadyOver):
        reflections.answer(ada, plan_id, Reflection.objects.get().id, reply=Heard.ALMOST, now=NOW)


def test_neither_a_stranger_nor_a_sentence_elsewhere(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    stranger, somebody = couple("sol", "sam")
    elsewhere = proposed(stranger, evening(stranger))
    reflections.reflect(somebody, elsewhere, version=1, text=SENTENCE, now=NOW)
    theirs = Reflection.objects.get().id

    for who, plan, sentence in ((ada, elsewhere, theirs), (ada, plan_id, theirs), (ada, plan_id, uuid4())):
        with pytest.raises(errors.NotFound):
            reflections.answer(who, plan, sentence, reply=Heard.ALMOST, now=NOW)
    with pytest.raises(errors.NotFound):
        reflections.reflect(stranger, plan_id, version=1, text=SENTENCE, now=NOW)
    assert said(ben, plan_id) == []
