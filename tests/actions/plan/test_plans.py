"""Deeds on a plan, over real rows: what they leave behind, whom they touch and tell, what they refuse."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.plan import plans
from planner.core.plan.plan_content import Answer, Ask, Content, How, Reply
from planner.core.plan.support_plan import State
from planner.models import Agreement, Plan, PlanDraft, PlanVersion, Reminder
from planner.queries.plan import plans as plan_queries
from tests.plan_factories import (
    ENDS_AT,
    LATER,
    NOW,
    STARTS_AT,
    WEEKLY,
    YES,
    agreed,
    couple,
    evening,
    proposed,
    redated,
    said,
    view_versions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


@pytest.fixture
def stranger() -> UUID:
    return couple("sol")[0]


def news_of(person_id: UUID) -> int:
    return Reminder.objects.filter(person_id=person_id, step="news").count()


def test_start_gives_a_draft_of_ones_own_once(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    event = evening(ada)

    first = plans.start(ada, event.id, "", now=NOW)
    again = plans.start(ada, event.id, "", now=NOW)

    assert first == again
    assert list(PlanDraft.objects.values_list("plan_id", "writer_id")) == [(first, ada)]


def test_start_of_the_others_shared_event_ends_in_one_plan(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)

    assert plans.start(ben, event.id, "", now=NOW) == plans.start(ada, event.id, "", now=NOW)
    assert PlanDraft.objects.count() == 2


def test_start_on_copies_with_one_uid_ends_in_one_plan(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    copy = evening(ben, uid=event.uid)

    assert plans.start(ada, event.id, "", now=NOW) == plans.start(ben, copy.id, "", now=NOW)


@pytest.mark.parametrize("visibility", ["busy", "private"])
def test_start_of_what_the_other_hides_finds_nothing(two: tuple[UUID, ...], visibility: str) -> None:
    ada, ben = two
    event = evening(ada, visibility=visibility)

    with pytest.raises(errors.NotFound):
        plans.start(ben, event.id, "", now=NOW)
    assert not Plan.objects.exists()


def test_start_needs_an_occurrence_of_the_series(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    event = evening(ada, rrule=WEEKLY)

    for recurrence_id in ("", "20261213T180000Z", "nonsense"):
        with pytest.raises(errors.NotFound):
            plans.start(ada, event.id, recurrence_id, now=NOW)
    plans.start(ada, event.id, "20261219T180000Z", now=NOW)

    assert [plan.recurrence_id for plan in Plan.objects.all()] == ["20261219T180000Z"]


def test_each_deed_of_a_stranger_finds_nothing(two: tuple[UUID, ...], stranger: UUID) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    rows = (PlanVersion.objects.count(), Agreement.objects.count())

    for deed in deeds_on(stranger, plan_id):
        with pytest.raises(errors.NotFound):
            deed()
    with pytest.raises(errors.NotFound):
        plans.start(stranger, event.id, "", now=NOW)

    assert (PlanVersion.objects.count(), Agreement.objects.count()) == rows
    assert not PlanDraft.objects.exists()


def test_each_deed_on_a_mere_draft_of_the_other_fails_as_on_no_plan(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)

    for drafted, nothing in zip(deeds_on(ben, plan_id), deeds_on(ben, uuid4()), strict=True):
        with pytest.raises(errors.NotFound) as found:
            drafted()
        with pytest.raises(errors.NotFound) as missing:
            nothing()
        assert str(found.value) == str(missing.value)


def deeds_on(actor: UUID, plan_id: UUID) -> list:
    return [
        lambda: plans.save_draft(actor, plan_id, Content(), now=NOW),
        lambda: plans.discard_draft(actor, plan_id, now=NOW),
        lambda: plans.propose(actor, plan_id, said(actor), base=0, now=NOW),
        lambda: plans.propose(actor, plan_id, said(actor), base=7, now=NOW),
        lambda: plans.agree(actor, plan_id, version=1, answers={"a1": YES}, now=NOW),
        lambda: plans.take_back(actor, plan_id, version=1, now=NOW),
    ]


def test_a_draft_touches_and_tells_its_writer_only(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    before = view_versions([ada, ben])

    plan_id = plans.start(ada, event.id, "", now=NOW)
    plans.save_draft(ada, plan_id, said(ada), now=NOW)
    plans.discard_draft(ada, plan_id, now=NOW)

    after = view_versions([ada, ben])
    assert after[0] == before[0] + 3
    assert after[1] == before[1]
    assert not Reminder.objects.filter(person_id=ben).exists()


def test_the_id_of_a_plan_does_not_tell_whether_the_other_drafts(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event, other = evening(ada), evening(ada)
    plans.start(ada, event.id, "", now=NOW)

    for one in (event, other):
        first = plans.start(ben, one.id, "", now=NOW)
        plans.discard_draft(ben, first, now=NOW)
        assert plans.start(ben, one.id, "", now=NOW) == first


def test_save_draft_keeps_what_is_half_written(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)

    plans.save_draft(ada, plan_id, Content(arriving="by the side door"), now=NOW)

    draft = plan_queries.plan(ada, plan_id, now=NOW).draft
    assert draft == Content(arriving="by the side door")


def test_save_draft_refuses_what_is_too_long_and_keeps_what_was(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)
    plans.save_draft(ada, plan_id, Content(arriving="by the side door"), now=NOW)

    with pytest.raises(errors.TooLong) as refused:
        plans.save_draft(ada, plan_id, Content(arriving="x" * 501), now=NOW)

    assert refused.value.field == "arriving"
    assert plan_queries.plan(ada, plan_id, now=NOW).draft == Content(arriving="by the side door")


def test_propose_freezes_a_version_with_the_proposers_yes_in_place_of_their_draft(
    two: tuple[UUID, ...],
) -> None:
    ada, ben = two
    before = view_versions([ada, ben])

    plan_id = proposed(ada, evening(ada))

    plan = Plan.objects.get()
    assert (plan.id, plan.table_number, plan.agreed_number, plan.title) == (plan_id, 1, 0, "Office party")
    assert list(Agreement.objects.values_list("person_id", "is_yes")) == [(ada, True)]
    assert not PlanDraft.objects.exists()
    assert view_versions([ada, ben])[1] == before[1] + 1
    assert (news_of(ada), news_of(ben)) == (0, 1)


def test_propose_leaves_the_others_draft_to_its_writer(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    theirs = plans.start(ben, event.id, "", now=NOW)
    plans.save_draft(ben, theirs, said(ben, "Introduce me to them."), now=NOW)

    plan_id = proposed(ada, event)

    view = plan_queries.plan(ben, plan_id, now=NOW)
    assert view.draft is not None
    assert (view.draft_base, view.base) == (0, 1)
    assert {ask.text for ask in view.draft.asks} == {
        "Introduce me to them.",
        "Stay near me for the first half hour.",
    }
    assert plan_queries.plan(ada, plan_id, now=NOW).draft is None


def test_a_draft_joined_to_what_was_proposed_can_be_proposed(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    theirs = plans.start(ben, event.id, "", now=NOW)
    plans.save_draft(ben, theirs, said(ben, "Introduce me to them."), now=NOW)
    plan_id = proposed(ada, event)
    joined = plan_queries.plan(ben, plan_id, now=NOW).draft
    assert joined is not None
    answered = replace(joined, asks=tuple(replace(a, answer=YES) if a.by == ada else a for a in joined.asks))

    plans.propose(ben, plan_id, answered, base=1, now=NOW)

    mine = next(ask.id for ask in answered.asks if ask.by == ben)
    assert plans.agree(ada, plan_id, version=2, answers={mine: YES}, now=NOW) == 2
    assert plan_queries.plan(ada, plan_id, now=NOW).state is State.AGREED


@pytest.mark.parametrize("visibility", ["busy", "private"])
def test_propose_on_an_event_of_ones_own_that_is_hidden_is_refused(
    two: tuple[UUID, ...], visibility: str
) -> None:
    ada, _ben = two
    plan_id = plans.start(ada, evening(ada, visibility=visibility).id, "", now=NOW)

    with pytest.raises(errors.NotShared):
        plans.propose(ada, plan_id, said(ada), base=0, now=NOW)

    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize("has_copy", [True, False])
def test_propose_does_not_tell_whether_the_other_keeps_a_hidden_copy(
    two: tuple[UUID, ...], has_copy: bool
) -> None:
    ada, ben = two
    event = evening(ada, visibility="busy")
    if has_copy:
        evening(ben, uid=event.uid, visibility="private")
    plan_id = plans.start(ada, event.id, "", now=NOW)

    with pytest.raises(errors.NotShared):
        plans.propose(ada, plan_id, said(ada), base=0, now=NOW)


def test_propose_alone_needs_a_partner_and_keeps_the_draft(stranger: UUID) -> None:
    plan_id = plans.start(stranger, evening(stranger).id, "", now=NOW)
    plans.save_draft(stranger, plan_id, said(stranger), now=NOW)

    with pytest.raises(errors.NeedsPartner):
        plans.propose(stranger, plan_id, said(stranger), base=0, now=NOW)

    assert plan_queries.plan(stranger, plan_id, now=NOW).draft == said(stranger)


def test_propose_on_an_older_version_is_stale_and_loses_nothing(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    written = said(ben, "Introduce me to them.")

    with pytest.raises(errors.Stale):
        plans.propose(ben, plan_id, written, base=0, now=NOW)

    draft = PlanDraft.objects.get()
    view = plan_queries.plan(ben, plan_id, now=NOW)
    assert (draft.writer_id, draft.base_number) == (ben, 0)
    assert view.draft is not None
    assert "Introduce me to them." in {ask.text for ask in view.draft.asks}


def test_propose_refuses_words_put_into_the_others_mouth(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    forged = replace(said(ada), asks=(Ask("a1", ada, "Leave me alone.", YES),))

    with pytest.raises(errors.NotAllowed):
        plans.propose(ben, plan_id, forged, base=1, now=NOW)

    assert PlanVersion.objects.count() == 1


def test_agree_with_yes_to_every_ask_settles_the_version(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))

    plan = Plan.objects.get()
    view = plan_queries.plan(ada, plan_id, now=NOW)
    assert (plan.table_number, plan.agreed_number) == (1, 1)
    assert view.state is State.AGREED
    assert view.agreed is not None
    assert [ask.answer for ask in view.agreed.content.asks] == [YES]
    assert news_of(ada) == 1


def test_agree_twice_is_agreeing_once(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    before = (Agreement.objects.count(), view_versions(two), news_of(ada))

    assert plans.agree(ben, plan_id, version=1, answers={}, now=NOW) == 1

    assert (Agreement.objects.count(), view_versions(two), news_of(ada)) == before


def test_agree_with_another_answer_makes_the_next_version(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))

    number = plans.agree(ben, plan_id, version=1, answers={"a1": LATER}, now=NOW)

    view = plan_queries.plan(ada, plan_id, now=NOW)
    assert number == 2
    assert view.agreed is None
    assert view.open is not None
    assert (view.open.number, view.open.my_yes, view.open.their_yes) == (2, False, True)
    assert plans.agree(ada, plan_id, version=2, answers={}, now=NOW) == 2
    assert plan_queries.plan(ada, plan_id, now=NOW).state is State.AGREED


def test_agree_to_an_older_version_is_stale(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    plans.propose(ada, plan_id, replace(said(ada), arriving="by taxi"), base=1, now=NOW)

    with pytest.raises(errors.Stale):
        plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW)

    assert Plan.objects.get().agreed_number == 0


def test_agree_without_an_answer_names_the_ask(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))

    with pytest.raises(errors.UnansweredAsks) as refused:
        plans.agree(ben, plan_id, version=1, answers={}, now=NOW)

    assert refused.value.missing == ("a1",)


def test_an_edit_needs_two_new_yeses_and_the_agreed_version_stays_readable(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    standing = plan_queries.plan(ada, plan_id, now=NOW).agreed

    plans.propose(ben, plan_id, edited(ada, plan_id, "by taxi"), base=1, now=NOW)

    view = plan_queries.plan(ada, plan_id, now=NOW)
    assert view.state is State.PROPOSED
    assert view.agreed == standing
    assert Plan.objects.get().agreed_number == 1


def edited(viewer: UUID, plan_id: UUID, arriving: str) -> Content:
    newest = plan_queries.plan(viewer, plan_id, now=NOW).versions[-1]
    return replace(newest.content, arriving=arriving)


def test_take_back_adds_a_row_and_rewrites_none(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    said_before = list(Agreement.objects.order_by("id").values())

    plans.take_back(ben, plan_id, version=1, now=NOW)

    assert list(Agreement.objects.order_by("id").values())[:2] == said_before
    assert Agreement.objects.filter(person_id=ben).values_list("sequence", "is_yes")[1] == (2, False)
    assert Plan.objects.get().agreed_number == 0
    assert plan_queries.plan(ada, plan_id, now=NOW).state is State.PROPOSED
    assert plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=NOW) == 1
    assert Plan.objects.get().agreed_number == 1


def test_take_back_of_the_newest_agreement_revives_no_older_one(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    plans.propose(ada, plan_id, edited(ada, plan_id, "By the side door."), base=1, now=NOW)
    plans.agree(ben, plan_id, version=2, answers={}, now=NOW)

    plans.take_back(ben, plan_id, version=2, now=NOW)

    assert Plan.objects.get().agreed_number == 0
    assert plan_queries.plan(ada, plan_id, now=NOW).agreed is None


def test_take_back_of_a_yes_never_given_changes_nothing(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    before = view_versions(two)

    plans.take_back(ben, plan_id, version=1, now=NOW)

    assert Agreement.objects.count() == 1
    assert view_versions(two) == before


def test_take_back_ends_when_the_event_begins(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))

    with pytest.raises(errors.AlreadyBegun):
        plans.take_back(ben, plan_id, version=1, now=STARTS_AT)

    assert Plan.objects.get().agreed_number == 1


def test_nothing_is_agreed_once_it_is_over(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))

    with pytest.raises(errors.AlreadyOver):
        plans.agree(ben, plan_id, version=1, answers={"a1": YES}, now=ENDS_AT)


@pytest.mark.parametrize(
    ("how", "state"), [(How.DECLINE, State.DECLINED), (How.ONE_OF_US, State.GOING_SEPARATELY)]
)
def test_two_yeses_alone_are_enough_not_to_go_together(two: tuple[UUID, ...], how: How, state: State) -> None:
    ada, ben = two
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)
    content = Content(how=how, who_goes=ada if how is How.ONE_OF_US else None)

    plans.propose(ada, plan_id, content, base=0, now=NOW)
    plans.agree(ben, plan_id, version=1, answers={}, now=NOW)

    assert plan_queries.plan(ben, plan_id, now=NOW).state is state


def test_not_this_time_alone_is_not_enough(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    plans.agree(ben, plan_id, version=1, answers={"a1": Answer(Reply.NOT_THIS_TIME)}, now=NOW)

    with pytest.raises(errors.Incomplete) as refused:
        plans.agree(ada, plan_id, version=2, answers={}, now=NOW)

    assert refused.value.missing == ("answer",)


def test_follow_brings_a_proposed_plan_to_its_events_new_time(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    redated(event, title="Moved party", starts_at=STARTS_AT + timedelta(days=1))

    plans.follow(event.uid, two, now=NOW)

    plan = Plan.objects.get(id=plan_id)
    assert (plan.title, plan.starts_at) == ("Moved party", STARTS_AT + timedelta(days=1))
    assert plan_queries.plan(ben, plan_id, now=NOW).state is State.AGREED


def test_follow_does_not_follow_a_hidden_event(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    event.visibility = "private"
    redated(event, title="Sentinel", starts_at=STARTS_AT + timedelta(days=1))

    plans.follow(event.uid, two, now=NOW)

    view = plan_queries.plan(ben, plan_id, now=NOW)
    assert (view.title, view.starts_at, view.occurrence) == ("Office party", STARTS_AT, None)


def test_follow_lets_each_draft_follow_its_writers_own_copy(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada, visibility="private")
    copy = evening(ben, uid=event.uid, visibility="private", title="Ben's copy")
    plan_id = plans.start(ada, event.id, "", now=NOW)
    plans.start(ben, copy.id, "", now=NOW)
    redated(event, title="Sentinel", starts_at=STARTS_AT + timedelta(days=1))
    plans.follow(event.uid, two, now=NOW)
    copy.delete()

    view = plan_queries.plan(ben, plan_id, now=NOW)

    assert (view.title, view.starts_at) == ("Ben's copy", STARTS_AT)
    assert plan_queries.plan(ada, plan_id, now=NOW).title == "Sentinel"
