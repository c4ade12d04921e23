"""What planning costs: five statements for both partners, whatever there is to do, however much they have."""

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.actions import reminders
from planner.actions.plan import plans
from planner.models import Reminder, Schedule
from tests.actions.reminders.test_reminders import AGREED, HARD, YES, flag, live, propose, uid_of
from tests.factories import NOW, Couple, event


def forget(*, schedules: bool) -> None:
    """As if nothing had been planned."""
    Reminder.objects.all().delete()
    if schedules:
        Schedule.objects.all().delete()


@pytest.mark.parametrize("others", [0, 20])
def test_planning_again_asks_three_times_however_much_there_is(
    couple: Couple, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    for n in range(others):
        flag(couple.ada, event(couple.ada, f"Other {n}"))
    uid = uid_of(event_id)

    with django_assert_num_queries(3):  # the lock, the couple, the event
        reminders.reschedule(uid, (couple.ada, couple.ben), now=NOW)


@pytest.mark.parametrize("partners", [1, 2])
def test_a_ladder_is_planned_in_five_queries_for_one_and_for_both(
    couple: Couple, partners: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    uid, people = uid_of(event_id), (couple.ada, couple.ben)[:partners]
    forget(schedules=True)

    with django_assert_num_queries(5):  # and two that write: schedules, reminders
        reminders.reschedule(uid, people, now=NOW)

    assert [live(person) for person in people] == [HARD] * partners


def test_a_move_is_planned_in_five_queries(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    uid = uid_of(event_id)
    Schedule.objects.update(starts_at=NOW)

    with django_assert_num_queries(5):
        reminders.reschedule(uid, (couple.ada, couple.ben), now=NOW)

    assert set(Reminder.objects.filter(reason="moved").values_list("schedule_version", flat=True)) == {1}
    assert set(Schedule.objects.values_list("version", flat=True)) == {2}


def test_what_agreeing_changes_is_written_in_one_statement(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event_id = event(couple.ada)
    plan_id = propose(couple.ada, event_id)
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    uid = uid_of(event_id)
    agreed = Reminder.objects.exclude(step="news")
    assert set(agreed.filter(state="cancelled").values_list("reason", flat=True)) == {"agreed"}
    agreed.update(state="pending", ended_at=None, reason="")
    agreed.filter(step__in=("read-through", "card")).update(state="cancelled", ended_at=NOW)

    with django_assert_num_queries(4):
        reminders.reschedule(uid, (couple.ada, couple.ben), now=NOW)

    for person in (couple.ada, couple.ben):
        assert [one for one in live(person) if one[0] != "news"] == AGREED
