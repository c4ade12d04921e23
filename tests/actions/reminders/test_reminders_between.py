"""What changes while a message is on its way, and what waits for the morning together."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.engine import due
from planner.actions.feelings import flags
from planner.actions.plan import nudges, plans
from planner.models import Event, Person, Reminder
from tests.actions.reminders.engine import begun, claim, due_reminder, state_of
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, Couple, event, form

MORNING = datetime(2026, 11, 14, 7, tzinfo=UTC)  # eight o'clock in Berlin


def move(reminder: Reminder, owner: UUID, hours: int, now: datetime) -> None:
    event_id = Event.objects.get(uid=reminder.uid).id
    events.edit(owner, event_id, form(start=EVENING + timedelta(hours=hours)), now=now)


def test_what_was_under_way_when_its_event_moved_and_failed_is_planned_for_the_new_time(
    couple: Couple,
) -> None:
    talk = due_reminder(couple.ada)
    claimed = begun(talk, talk.due_at)
    move(talk, couple.ada, 1, talk.due_at)

    reminders.record_failed(claimed, now=talk.due_at, reason="refused")

    rows = Reminder.objects.filter(step="talk").order_by("schedule_version")
    assert [(row.state, row.reason, row.schedule_version) for row in rows] == [
        ("cancelled", "moved", 1),
        ("pending", "", 2),
    ]
    assert begun(rows[1], talk.due_at)


@pytest.mark.parametrize("away", [-1, 1], ids=["went before its moment", "went after it"])
def test_what_was_not_sent_before_its_event_went_away_and_came_back_is_sent_once(
    couple: Couple, away: int
) -> None:
    talk = due_reminder(couple.ada)
    back = talk.due_at + timedelta(hours=2)
    move(talk, couple.ada, 24, talk.due_at + timedelta(hours=away))

    move(talk, couple.ada, 0, back)

    (row,) = Reminder.objects.filter(step="talk", state="pending")
    assert (row.due_at, row.event_on, row.schedule_version) == (talk.due_at, talk.event_on, 3)
    assert reminders.record_sent(begun(row, back), now=back)
    move(talk, couple.ada, 24, back)
    move(talk, couple.ada, 0, back)
    assert Reminder.objects.filter(step="talk", state="sent").count() == 1
    assert not Reminder.objects.filter(step="talk", state="pending").exists()


def test_what_was_sent_before_its_event_went_away_and_came_back_is_not_sent_again(couple: Couple) -> None:
    talk = due_reminder(couple.ada)
    reminders.record_sent(begun(talk, talk.due_at), now=talk.due_at)

    move(talk, couple.ada, 24, talk.due_at)
    assert Reminder.objects.get(step="talk", state="pending").event_on == talk.event_on + timedelta(days=1)
    move(talk, couple.ada, 0, talk.due_at)

    assert not Reminder.objects.filter(step="talk", state="pending").exists()


def test_what_helps_no_more_when_its_event_comes_back_is_not_sent_late(couple: Couple) -> None:
    talk = due_reminder(couple.ada)
    move(talk, couple.ada, 24, talk.due_at - timedelta(hours=1))

    move(talk, couple.ada, 0, talk.due_at + timedelta(days=4))  # the last call came a day before

    rows = Reminder.objects.filter(step="talk", event_on=talk.event_on)
    assert [(row.state, row.reason) for row in rows] == [("cancelled", "moved")]


def test_one_that_may_have_arrived_does_not_read_as_called_off(couple: Couple) -> None:
    talk = due_reminder(couple.ada)
    claimed = begun(talk, talk.due_at)
    reminders.record_failed(claimed, now=talk.due_at, uncertain=True)

    move(talk, couple.ada, 1, talk.due_at)

    talk.refresh_from_db()
    assert (talk.state, talk.reason) == ("unknown", "moved")
    # Nor is it said again on the same day.
    assert not Reminder.objects.filter(step="talk", state="pending").exists()


def test_one_that_may_have_arrived_counts_as_one_of_the_day(couple: Couple) -> None:
    rows = [due_reminder(couple.ada, title=f"Party {n}") for n in range(3)]
    now = rows[0].due_at
    claims = {one.id: one for one in reminders.claim_due("email", now=now)}
    assert reminders.begin_send(claims[rows[0].id], now=now)
    reminders.record_failed(claims[rows[0].id], now=now, uncertain=True)

    began = [bool(reminders.begin_send(claims[row.id], now=now)) for row in rows[1:]]

    assert began == [True, False]
    unsure, second, third = (Reminder.objects.get(id=row.id) for row in rows)
    # The day had no place for a third, so it went along with the second.
    assert second.message_key is not None
    assert (third.state, third.message_key) == ("sending", second.message_key)
    assert (unsure.state, unsure.message_key) == ("pending", None)


@pytest.fixture
def held(couple: Couple) -> tuple[Reminder, Reminder]:
    """Two of Ada's for one event that quiet hours hold until the same morning.

    The early one went out in its time: found too late, it would have the others planned for theirs again.
    """
    talk = due_reminder(couple.ada)
    early = Reminder.objects.get(person_id=couple.ada, step="early")
    reminders.record_sent(begun(early, early.due_at), now=early.due_at)
    Person.objects.filter(id=couple.ada).update(quiet_from=time(17), quiet_until=time(8))
    last_call = Reminder.objects.get(person_id=couple.ada, step="last-call")
    earlier = talk.due_at + timedelta(minutes=1)
    Reminder.objects.filter(id=last_call.id).update(due_at=earlier, next_at=earlier)
    for row in (talk, last_call):
        claimed = claim(row, earlier)
        if claimed:
            reminders.begin_send(claimed, now=earlier)
    for claimed in reminders.claim_due("email", now=earlier + due.LEASE):
        reminders.begin_send(claimed, now=earlier + due.LEASE)
    last_call.refresh_from_db()
    talk.refresh_from_db()
    assert {talk.next_at, last_call.next_at} == {MORNING}
    return talk, last_call


def test_several_held_for_one_event_are_one_message_in_the_morning(
    held: tuple[Reminder, Reminder],
) -> None:
    claims = {one.id: one for one in reminders.claim_due("email", now=MORNING)}

    began = [bool(reminders.begin_send(claims[row.id], now=MORNING)) for row in held]

    assert began == [False, True]
    assert [state_of(row) for row in held] == ["cancelled", "sending"]
    assert Reminder.objects.get(id=held[0].id).reason == "merged"


def test_one_is_not_merged_into_another_that_will_not_go(held: tuple[Reminder, Reminder]) -> None:
    """The later one waits for a channel that its person does not have."""
    Reminder.objects.filter(id=held[1].id).update(channel="sms")
    claims = {one.id: one for one in reminders.claim_due("email", now=MORNING)}

    assert reminders.begin_send(claims[held[0].id], now=MORNING)


def test_a_moment_is_not_lost_to_the_clock_being_set_back(couple: Couple) -> None:
    talk = due_reminder(couple.ada)
    claimed = claim(talk, talk.due_at)
    assert claimed is not None

    assert reminders.begin_send(claimed, now=talk.due_at - timedelta(minutes=10))


def test_the_other_cannot_crowd_out_the_card_with_what_they_do(couple: Couple) -> None:
    plan = propose(couple.ben, event(couple.ada))
    plans.agree(couple.ada, plan, version=1, answers=YES, now=NOW)
    card = Reminder.objects.get(person_id=couple.ada, step="card")
    for title in ("Dinner", "Concert", "Walk"):
        other = event(couple.ben, title)
        flags.flag(couple.ben, other, "", level=1, share_level=True, now=NOW)
        nudges.nudge(couple.ben, other, "", now=card.due_at)
    Reminder.objects.filter(person_id=couple.ada).exclude(step__in=("nudge", "card")).delete()
    claims = {one.id: one for one in reminders.claim_due("email", now=card.due_at)}

    asked = Reminder.objects.filter(person_id=couple.ada, step="nudge").values_list("id", flat=True)
    began = [bool(reminders.begin_send(claims[one], now=card.due_at)) for one in (*asked, card.id)]

    assert began == [True, False, False, True]
