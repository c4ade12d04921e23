"""What does not get through comes by another channel of the same person, and nobody else learns of it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from planner.actions import reminders
from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.actions.plan import plans
from planner.models import Delivery, Event, Phone, PushDevice, Reminder, Suspension
from planner.queries.reminders import reminders as log
from tests.actions.reminders.engine import due_reminder
from tests.actions.reminders.test_reminders import YES, flag, propose
from tests.factories import NOW, Couple, event


def give_phone(person: UUID) -> None:
    Phone.objects.create(
        person_id=person, number="+491701234567", number_hash=b"n", verified_at=NOW, created_at=NOW
    )


def give_browser(person: UUID) -> None:
    PushDevice.objects.create(
        person_id=person, endpoint="https://push.example/1", endpoint_hash=uuid4().bytes, created_at=NOW
    )


def begun(reminder: Reminder) -> Claimed:
    """The reminder as it is being sent."""
    claims = reminders.claim_due(reminder.channel, now=reminder.due_at)
    (claimed,) = [one for one in claims if one.id == reminder.id]
    assert reminders.begin_send(claimed, now=reminder.due_at)
    return claimed


def refuse(reminder: Reminder) -> None:
    """The other side says never."""
    reminders.record_failed(begun(reminder), now=reminder.due_at, permanent=True, reason="refused")


def ways(person: UUID, step: str) -> list[tuple[str, str]]:
    """The channels of a step and what became of each, in the order in which they were planned."""
    rows = Reminder.objects.filter(person_id=person, step=step).order_by("created_at", "due_at", "channel")
    return sorted((row.channel, row.state) for row in rows)


def newest(person: UUID, step: str) -> Reminder:
    return Reminder.objects.get(person_id=person, step=step, state="pending")


def test_what_is_refused_goes_by_text_at_once(couple: Couple) -> None:
    give_phone(couple.ada)
    talk = due_reminder(couple.ada)

    refuse(talk)

    assert ways(couple.ada, "talk") == [("email", "dead"), ("sms", "pending")]
    other = newest(couple.ada, "talk")
    assert (other.due_at, other.next_at, other.schedule_version) == (talk.due_at, talk.due_at, 1)
    assert begun(other)


def test_each_channel_is_tried_once(couple: Couple) -> None:
    give_phone(couple.ada)
    give_browser(couple.ada)
    refuse(due_reminder(couple.ada))
    for _ in range(2):
        refuse(newest(couple.ada, "talk"))

    reminders.reschedule_everything((couple.ada,), now=newest(couple.ada, "last-call").created_at)

    assert ways(couple.ada, "talk") == [("email", "dead"), ("push", "dead"), ("sms", "dead")]


def test_without_another_channel_it_stays_as_it_is_and_shows(couple: Couple) -> None:
    talk = due_reminder(couple.ada)

    refuse(talk)

    assert ways(couple.ada, "talk") == [("email", "dead")]
    assert [one.state for one in log.log(couple.ada, now=talk.due_at).past] == ["dead"]


def entries(person: UUID) -> list[tuple[UUID, str, str, str]]:
    """This person's log; that their own mails are being claimed makes no difference."""
    found = log.log(person, now=NOW)
    return sorted((one.id, one.step, one.channel, one.reason) for one in (*found.next, *found.past))


def test_the_other_learns_nothing_of_it(couple: Couple) -> None:
    give_phone(couple.ada)
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    before = entries(couple.ben)

    refuse(newest(couple.ada, "talk"))

    assert ways(couple.ada, "talk") == [("email", "dead"), ("sms", "pending")]
    assert entries(couple.ben) == before


def test_an_agreement_stops_the_other_way_too(couple: Couple) -> None:
    give_phone(couple.ada)
    talk = due_reminder(couple.ada)
    refuse(talk)
    plan_id = propose(couple.ada, Event.objects.get().id, now=talk.due_at)

    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=talk.due_at)

    assert ways(couple.ada, "talk") == [("email", "dead"), ("sms", "cancelled")]


@pytest.mark.parametrize(("step", "falls_back"), [("talk", False), ("card", True)])
def test_one_that_may_have_arrived_is_repeated_only_at_the_door(
    couple: Couple, step: str, falls_back: bool
) -> None:
    give_phone(couple.ada)
    give_browser(couple.ada)
    event_id = event(couple.ada)
    flag(couple.ada, event_id)
    if step == "card":
        plan_id = propose(couple.ada, event_id)
        plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    row = newest(couple.ada, step)
    row_claim = begun(row)
    assert reminders.record_failed(row_claim, now=row.due_at, uncertain=True) == "pending"
    row.refresh_from_db()
    (again,) = [one for one in reminders.claim_due(row.channel, now=row.next_at) if one.id == row.id]
    assert reminders.begin_send(again, now=row.next_at)

    assert reminders.record_failed(again, now=row.next_at, uncertain=True) == "unknown"

    expected = [(row.channel, "unknown")] + ([("sms", "pending")] if falls_back else [])
    assert ways(couple.ada, step) == expected


