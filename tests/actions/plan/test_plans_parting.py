"""What becomes of plans when the two part, and when somebody begins anew with another."""

from dataclasses import replace
from uuid import UUID

import pytest

from planner import errors
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.plan.plan_content import Ask
from planner.core.plan.support_plan import State
from planner.models import Couple, Membership
from planner.queries.people import people as people_queries
from planner.queries.people import who
from planner.queries.plan import plans as plan_queries
from tests.plan_factories import NOW, YES, agreed, couple, evening, proposed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


def test_both_keep_what_was_agreed_and_nobody_changes_it(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))

    people.leave(ben, now=NOW)

    for person, other in ((ada, "Ben"), (ben, "Ada")):
        view = plan_queries.plan(person, plan_id, now=NOW)
        assert (view.is_closed, view.state, view.partner and view.partner.name) == (True, State.AGREED, other)
        with pytest.raises(errors.AlreadyOver):
            plans.take_back(person, plan_id, version=1, now=NOW)
        with pytest.raises(errors.AlreadyOver):
            plans.save_draft(person, plan_id, said(person), now=NOW)


def test_what_was_only_proposed_goes_back_to_its_writer(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))

    people.leave(ada, now=NOW)

    assert [(one.state, one.draft) for one in plan_queries.all(ada, now=NOW)] == [(State.DRAFT, said(ada))]
    assert plan_queries.all(ben, now=NOW) == ()
    with pytest.raises(errors.NotFound):
        plan_queries.plan(ben, plan_id, now=NOW)


def test_what_was_taken_back_and_thrown_away_stays_away(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = proposed(ada, evening(ada))
    plans.take_back(ada, plan_id, version=1, now=NOW)
    plans.discard_draft(ada, plan_id, now=NOW)

    people.leave(ada, now=NOW)

    assert plan_queries.all(ada, now=NOW) == ()


def test_who_is_left_reads_so_until_they_say_that_they_did(two: tuple[UUID, ...]) -> None:
    ada, ben = two

    people.leave(ada, now=NOW)

    assert [people_queries.couple(one).was_left for one in (ada, ben)] == [False, True]
    people.accept_being_alone(ben)
    assert not people_queries.couple(ben).was_left


def test_what_was_agreed_is_found_again_by_its_event(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    people.leave(ben, now=NOW)

    kept = plan_queries.of(who.of(ada), event, "", is_looked_back_on=False, now=NOW)[1]

    assert kept is not None
    assert kept.id == plan_id
    assert [one.id for one in plan_queries.kept(who.of(ben), now=NOW)] == [plan_id]


def test_a_draft_goes_on_without_the_others_words(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ben)
    plan_id = proposed(ada, event)
    newest = plan_queries.plan(ben, plan_id, now=NOW).versions[-1].content
    answered = tuple(replace(ask, answer=YES) for ask in newest.asks)
    mine = Ask("b1", ben, "Introduce me to them.")
    plans.save_draft(ben, plan_id, replace(newest, asks=(*answered, mine)), now=NOW)

    people.leave(ada, now=NOW)

    draft = plan_queries.for_occurrence(ben, event.id, "", now=NOW)
    assert draft is not None
    assert draft.draft is not None
    assert (draft.state, draft.draft.asks) == (State.DRAFT, (mine,))


def test_a_new_partner_sees_nothing_of_an_earlier_plan(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    people.leave(ben, now=NOW)
    cleo = couple("cleo")[0]
    together = Couple.objects.get(memberships__person_id=ada)
    Membership.objects.filter(person_id=cleo).update(couple=together, slot=2)

    assert plan_queries.all(cleo, now=NOW) == ()
    assert plan_queries.for_occurrence(cleo, event.id, "", now=NOW) is None
    with pytest.raises(errors.NotFound):
        plan_queries.plan(cleo, plan_id, now=NOW)
    assert proposed(ada, event) != plan_id
    assert [view.base for view in plan_queries.all(cleo, now=NOW)] == [1]
