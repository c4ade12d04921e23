"""A person's own log, and nobody else's."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planner import errors
from planner.actions import events, flags, reminders
from planner.models import Reminder
from planner.queries import reminders as log
from tests.actions.engine import claim, due_reminder
from tests.factories import NOW, Couple, event


def test_the_log_says_what_is_next_and_what_was_sent(couple: Couple) -> None:
    reminder = due_reminder(couple.ada, "early")
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None and reminders.begin_send(claimed, now=reminder.due_at)
    reminders.record_sent(claimed, now=reminder.due_at)

    mine = log.log(couple.ada, now=reminder.due_at)

    assert [one.step for one in mine.next] == ["talk", "last-call", "check-in"]
    assert [(one.step, one.state, one.sent_local) for one in mine.past] == [
        ("early", "sent", datetime(2026, 11, 6, 18))
    ]
    assert mine.next[0].title == "Office party"
    assert list(mine.next_by_event.values()) == [3]


def test_nobody_reads_anothers_log(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)

    for other in (couple.ben, couple.stranger):
        assert log.log(other, now=NOW) == log.ReminderLog((), (), {})
        with pytest.raises(errors.NotFound):
            log.one(other, reminder.id)
    assert log.one(couple.ada, reminder.id).step == "talk"


def test_the_title_of_an_event_out_of_sight_is_out_of_the_log(couple: Couple) -> None:
    event_id = event(couple.ben, "Zebra party")
    flags.flag(couple.ada, event_id, "", level=2, now=NOW)

    events.delete(couple.ben, event_id, now=NOW)

    mine = log.log(couple.ada, now=NOW)
    assert mine.next == ()
    assert {(one.title, one.event_id, one.reason) for one in mine.past} == {("", None, "cancelled")}


@pytest.mark.parametrize("count", [1, 12])
def test_the_log_costs_the_same_for_one_and_for_many(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        due_reminder(couple.ada, title=f"Party {n}")
    assert Reminder.objects.filter(person_id=couple.ada).count() == 4 * count

    with django_assert_num_queries(4):
        log.log(couple.ada, now=NOW + timedelta(days=1))
