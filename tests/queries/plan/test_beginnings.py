"""What a plan starts from, out of rows: the last plan alike, what holds always, what helps, templates."""

from datetime import timedelta

import pytest

from planner import errors
from planner.actions.calendar import events
from planner.actions.people import helps, people
from planner.actions.plan import beginnings as deeds
from planner.actions.plan import plans, standing
from planner.core.plan.beginnings import Origin
from planner.core.plan.plan_content import Content
from planner.core.visibility import Visibility
from planner.models import KindChoice
from planner.queries.plan import beginnings
from planner.queries.plan import plans as plan_queries
from planner.queries.wording.templates import templates
from tests.plan_factories import (
    NOW,
    STARTS_AT,
    WEEKLY,
    YES,
    agreed,
    couple,
    evening,
    proposed,
    said,
    view_versions,
)

pytestmark = pytest.mark.django_db
HELD = Content(people="Whose family speaks up")
NEXT_YEAR = STARTS_AT + timedelta(days=364)


@pytest.fixture
def two(db):
    return couple("ada", "ben")


def begun(by, event, recurrence_id=""):
    """What the first draft says."""
    plan_id = plans.start(by, event.id, recurrence_id, now=NOW)
    return plan_queries.plan(by, plan_id, now=NOW).draft


def offered(by, event, recurrence_id=""):
    """The texts of the lines that are offered, by origin."""
    plan_id = plans.start(by, event.id, recurrence_id, now=NOW)
    found = beginnings.beginnings(by, plan_id, now=NOW).offered
    return {one.origin: [line.text for line in one.lines] for one in found}


def hold_to(ada, ben, content=HELD):
    standing.propose(ada, content, base=0, now=NOW)
    standing.agree(ben, version=1, now=NOW)


def test_a_draft_begins_with_what_both_hold_to_and_not_with_what_is_only_proposed(two):
    ada, ben = two
    standing.propose(ada, HELD, base=0, now=NOW)
    assert begun(ben, evening(ada)).people == ""

    standing.agree(ben, version=1, now=NOW)
    assert begun(ben, evening(ada)).people == HELD.people


def test_next_years_party_starts_from_this_years(two):
    ada, ben = two
    agreed(ada, ben, evening(ada))

    mine, theirs = (begun(by, evening(ada, starts_at=NEXT_YEAR)) for by in two)

    assert [(ask.by, ask.text, ask.answer) for ask in mine.asks] == [
        (ada, "Stay near me for the first half hour.", None)
    ]
    assert theirs.asks == () and theirs.if_thens == mine.if_thens == said(ada).if_thens


def test_the_same_series_comes_before_the_same_kind(two):
    ada, ben = two
    series = evening(ada, rrule=WEEKLY)
    agreed(ada, ben, series, "20261212T180000Z")
    other = evening(ada, starts_at=STARTS_AT + timedelta(days=3))
    plan_id = plans.start(ben, other.id, "", now=NOW)
    plans.propose(ben, plan_id, said(ben, "Let me dance."), base=0, now=NOW)
    plans.agree(ada, plan_id, version=1, answers={"a1": YES}, now=NOW)

    assert begun(ben, series, "20261219T180000Z").asks == ()
    assert [ask.text for ask in begun(ada, series, "20261219T180000Z").asks] == [
        "Stay near me for the first half hour."
    ]


def test_a_plan_that_was_only_proposed_is_nothing_to_start_from(two):
    ada, _ben = two
    proposed(ada, evening(ada))

    assert begun(ada, evening(ada, starts_at=NEXT_YEAR)).asks == ()


@pytest.mark.parametrize(("kind", "next_kind"), [("family", "friends"), ("other", "other")])
def test_another_kind_or_none_is_nothing_to_start_from(two, kind, next_kind):
    ada, ben = two
    agreed(ada, ben, evening(ada, kind=kind))

    assert begun(ada, evening(ada, starts_at=NEXT_YEAR, kind=next_kind)).asks == ()


