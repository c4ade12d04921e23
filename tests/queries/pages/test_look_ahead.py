"""What to talk about next, for one viewer: its order and reasons; the other's silence stays silent."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.plan.support_plan import State
from planner.core.priorities import Warns, Why
from planner.models import Event
from planner.queries import wording
from planner.queries.pages.look_ahead import look_ahead
from tests.plan_factories import (
    NOW,
    STARTS_AT,
    WEEKLY,
    agreed,
    couple,
    evening,
    flagged,
    proposed,
    said,
)

QUERIES = 8


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


def titles(actor: UUID, *, now: datetime = NOW) -> list[str]:
    return [item.occurrence.title for item in look_ahead(actor, now=now).next]


def reason_codes(actor: UUID) -> set[Why]:
    return {reason.code for item in look_ahead(actor, now=NOW).next for reason in item.reasons}


@pytest.mark.django_db
class TestList:
    def test_an_event_that_nobody_spoke_of_needs_no_talk(self, two: tuple[UUID, ...]) -> None:
        ada, _ben = two
        evening(ada)

        view = look_ahead(ada, now=NOW)

        assert view.next == ()
        assert [one.title for one in view.later] == ["Office party"]

    def test_the_harder_comes_first_all_else_equal(self, two: tuple[UUID, ...]) -> None:
        ada, _ben = two
        flagged(ada, evening(ada, title="Easy"), level=1)
        flagged(ada, evening(ada, title="Hard"), level=3)

        assert titles(ada) == ["Hard", "Easy"]

    def test_reasons_come_with_each(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        event = evening(ada)
        flagged(ben, event, level=2, share=True)
        matters(ada, event, level=3)

        item = look_ahead(ada, now=NOW).next[0]

        assert [one.code for one in item.reasons] == [
            Why.IN_DAYS,
            Why.MATTERS_A_LOT,
            Why.MAY_BE_HARD,
            Why.NO_PLAN_YET,
        ]
        assert (item.plan_id, item.plan_state, item.is_worth_a_talk) == (None, State.NONE, True)

    def test_what_matters_to_both_says_so_only_when_both_shared(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        event = evening(ada)
        matters(ada, event, level=3)
        matters(ben, event, level=3, share=True)

        assert look_ahead(ada, now=NOW).next[0].reasons[1].params == {"people": 2}
        assert look_ahead(ben, now=NOW).next[0].reasons[1].params == {"people": 1}

    def test_an_unshared_level_of_a_shared_flag_counts_as_one_and_is_not_told(
        self, two: tuple[UUID, ...]
    ) -> None:
        ada, ben = two
        event = evening(ada)
        flags.flag(
            ben,
            event.id,
            "",
            level=3,
            reasons=(),
            note="It gets loud.",
            share_level=False,
            share_note=True,
            now=NOW,
        )

        hard = [one for one in look_ahead(ada, now=NOW).next[0].reasons if one.code is Why.MAY_BE_HARD]

        assert [one.params for one in hard] == [{}]
        assert wording.reason(hard[0]) == "may be hard"

    def test_a_flag_on_one_occurrence_comes_before_that_on_its_series(self, two: tuple[UUID, ...]) -> None:
        ada, _ben = two
        event = evening(ada, rrule=WEEKLY)
        flagged(ada, event, level=1)
        flagged(ada, event, level=3, recurrence_id="20261226T180000Z")

        view = look_ahead(ada, now=NOW)

        assert view.next[0].occurrence.recurrence_id == "20261226T180000Z"
        assert len(view.next) == 4

    def test_a_private_flag_on_an_occurrence_does_not_hide_the_shared_one_on_its_series(
        self, two: tuple[UUID, ...]
    ) -> None:
        ada, ben = two
        event = evening(ada, rrule=WEEKLY)
        flagged(ben, event, level=2, share=True)
        before = look_ahead(ada, now=NOW)

        flagged(ben, event, level=1, recurrence_id="20261219T180000Z")

        assert look_ahead(ada, now=NOW) == before

    def test_not_needed_is_taken_off_ones_own_list_only(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        event = evening(ada)
        flagged(ada, event, level=2, share=True)

        flags.mark_not_needed(ada, event.id, "", not_needed=True, now=NOW)

        view = look_ahead(ada, now=NOW)
        assert (view.next, [one.title for one in view.later]) == ((), ["Office party"])
        assert titles(ben) == ["Office party"]

    def test_the_others_private_flag_moves_nothing_and_shows_once_shared(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        easy, hard = evening(ada, title="Easy"), evening(ada, title="Hard")
        flagged(ada, easy, level=2)
        flagged(ada, hard, level=1)
        before = repr(look_ahead(ada, now=NOW))

        flagged(ben, hard, level=3)
        unshared = repr(look_ahead(ada, now=NOW))
        flagged(ben, hard, level=3, share=True)

        assert unshared == before
        assert titles(ada) == ["Hard", "Easy"]

    def test_plans_are_named_with_how_far_they_are(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        settled = agreed(ada, ben, evening(ada, title="Settled", starts_at=STARTS_AT - timedelta(days=5)))
        waiting = proposed(ada, evening(ada, title="Waiting"))

        view = look_ahead(ben, now=NOW)

        assert [(one.plan_id, one.plan_state, one.is_worth_a_talk) for one in view.next] == [
            (waiting, State.PROPOSED, True),
            (settled, State.AGREED, False),
        ]

    def test_an_evening_that_has_begun_is_still_on_and_one_that_is_over_is_not(
        self, two: tuple[UUID, ...]
    ) -> None:
        ada, ben = two
        agreed(ada, ben, evening(ada))

        assert titles(ada, now=STARTS_AT + timedelta(hours=4)) == ["Office party"]
        assert titles(ada, now=STARTS_AT + timedelta(hours=5)) == []

    def test_only_twelve_weeks_are_looked_at(self, two: tuple[UUID, ...]) -> None:
        ada, _ben = two
        for weeks in (10, 13):
            flagged(ada, evening(ada, title=f"{weeks}", starts_at=NOW + timedelta(weeks=weeks)), level=1)

        view = look_ahead(ada, now=NOW)

        assert [item.occurrence.title for item in view.next] == ["10"]
        assert len(view.weeks) == 12

    def test_load_says_whose_world_and_hard_weeks_are_warned_of(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        flagged(ben, evening(ada), level=3, share=True)
        flagged(ben, evening(ada, starts_at=STARTS_AT - timedelta(days=1)), level=2, share=True)

        mine, theirs = look_ahead(ada, now=NOW), look_ahead(ben, now=NOW)

        assert [(week.mine, week.theirs) for week in mine.weeks if week.mine or week.theirs] == [(5, 0)]
        assert [(week.mine, week.theirs) for week in theirs.weeks if week.mine or week.theirs] == [(0, 5)]
        assert [one.code for one in mine.warnings] == [Warns.STACKED_WEEK, Warns.NO_OWN_TIME]

    def test_time_of_their_own_quiets_the_warning(self, two: tuple[UUID, ...]) -> None:
        ada, _ben = two
        evening(ada)
        evening(ada, kind="us", starts_at=STARTS_AT - timedelta(days=3))

        assert look_ahead(ada, now=NOW).warnings == ()

    @pytest.mark.parametrize("visibility", ["busy", "private"])
    def test_what_the_other_hides_is_not_in_it(self, two: tuple[UUID, ...], visibility: str) -> None:
        ada, ben = two
        before = look_ahead(ben, now=NOW)

        flagged(ada, evening(ada, visibility=visibility), level=3, share=True)

        assert look_ahead(ben, now=NOW) == before

    def test_a_stranger_sees_nothing_of_theirs(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        sol = couple("sol")[0]
        before = look_ahead(sol, now=NOW)

        agreed(ada, ben, evening(ada))

        assert look_ahead(sol, now=NOW) == before

    def test_a_plan_agreed_for_an_earlier_evening_alike_can_be_a_start(self, two: tuple[UUID, ...]) -> None:
        ada, ben = two
        agreed(ada, ben, evening(ada, title="First"))
        for number, kind in enumerate(("work_party", "family", "other"), start=1):
            event = evening(ada, title=kind, kind=kind, starts_at=STARTS_AT + timedelta(days=number))
            flagged(ada, event, level=1)

        found = {one.occurrence.title: one.reasons for one in look_ahead(ada, now=NOW).next}

        can_start = {title for title, said in found.items() if Why.LAST_PLAN_READY in {r.code for r in said}}
        assert can_start == {"work_party"}

    def test_of_a_kind_that_is_hidden_from_the_viewer_nothing_can_be_a_start(
        self, two: tuple[UUID, ...]
    ) -> None:
        ada, ben = two
        first = evening(ada, title="First")
        agreed(ada, ben, first)
        flagged(ben, evening(ben, starts_at=STARTS_AT + timedelta(days=1)), level=1)
        seen = reason_codes(ben)

        Event.objects.filter(id=first.id).update(visibility="private")

        assert Why.LAST_PLAN_READY in seen
        assert Why.LAST_PLAN_READY not in reason_codes(ben)

    @pytest.mark.parametrize("count", [1, 15])
    def test_takes_the_same_queries_for_one_and_for_many(self, two: tuple[UUID, ...], count: int) -> None:
        ada, ben = two
        for number in range(count):
            event = evening(ada, starts_at=STARTS_AT + timedelta(days=number))
            flagged(ben, event, level=1, share=True)
            agreed(ada, ben, event)

        with CaptureQueriesContext(connection) as queries:
            found = look_ahead(ben, now=NOW)

        assert len(found.next) == count
        assert len(queries) == QUERIES


class TestSilence(TestCase):
    """Whatever the other keeps to themselves, this viewer's list is the same, byte for byte."""

    @settings(max_examples=12)
    @given(
        days=st.lists(st.integers(0, 40), min_size=1, max_size=5),
        secret=st.lists(
            st.tuples(st.integers(0, 4), st.integers(1, 3), st.booleans()), min_size=1, max_size=5
        ),
        shared=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), max_size=3),
    )
    def test_nothing_unshared_moves_anything(
        self, days: list[int], secret: list[tuple[int, int, bool]], shared: list[tuple[int, int]]
    ) -> None:
        ada, ben = couple("ada", "ben")
        events = [evening(ada, starts_at=STARTS_AT + timedelta(days=day)) for day in days]
        for index, level in shared:
            flagged(ada, events[index % len(events)], level=level, share=True)
        before = repr(look_ahead(ada, now=NOW))

        for index, level, drafts in secret:
            event = events[index % len(events)]
            flagged(ben, event, level=level)
            matters(ben, event, level=level)
            if drafts:
                plans.save_draft(ben, plans.start(ben, event.id, "", now=NOW), said(ben), now=NOW)
        told = repr(look_ahead(ben, now=NOW))
        for event in events:
            flags.mark_not_needed(ben, event.id, "", not_needed=True, now=NOW)

        assert repr(look_ahead(ada, now=NOW)) == before
        assert "may_be_hard" in told
        assert look_ahead(ben, now=NOW).next == ()


def matters(owner: UUID, event: object, *, level: int, share: bool = False) -> None:
    flags.matter(
        owner, event.id, "", level=level, why="It is their year.", share_level=share, share_why=False, now=NOW
    )