def test_a_card_that_nobody_finished_sending_goes_another_way_when_it_is_given_up(couple: Couple) -> None:
    give_phone(couple.ada)
    give_browser(couple.ada)
    event_id = event(couple.ada)
    plan_id = propose(couple.ada, event_id)
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    card = newest(couple.ada, "card")
    begun(card)
    now = card.due_at + due.LEASE
    (again,) = [one for one in reminders.claim_due("push", now=now) if one.id == card.id]
    assert reminders.begin_send(again, now=now)

    claims = reminders.claim_due("push", now=now + due.LEASE)

    assert card.id not in {one.id for one in claims}

    assert ways(couple.ada, "card") == [("push", "unknown"), ("sms", "pending")]


@pytest.mark.parametrize("texts", [0, 1])
def test_a_card_for_which_the_day_has_no_text_left_comes_by_mail_at_once(couple: Couple, texts: int) -> None:
    give_phone(couple.ada)
    plan_id = propose(couple.ada, event(couple.ada))
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    card = newest(couple.ada, "card")
    assert card.channel == "sms"
    sent_a_text(couple.ada, at=card.due_at - timedelta(hours=1), count=texts)
    (claimed,) = reminders.claim_due("sms", now=card.due_at)

    began = reminders.begin_send(claimed, now=card.due_at)

    if not texts:
        assert began
        return
    assert not began
    assert ways(couple.ada, "card") == [("email", "pending"), ("sms", "missed")]
    assert begun(newest(couple.ada, "card"))


def test_without_another_way_it_is_missed_and_shown(couple: Couple) -> None:
    give_phone(couple.ada)
    Suspension.objects.create(person_id=couple.ada, channel="email", reason="bounced", since=NOW)
    plan_id = propose(couple.ada, event(couple.ada))
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    card = newest(couple.ada, "card")
    sent_a_text(couple.ada, at=card.due_at - timedelta(hours=1))
    (claimed,) = reminders.claim_due("sms", now=card.due_at)

    assert not reminders.begin_send(claimed, now=card.due_at)

    assert ways(couple.ada, "card") == [("sms", "missed")]


def sent_a_text(person: UUID, *, at: datetime, count: int = 1) -> None:
    """So many texts of the same day."""
    for number in range(count):
        row = due_reminder(person, title=f"Sent {number}")
        Reminder.objects.filter(id=row.id).update(
            channel="sms", attempts=1, **due.ended(Reminder.State.SENT, now=at)
        )
        Delivery.objects.create(reminder=row, attempt=1, began_at=at)
    Reminder.objects.filter(person_id=person, state="pending").exclude(step="card").delete()


def test_news_that_is_refused_is_told_by_mail(couple: Couple) -> None:
    give_browser(couple.ben)
    propose(couple.ada, event(couple.ada))
    news = newest(couple.ben, "news")
    assert news.channel == "push"

    refuse(news)
    refuse(newest(couple.ben, "news"))

    assert ways(couple.ben, "news") == [("email", "dead"), ("push", "dead")]


def test_a_channel_that_closes_takes_what_waits_to_another(couple: Couple) -> None:
    give_browser(couple.ben)
    event_id = event(couple.ada)
    flag(couple.ben, event_id)
    plan_id = propose(couple.ada, event_id)
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    propose(couple.ada, event(couple.ada, "Another"))
    assert ways(couple.ben, "card") == [("push", "pending")]
    assert ("push", "pending") in ways(couple.ben, "news")

    PushDevice.objects.all().delete()
    reminders.reschedule_everything((couple.ben,), now=NOW)

    assert ways(couple.ben, "card") == [("email", "pending"), ("push", "cancelled")]
    assert {channel for channel, state in ways(couple.ben, "news") if state == "pending"} == {"email"}


def test_what_was_claimed_when_its_channel_closed_goes_another_way(couple: Couple) -> None:
    give_phone(couple.ada)
    talk = due_reminder(couple.ada)
    (claimed,) = [one for one in reminders.claim_due("email", now=talk.due_at) if one.id == talk.id]
    Suspension.objects.create(person_id=couple.ada, channel="email", reason="bounced", since=NOW)

    assert not reminders.begin_send(claimed, now=talk.due_at)

    assert ways(couple.ada, "talk") == [("email", "cancelled"), ("sms", "pending")]
    assert newest(couple.ada, "talk").due_at == talk.due_at


def test_a_dead_step_of_a_moved_event_is_planned_for_its_new_day_by_its_own_channel(couple: Couple) -> None:
    refuse(due_reminder(couple.ada))
    row = Reminder.objects.get(step="last-call")
    Reminder.objects.filter(step="talk").update(event_on=row.event_on - timedelta(days=1))

    reminders.reschedule(row.uid, (couple.ada,), now=NOW)

    assert ("email", "pending") in ways(couple.ada, "last-call")
