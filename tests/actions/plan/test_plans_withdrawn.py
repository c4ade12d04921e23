"""Proposals that are taken back: off the table for both, in the history of both, and their writer's again."""

from dataclasses import replace
from uuid import UUID

import pytest

from planner import errors
from planner.actions.plan import plans
from planner.core.plan.plan_content import Ask, Content
from planner.core.plan.support_plan import State
from planner.models import Reminder
from planner.queries.pages import look_ahead
from planner.queries.plan import plans as plan_queries
from tests.plan_factories import LATER, NOW, YES, agreed, couple, evening, proposed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


def test_a_withdrawn_proposal_is_its_writers_draft_and_nothing_to_agree_to(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = proposed(ada, event)

    plans.take_back(ada, plan_id, version=1, now=NOW)

    mine, theirs = (plan_queries.plan(one, plan_id, now=NOW) for one in two)
    assert (mine.state, mine.open, mine.draft, len(mine.versions)) == (State.DRAFT, None, said(ada), 1)
    assert (theirs.state, theirs.open, theirs.draft, len(theirs.versions)) == (State.NONE, None, None, 1)
    assert look_ahead.look_ahead(ben, now=NOW).next == ()
    with pytest.raises(errors.Stale):
        plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW)


def test_a_withdrawn_change_leaves_what_was_agreed_in_force(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    stands = plan_queries.plan(ben, plan_id, now=NOW).agreed
    assert stands is not None
    changed = replace(stands.content, arriving="Through the garden.")
    plans.propose(ben, plan_id, changed, base=1, now=NOW)

    plans.take_back(ben, plan_id, version=2, now=NOW)

    view = plan_queries.plan(ada, plan_id, now=NOW)
    assert (view.state, view.open, view.agreed and view.agreed.number) == (State.AGREED, None, 1)
    assert plan_queries.plan(ben, plan_id, now=NOW).draft == changed
    assert plans.propose(ben, plan_id, changed, base=1, now=NOW) == 3


def test_a_withdrawn_answer_brings_the_others_proposal_back(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    plans.agree(ben, plan_id, version=1, answers={"a1": LATER}, now=NOW)

    plans.take_back(ben, plan_id, version=2, now=NOW)

    view = plan_queries.plan(ben, plan_id, now=NOW)
    assert view.open is not None
    assert (view.state, view.open.number, view.open.their_yes) == (State.PROPOSED, 1, True)
    assert plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW) == 1


def test_nobody_stands_by_what_they_proposed_before_what_they_withdraw(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    plans.propose(ada, plan_id, said(ada, "Dance with me once."), base=1, now=NOW)

    plans.take_back(ada, plan_id, version=2, now=NOW)

    assert plan_queries.plan(ben, plan_id, now=NOW).state is State.NONE
    assert plans.propose(ben, plan_id, Content(asks=(Ask("b1", ben, "Call me."),)), base=0, now=NOW) == 3


def test_a_draft_that_was_begun_meanwhile_is_kept(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = proposed(ada, evening(ada))
    newer = said(ada, "Dance with me once.")
    plans.save_draft(ada, plan_id, newer, now=NOW)

    plans.take_back(ada, plan_id, version=1, now=NOW)

    draft = plan_queries.plan(ada, plan_id, now=NOW).draft
    assert draft is not None
    assert [ask.text for ask in draft.asks] == ["Dance with me once."]


def test_nothing_at_all_is_not_proposed_and_the_draft_stays(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    event = evening(ada)
    plan_id = plans.start(ada, event.id, "", now=NOW)
    plans.save_draft(ada, plan_id, said(ada), now=NOW)

    with pytest.raises(errors.NothingSaid):
        plans.propose(ada, plan_id, Content(), base=0, now=NOW)

    assert plan_queries.plan(ada, plan_id, now=NOW).draft == said(ada)
    assert plans.propose(ada, plan_id, Content(arriving="Side by side."), base=0, now=NOW) == 1


def test_whoever_acts_last_hears_nothing_new(two: tuple[UUID, ...]) -> None:
    ada, ben = two

    agreed(ada, ben, evening(ada))

    waiting = Reminder.objects.filter(step="news", state="pending")
    assert list(waiting.values_list("person_id", flat=True)) == [ada]
