"""A draft that is kept from two windows, over real rows; what is decided of it is tested in the core."""

from dataclasses import replace
from uuid import UUID

import pytest

from planner import errors
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.plan.draft_merge import Spare
from planner.core.plan.plan_content import Ask, Content, How
from planner.models import PlanDraft, Reminder
from planner.queries.plan import plans as plan_queries
from planner.queries.views import PlanView
from tests.plan_factories import NOW, couple, evening, proposed, said, view_versions

pytestmark = pytest.mark.django_db

WAS = Content(arriving="Side by side", people="Hers")


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


@pytest.fixture
def plan_id(two: tuple[UUID, ...]) -> UUID:
    """A plan with a draft of ada's, open in two windows."""
    made = plans.start(two[0], evening(two[0]).id, "", now=NOW)
    plans.save_draft(two[0], made, WAS, now=NOW)
    return made


def seen(actor: UUID, plan_id: UUID) -> PlanView:
    return plan_queries.plan(actor, plan_id, now=NOW)


def test_two_windows_lose_nothing(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    plans.save_draft(ada, plan_id, replace(WAS, people="Hers speak up"), base=0, was=WAS, now=NOW)

    mine = replace(WAS, people="We both do", signal="Owl")
    kept = plans.save_draft(ada, plan_id, mine, base=0, was=WAS, now=NOW)

    draft = seen(ada, plan_id).draft
    assert kept.is_merged and draft is not None
    assert (draft.arriving, draft.people, draft.signal) == ("Side by side", "We both do", "Owl")
    assert seen(ada, plan_id).spares == (Spare(("people",), ("Hers speak up",)),)


def test_draft_touches_and_tells_nobody_else(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    before = view_versions([ben]), list(Reminder.objects.filter(person_id=ben).values_list("id", "due_at"))

    for words in ("Hers speak up", "We both do"):
        plans.save_draft(ada, plan_id, replace(WAS, people=words), base=0, was=WAS, now=NOW)
    (spare,) = seen(ada, plan_id).spares
    plans.choose_spare(ada, plan_id, spare.id, is_taken=True, now=NOW)

    assert before == (
        view_versions([ben]),
        list(Reminder.objects.filter(person_id=ben).values_list("id", "due_at")),
    )


def test_saving_what_is_kept_already_changes_nothing(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    before = view_versions([ada])

    assert not plans.save_draft(ada, plan_id, WAS, base=0, was=WAS, now=NOW).is_new

    assert view_versions([ada]) == before


def test_spare_is_taken_or_let_go_once(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    for words in ("a", "b", "c"):
        plans.save_draft(ada, plan_id, replace(WAS, people=words), base=0, was=WAS, now=NOW)
    newer, older = seen(ada, plan_id).spares

    for _twice in range(2):
        plans.choose_spare(ada, plan_id, older.id, is_taken=True, now=NOW)
        plans.choose_spare(ada, plan_id, newer.id, is_taken=False, now=NOW)

    draft = seen(ada, plan_id).draft
    assert (newer.words, older.words) == (("b",), ("a",))
    assert draft is not None and draft.people == "a"
    assert seen(ada, plan_id).spares == ()


def test_spare_ask_waits_for_room(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    full = replace(WAS, asks=tuple(Ask(f"k{at}", ada, f"Wish {at}") for at in range(3)))
    plans.save_draft(ada, plan_id, full, base=0, was=WAS, now=NOW)
    plans.save_draft(ada, plan_id, replace(WAS, asks=(Ask("m", ada, "Ask"),)), base=0, was=WAS, now=NOW)
    (spare,) = seen(ada, plan_id).spares

    with pytest.raises(errors.TooMany):
        plans.choose_spare(ada, plan_id, spare.id, is_taken=True, now=NOW)

    assert seen(ada, plan_id).spares == (spare,)


def test_revision_that_is_no_longer_the_drafts_is_refused(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    read = seen(ada, plan_id).draft_revision
    plans.save_draft(ada, plan_id, replace(WAS, people="Both"), revision=read, now=NOW)

    with pytest.raises(errors.WrittenElsewhere):
        plans.save_draft(ada, plan_id, replace(WAS, people="Hers"), revision=read, now=NOW)

    draft = seen(ada, plan_id).draft
    assert draft is not None and draft.people == "Both"


def test_proposal_waits_for_what_its_page_has_never_shown(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    plans.save_draft(ada, plan_id, replace(WAS, signal="Owl"), base=0, was=WAS, now=NOW)

    with pytest.raises(errors.WrittenElsewhere):
        plans.propose(ada, plan_id, replace(WAS, people="We both do"), base=0, was=WAS, now=NOW)

    view = seen(ada, plan_id)
    assert view.draft is not None and view.versions == ()
    assert (view.draft.signal, view.draft.people) == ("Owl", "We both do")


def test_proposal_after_its_own_save_goes_through(two: tuple[UUID, ...], plan_id: UUID) -> None:
    """The page was left before the answer to its last save had come."""
    ada, _ben = two
    mine = replace(WAS, people="We both do")
    plans.save_draft(ada, plan_id, mine, base=0, was=WAS, now=NOW)

    assert plans.propose(ada, plan_id, mine, base=0, was=WAS, now=NOW) == 1


def test_save_that_comes_in_after_its_proposal_makes_no_draft(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, _ben = two
    mine = replace(WAS, people="We both do")
    plans.propose(ada, plan_id, mine, base=0, was=WAS, now=NOW)

    plans.save_draft(ada, plan_id, mine, base=0, was=WAS, now=NOW)

    assert not PlanDraft.objects.exists()


def test_draft_stays_on_its_version_while_the_other_proposes(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    first = seen(ben, plan_id).versions[0].content
    plans.save_draft(ben, plan_id, replace(first, people="Both"), base=1, was=first, now=NOW)
    plans.propose(ada, plan_id, replace(said(ada), arriving="Side by side"), base=1, now=NOW)

    more = replace(first, people="Both of us")
    kept = plans.save_draft(ben, plan_id, more, base=1, was=replace(first, people="Both"), now=NOW)

    view = seen(ben, plan_id)
    assert not kept.is_merged and view.draft is not None
    assert (view.draft_base, view.draft.people, view.draft.arriving) == (1, "Both of us", "Side by side")


def test_what_is_about_the_other_goes_when_they_part(two: tuple[UUID, ...], plan_id: UUID) -> None:
    ada, ben = two
    for how, words in ((How.PART, "a"), (How.ONE_OF_US, "b"), (How.DECLINE, "c")):
        goes = ben if how is How.ONE_OF_US else None
        mine = replace(WAS, how=how, who_goes=goes, people=words)
        plans.save_draft(ada, plan_id, mine, base=0, was=WAS, now=NOW)

    people.leave(ada, now=NOW)

    (view,) = plan_queries.all(ada, now=NOW)
    assert [spare.field for spare in view.spares] == ["people", "people"]
