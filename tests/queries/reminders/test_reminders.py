"""A person's own log, and nobody else's."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from planner.models import Event, Reminder
from planner.queries.reminders import reminders as log
from tests.actions.reminders.engine import claim, due_reminder
from tests.factories import EVENING, NOW, Couple, event, form


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


def test_nobody_reads_anothers_log(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)

    for other in (couple.ben, couple.stranger):
        assert log.log(other, now=NOW) == log.ReminderLog((), ())
        with pytest.raises(errors.NotFound):
            log.one(other, reminder.id)
    assert log.one(couple.ada, reminder.id).step == "talk"


def test_an_event_out_of_sight_leaves_the_log_but_for_what_was_sent(couple: Couple) -> None:
    event_id = event(couple.ben, "Zebra party")
    flags.flag(couple.ada, event_id, "", level=3, now=NOW)
    early = Reminder.objects.get(person_id=couple.ada, step="early")
    claimed = claim(early, early.due_at)
    assert claimed is not None and reminders.begin_send(claimed, now=early.due_at)
    reminders.record_sent(claimed, now=early.due_at)

    events.delete(couple.ben, event_id, now=early.due_at)

    mine = log.log(couple.ada, now=early.due_at)
    assert mine.next == ()
    assert [(one.title, one.event_id, one.state) for one in mine.past] == [("", None, "sent")]


@pytest.mark.parametrize("is_hidden", [False, True])
def test_what_was_never_sent_tells_nothing_of_a_flag_that_is_shared_no_more(
    couple: Couple, is_hidden: bool
) -> None:
    event_id = event(couple.ada, "Zebra party")
    flags.flag(couple.ada, event_id, "", level=3, share_level=True, now=NOW)
    coming = log.log(couple.ben, now=NOW).next
    later = NOW + timedelta(days=1)
    events.edit(couple.ada, event_id, form("Zebra party", EVENING + timedelta(days=1)), now=NOW)

    if is_hidden:
        events.show(couple.ada, event_id, Visibility.PRIVATE, now=later)
    else:
        flags.flag(couple.ada, event_id, "", level=3, now=later)

    assert {one.title for one in coming} == {"Zebra party"}
    assert log.log(couple.ben, now=later) == log.ReminderLog((), ())
    for row in Reminder.objects.filter(person_id=couple.ben):
        with pytest.raises(errors.NotFound):
            log.one(couple.ben, row.id)


def test_what_was_called_off_stays_in_the_log_of_whom_it_concerns(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    event_id = event_of(reminder)

    events.edit(couple.ada, event_id, form(start=EVENING + timedelta(days=1)), now=NOW)

    past = log.log(couple.ada, now=NOW).past
    assert {(one.title, one.reason) for one in past} == {("Office party", "moved")}
    assert log.one(couple.ada, reminder.id) in past


def event_of(reminder: Reminder) -> UUID:
    return Event.objects.get(uid=reminder.uid).id


@pytest.mark.parametrize("count", [1, 12])
def test_the_log_costs_the_same_for_one_and_for_many(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        due_reminder(couple.ada, title=f"Party {n}")
    assert Reminder.objects.filter(person_id=couple.ada).count() == 4 * count

    with django_assert_num_queries(5):
        log.log(couple.ada, now=NOW + timedelta(days=1))
