"""Plans as each of the two sees them; what is the other's alone is nowhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner import errors
from planner.actions.plan import plans as deeds
from planner.core.plan.plan_content import Content, Leaving
from planner.core.plan.support_plan import Missing, State
from planner.models import Event, Person
from planner.queries.plan import plans
from tests.plan_factories import (
    ENDS_AT,
    NOW,
    STARTS_AT,
    WEEKLY,
    agreed,
    couple,
    evening,
    proposed,
    redated,
    said,
)

pytestmark = pytest.mark.django_db

QUERIES = 6


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


@pytest.fixture
def stranger() -> UUID:
    return couple("sol")[0]


def test_a_fresh_draft_shows_what_is_still_missing(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = deeds.start(ada, evening(ada).id, "", now=NOW)

    view = plans.plan(ada, plan_id, now=NOW)

    assert view.state is State.DRAFT
    assert view.draft == Content(leaving=Leaving())
    assert view.missing == (Missing.ASK, Missing.IF_THEN, Missing.LEAVING)
    assert (view.title, view.versions, view.open, view.agreed, view.base) == (
        "Office party",
        (),
        None,
        None,
        0,
    )
    assert (view.me.name, view.partner and view.partner.name) == ("Ada", "Ben")


def test_a_draft_does_not_miss_the_answers_that_are_the_others_to_give(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    plan_id = deeds.start(ada, evening(ada).id, "", now=NOW)

    deeds.save_draft(ada, plan_id, said(ada), now=NOW)

    assert plans.plan(ada, plan_id, now=NOW).missing == ()


def test_alone_a_plan_is_a_few_lines_for_oneself(stranger: UUID) -> None:
    plan_id = deeds.start(stranger, evening(stranger).id, "", now=NOW)

    view = plans.plan(stranger, plan_id, now=NOW)

    assert view.state is State.DRAFT
    assert view.partner is None
    assert view.missing[0] is Missing.PARTNER


def test_the_others_mere_draft_is_nothing_by_any_way(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)

    plan_id = deeds.start(ada, event.id, "", now=NOW)

    assert plans.for_occurrence(ben, event.id, "", now=NOW) is None
    assert plans.all(ben, now=NOW) == ()
    with pytest.raises(errors.NotFound):
        plans.plan(ben, plan_id, now=NOW)
    assert plans.for_occurrence(ada, event.id, "", now=NOW) == plans.plan(ada, plan_id, now=NOW)


def test_ones_own_view_is_the_same_whether_or_not_the_other_drafts(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = deeds.start(ben, event.id, "", now=NOW)
    before = (plans.plan(ben, plan_id, now=NOW), plans.all(ben, now=NOW))

    deeds.start(ada, event.id, "", now=NOW)
    deeds.save_draft(ada, plan_id, said(ada, "Sentinel"), now=NOW + timedelta(hours=1))

    assert (plans.plan(ben, plan_id, now=NOW), plans.all(ben, now=NOW)) == before


def test_a_plan_is_not_there_for_a_stranger(two: tuple[UUID, ...], stranger: UUID) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)

    assert plans.all(stranger, now=NOW) == ()
    with pytest.raises(errors.NotFound):
        plans.plan(stranger, plan_id, now=NOW)
    with pytest.raises(errors.NotFound):
        plans.for_occurrence(stranger, event.id, "", now=NOW)
    with pytest.raises(errors.NotFound):
        plans.plan(ada, uuid4(), now=NOW)


def test_history_says_who_and_which_day_in_the_viewers_zone(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    Person.objects.filter(id=ben).update(tzid="Pacific/Auckland")
    late = datetime(2026, 12, 1, 22, tzinfo=UTC)
    plan_id = deeds.start(ada, evening(ada).id, "", now=late)
    deeds.propose(ada, plan_id, said(ada), base=0, now=late)

    mine, theirs = plans.plan(ada, plan_id, now=NOW), plans.plan(ben, plan_id, now=NOW)

    assert [(one.by_me, one.author_name, one.proposed_on) for one in mine.versions] == [
        (True, "Ada", date(2026, 12, 1))
    ]
    assert [(one.by_me, one.author_name, one.proposed_on) for one in theirs.versions] == [
        (False, "Ada", date(2026, 12, 2))
    ]


def test_times_are_in_the_viewers_zone(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    Person.objects.filter(id=ben).update(tzid="Europe/Berlin")
    plan_id = proposed(ada, evening(ada))

    view = plans.plan(ben, plan_id, now=NOW)

    assert view.start_local == datetime(2026, 12, 12, 19)
    assert view.end_local == datetime(2026, 12, 13, 0)
    assert view.occurrence is not None
    assert view.occurrence.start_local == view.start_local


def test_the_open_version_stands_beside_the_agreed_one(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    answered = plans.plan(ben, plan_id, now=NOW).versions[-1].content

    deeds.propose(ben, plan_id, replace(answered, arriving="by taxi"), base=1, now=NOW)

    view = plans.plan(ada, plan_id, now=NOW)
    assert view.agreed is not None
    assert view.open is not None
    assert (view.agreed.number, view.agreed.is_agreed) == (1, True)
    assert (view.open.number, view.open.my_yes, view.open.their_yes) == (2, False, True)
    assert (view.open.content.arriving, view.base, view.missing) == ("by taxi", 2, ())


@pytest.mark.parametrize(
    ("now", "state", "has_begun"),
    [
        (STARTS_AT - timedelta(seconds=1), State.AGREED, False),
        (STARTS_AT, State.AGREED, True),
        (ENDS_AT, State.DONE, True),
    ],
)
def test_an_agreed_plan_is_done_when_its_event_is_over(
    two: tuple[UUID, ...], now: datetime, state: State, has_begun: bool
) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))

    view = plans.plan(ada, plan_id, now=now)

    assert (view.state, view.has_begun) == (state, has_begun)


def test_an_agreed_plan_outlives_its_event(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    plan_id = agreed(ada, ben, evening(ada))
    Event.objects.all().delete()

    for person in two:
        view = plans.plan(person, plan_id, now=NOW)
        assert (view.occurrence, view.title, view.starts_at) == (None, "Office party", STARTS_AT)
        assert view.state is State.AGREED


def test_each_reads_the_title_of_their_own_copy(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    evening(ben, uid=event.uid, title="Sentinel", visibility="private")

    plan_id = proposed(ada, event)

    assert plans.plan(ben, plan_id, now=NOW).title == "Sentinel"
    assert "Sentinel" not in repr(plans.plan(ada, plan_id, now=NOW))


def test_one_draft_tells_nothing_of_the_others_copy_once_ones_own_is_gone(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada, title="Sentinel", visibility="private", starts_at=STARTS_AT + timedelta(hours=1))
    copy = evening(ben, uid=event.uid)
    deeds.start(ada, event.id, "", now=NOW)
    plan_id = deeds.start(ben, copy.id, "", now=NOW)
    copy.delete()

    view = plans.plan(ben, plan_id, now=NOW)

    assert (view.occurrence, view.title, view.starts_at) == (None, "Office party", STARTS_AT)
    assert "Sentinel" not in repr(view)


def test_all_is_ordered_by_when_each_begins(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    late = proposed(ada, evening(ada, starts_at=STARTS_AT + timedelta(days=9)))
    early = proposed(ben, evening(ben))

    assert [view.id for view in plans.all(ada, now=NOW)] == [early, late]


def test_each_occurrence_of_a_series_has_a_plan_of_its_own(two: tuple[UUID, ...]) -> None:
    ada, _ben = two
    event = evening(ada, rrule=WEEKLY)
    first, second = "20261212T180000Z", "20261219T180000Z"

    plan_id = proposed(ada, event, second)

    assert plans.for_occurrence(ada, event.id, first, now=NOW) is None
    found = plans.for_occurrence(ada, event.id, second, now=NOW)
    assert found is not None
    assert found.occurrence is not None
    assert (found.id, found.occurrence.recurrence_id) == (plan_id, second)


def test_a_plan_whose_event_moved_shows_the_new_time(two: tuple[UUID, ...]) -> None:
    ada, ben = two
    event = evening(ada)
    plan_id = agreed(ada, ben, event)
    redated(event, title="Office party", starts_at=STARTS_AT + timedelta(days=2))
    deeds.follow(event.uid, two, now=NOW)

    view = plans.plan(ben, plan_id, now=ENDS_AT)

    assert (view.starts_at, view.state) == (STARTS_AT + timedelta(days=2), State.AGREED)


@pytest.mark.parametrize("count", [1, 12])
def test_all_takes_the_same_queries_for_one_and_for_many(two: tuple[UUID, ...], count: int) -> None:
    ada, ben = two
    for number in range(count):
        agreed(ada, ben, evening(ada, starts_at=STARTS_AT + timedelta(days=number)))

    with CaptureQueriesContext(connection) as queries:
        found = plans.all(ben, now=NOW)

    assert len(found) == count
    assert len(queries) == QUERIES