def test_the_kind_of_what_the_other_hides_is_not_known_by_it(two):
    ada, ben = two
    party = evening(ada)
    agreed(ada, ben, party)
    events.show(ada, party.id, Visibility.PRIVATE, now=NOW)

    assert begun(ben, evening(ben, starts_at=NEXT_YEAR)).if_thens == ()


def test_a_later_evening_is_no_last_time(two):
    ada, ben = two
    agreed(ada, ben, evening(ada, starts_at=NEXT_YEAR))

    assert begun(ada, evening(ada)).asks == ()


def test_what_helps_is_offered_once_it_is_shared_and_to_its_owner_alone(two):
    ada, ben = two
    for text in ("Fresh air", "A look across the room"):
        line = helps.add(ada, text, now=NOW)
    helps.share(ada, line, is_shared=True, now=NOW)
    helps.add(ada, "Fetch his coat", is_quiet=True, now=NOW)

    assert offered(ada, evening(ada))[Origin.HELPS] == ["A look across the room"]
    assert Origin.HELPS not in offered(ben, evening(ada))
    plan_id = plans.start(ben, evening(ada).id, "", now=NOW)
    assert [one.text for one in beginnings.beginnings(ben, plan_id, now=NOW).theirs] == [
        "A look across the room"
    ]


def test_chosen_lines_go_into_ones_own_draft_and_nobody_else_notices(two):
    ada, ben = two
    hold_to(ada, ben)
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)
    found = beginnings.beginnings(ada, plan_id, now=NOW).offered[0]
    before = view_versions((ben,))

    deeds.add(ada, plan_id, [found.lines[0].key, "no such key"], now=NOW)

    draft = plan_queries.plan(ada, plan_id, now=NOW).draft
    assert [(ask.by, ask.text, ask.answer) for ask in draft.asks] == [(ada, found.lines[0].text, None)]
    assert draft.people == HELD.people
    assert view_versions((ben,)) == before


def test_lines_are_chosen_for_what_is_on_the_table_too(two):
    ada, ben = two
    plan_id = proposed(ada, evening(ada))
    line = beginnings.beginnings(ben, plan_id, now=NOW).offered[0].lines[0]

    deeds.add(ben, plan_id, [line.key], now=NOW)

    draft = plan_queries.plan(ben, plan_id, now=NOW).draft
    assert [ask.by for ask in draft.asks] == [ada, ben]


def test_the_others_draft_is_not_there(two):
    ada, ben = two
    plan_id = plans.start(ada, evening(ada).id, "", now=NOW)

    with pytest.raises(errors.NotFound):
        beginnings.beginnings(ben, plan_id, now=NOW)
    with pytest.raises(errors.NotFound):
        deeds.add(ben, plan_id, [], now=NOW)


def test_after_parting_nothing_comes_along_from_the_two(two):
    ada, ben = two
    hold_to(ada, ben)
    agreed(ada, ben, evening(ada))
    people.leave(ben, now=NOW)

    assert begun(ada, evening(ada, starts_at=NEXT_YEAR)).if_thens == ()
    assert begun(ada, evening(ada, starts_at=NEXT_YEAR)).people == ""


def test_alone_a_draft_begins_with_ones_own_lines(db):
    (ada,) = couple("ada")
    standing.save_draft(ada, HELD, base=0, now=NOW)

    assert begun(ada, evening(ada)).people == HELD.people


@pytest.mark.parametrize("kind", KindChoice.values)
def test_every_kind_has_lines_in_both_directions_and_for_both(kind):
    found = templates(kind)

    assert found
    for one in found:
        assert one.at_home and one.as_guest, one.key
        assert len([line for line in one.lines if line.then_we]) >= 2, one.key
    assert len({one.key for each in KindChoice.values for one in templates(each)}) >= 12
