"""What a person says to a reminder: again tomorrow, or no more of this event."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.channels import replies
from planner.actions.channels.replies import Snoozed
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.models import Muted, Person, Reminder
from planner.queries.channels import links
from planner.queries.people import who
from planner.queries.reminders import ladders
from tests.actions.reminders.engine import claim, composed, due_reminder, state_of
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, Couple, event, form

DAY = timedelta(days=1)


def sent(owner: UUID, step: str = "talk", **fields: object) -> Reminder:
    """A reminder that its person has had, at its moment."""
    reminder = due_reminder(owner, step, **fields)
    deliver(reminder, reminder.due_at)
    return reminder


def deliver(reminder: Reminder, now: datetime) -> bool:
    claimed = claim(reminder, now)
    if claimed is None or not reminders.begin_send(claimed, now=now):
        return False
    return reminders.record_sent(claimed, now=now)


def again_of(reminder: Reminder) -> Reminder:
    return Reminder.objects.get(again_of=reminder)


def test_what_is_put_off_comes_again_tomorrow_at_the_same_hour(couple: Couple) -> None:
    had = sent(couple.ada)
    late_at_night = had.due_at + timedelta(hours=4)

    said = replies.snooze(couple.ada, had.id, now=late_at_night)

    row = again_of(had)
    assert said == Snoozed(had.due_at + DAY)
    assert (row.step, row.state, row.due_at, row.next_at) == ("talk", "pending", said.until, said.until)
    assert deliver(row, row.due_at)
    assert [state_of(had), state_of(row)] == ["sent", "sent"]


def test_it_is_put_off_once_however_often_somebody_taps(couple: Couple) -> None:
    had = sent(couple.ada)
    now = had.due_at + timedelta(hours=1)

    said = [replies.snooze(couple.ada, had.id, now=now + n * timedelta(minutes=1)) for n in range(3)]

    assert said == [Snoozed(had.due_at + DAY)] * 3
    assert Reminder.objects.filter(again_of=had).count() == 1


def test_the_next_day_it_can_be_put_off_again(couple: Couple) -> None:
    had = sent(couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)
    second = again_of(had)
    assert deliver(second, second.due_at)

    said = replies.snooze(couple.ada, second.id, now=second.due_at)

    assert said == Snoozed(had.due_at + 2 * DAY)
    assert replies.snooze(couple.ada, had.id, now=second.due_at) == Snoozed(None, replies.PUT_OFF)


def test_the_hour_stays_when_the_clocks_change(couple: Couple) -> None:
    """The clocks of Berlin go forward on 28 March 2027: the day between has 23 hours."""
    had = sent(couple.ada, start=datetime(2027, 4, 3, 19), now=datetime(2027, 3, 1, tzinfo=UTC))

    said = replies.snooze(couple.ada, had.id, now=had.due_at)

    assert (had.due_at, said.until) == (
        datetime(2027, 3, 27, 17, tzinfo=UTC),
        datetime(2027, 3, 28, 16, tzinfo=UTC),
    )


def test_quiet_hours_hold_what_was_put_off(couple: Couple) -> None:
    had = sent(couple.ada)
    Person.objects.filter(id=couple.ada).update(quiet_from=time(17), quiet_until=time(8))

    said = replies.snooze(couple.ada, had.id, now=had.due_at)

    morning = datetime(2026, 11, 15, 7, tzinfo=UTC)
    assert said == Snoozed(morning)
    row = again_of(had)
    assert claim(row, row.due_at) is None
    assert deliver(row, morning)


def test_too_late_tomorrow_is_said_and_nothing_waits(couple: Couple) -> None:
    """The read-through of an event that begins before tomorrow's hour."""
    event_id = event(couple.ada, start=datetime(2026, 11, 20, 15))
    plans.agree(couple.ben, propose(couple.ada, event_id), version=1, answers=YES, now=NOW)
    had = Reminder.objects.get(person_id=couple.ada, step="read-through")
    assert deliver(had, had.due_at)

    assert replies.snooze(couple.ada, had.id, now=had.due_at) == Snoozed(None, "too_late")
    assert not Reminder.objects.filter(again_of=had).exists()


@pytest.mark.parametrize("deed", ["agree", "delete", "not needed", "mute", "unsubscribe"])
def test_what_stops_the_ladder_stops_what_was_put_off(couple: Couple, deed: str) -> None:
    had = sent(couple.ada)
    now = had.due_at
    event_id = ladders.one(who.of(couple.ada), had.uid, "").event.id  # type: ignore[union-attr]
    plan_id = propose(couple.ada, event_id, now=now)
    replies.snooze(couple.ada, had.id, now=now)

    if deed == "agree":
        plans.agree(couple.ben, plan_id, version=1, answers=YES, now=now)
    elif deed == "delete":
        events.delete(couple.ada, event_id, now=now)
    elif deed == "not needed":
        flags.mark_not_needed(couple.ada, event_id, "", not_needed=True, now=now)
    elif deed == "mute":
        replies.mute(couple.ada, had.uid, "", now=now)
    else:
        reminders.unsubscribe(links.unsubscribe_token(couple.ada, "talk"), now=now)

    assert state_of(again_of(had)) == "cancelled"
    assert claim(again_of(had), now + DAY) is None


def test_what_was_put_off_comes_back_when_its_reason_does(couple: Couple) -> None:
    had = sent(couple.ada)
    event_id = event_of(had, couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)
    flags.mark_not_needed(couple.ada, event_id, "", not_needed=True, now=had.due_at)

    flags.mark_not_needed(couple.ada, event_id, "", not_needed=False, now=had.due_at)

    row = again_of(had)
    assert (row.state, row.due_at) == ("pending", had.due_at + DAY)
    assert Reminder.objects.filter(person_id=couple.ada, step="talk").count() == 2


def test_an_event_that_moves_within_its_day_takes_it_along(couple: Couple) -> None:
    had = sent(couple.ada)
    event_id = event_of(had, couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)

    events.edit(couple.ada, event_id, form(start=EVENING + timedelta(hours=1)), now=had.due_at)

    row = again_of(had)
    assert (row.state, row.due_at) == ("pending", had.due_at + DAY)
    assert deliver(row, row.due_at)


def test_an_event_that_moves_to_another_day_brings_the_step_itself(couple: Couple) -> None:
    had = sent(couple.ada)
    event_id = event_of(had, couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)

    events.edit(couple.ada, event_id, form(start=EVENING + 10 * DAY), now=had.due_at)

    row = again_of(had)
    assert (row.state, row.reason) == ("cancelled", "merged")
    live = Reminder.objects.get(person_id=couple.ada, step="talk", state="pending")
    assert live.due_at == had.due_at + 10 * DAY


def test_planning_again_changes_nothing(couple: Couple) -> None:
    had = sent(couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)
    before = list(Reminder.objects.order_by("id").values())

    for hours in (0, 1, 23):
        reminders.reschedule_everything((couple.ada,), now=had.due_at + timedelta(hours=hours))

    assert list(Reminder.objects.order_by("id").values()) == before


def test_a_new_zone_moves_it_to_the_same_hour_there(couple: Couple) -> None:
    had = sent(couple.ada)
    replies.snooze(couple.ada, had.id, now=had.due_at)
    Person.objects.filter(id=couple.ada).update(tzid="Europe/London")

    reminders.reschedule_everything((couple.ada,), now=had.due_at)

    assert again_of(had).due_at == had.due_at + DAY + timedelta(hours=1)


def test_what_was_put_off_gives_way_to_a_step_due_at_the_same_time(couple: Couple) -> None:
    had = sent(couple.ada, "early")
    now = had.due_at
    replies.snooze(couple.ada, had.id, now=now)
    row, talk = again_of(had), Reminder.objects.get(person_id=couple.ada, step="talk")
    Reminder.objects.filter(id__in=(row.id, talk.id)).update(due_at=now + DAY, next_at=now + DAY)
    claimed = {one.id: one for one in reminders.claim_due("email", now=now + DAY)}

    assert not reminders.begin_send(claimed[row.id], now=now + DAY)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("cancelled", "merged")


def test_news_can_be_put_off_beside_news_that_waits(couple: Couple) -> None:
    event_id = event(couple.ada)
    propose(couple.ada, event_id)
    had = Reminder.objects.get(person_id=couple.ben, step="news")
    assert deliver(had, had.due_at)
    reminders.news(couple.ben, had.uid, "", now=had.due_at)

    said = replies.snooze(couple.ben, had.id, now=had.due_at)

    assert said.until == had.due_at + DAY
    reminders.news(couple.ben, had.uid, "", now=had.due_at)
    live = Reminder.objects.filter(person_id=couple.ben, step="news", state="pending")
    assert live.count() == 2


def test_only_what_one_has_had_oneself_can_be_put_off(couple: Couple) -> None:
    waiting = due_reminder(couple.ada)
    had = sent(couple.ada, title="Another")

    for person_id, reminder_id in (
        (couple.ada, waiting.id),
        (couple.ada, uuid4()),
        (couple.ben, had.id),
        (couple.stranger, had.id),
        (uuid4(), had.id),
    ):
        with pytest.raises(errors.NotFound):
            replies.snooze(person_id, reminder_id, now=had.due_at)

    assert not Reminder.objects.filter(again_of__isnull=False).exists()


def test_muting_ends_all_reminders_of_the_event_for_one_person_alone(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=3, share_level=True, now=NOW)
    uid = Reminder.objects.filter(person_id=couple.ben).values_list("uid", flat=True).first() or ""
    theirs = snapshot(couple.ben)
    assert live_steps(couple.ada) and theirs

    replies.mute(couple.ada, uid, "", now=NOW)
    replies.mute(couple.ada, uid, "", now=NOW)
    reminders.news(couple.ada, uid, "", now=NOW)

    assert live_steps(couple.ada) == set()
    assert snapshot(couple.ben) == theirs
    assert set(Reminder.objects.filter(person_id=couple.ada).values_list("reason", flat=True)) == {"muted"}


def test_unmuting_brings_back_what_is_still_ahead(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    before = live_steps(couple.ada)
    replies.mute(couple.ada, reminder.uid, "", now=NOW)

    replies.unmute(couple.ada, reminder.uid, "", now=NOW)

    assert live_steps(couple.ada) == before
    assert not Muted.objects.exists()
    replies.unmute(couple.ada, reminder.uid, "", now=NOW)


def test_a_message_claimed_before_it_was_muted_is_not_sent(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None
    assert composed(reminder)

    replies.mute(couple.ada, reminder.uid, "", now=reminder.due_at)

    assert not reminders.begin_send(claimed, now=reminder.due_at)


def test_one_evening_of_a_series_is_muted_alone_and_the_series_as_a_whole(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flags.flag(couple.ada, event_id, "", level=1, now=NOW)
    rows = Reminder.objects.filter(person_id=couple.ada, state="pending")
    uid = rows.values_list("uid", flat=True).first() or ""
    first, *others = sorted(set(rows.values_list("recurrence_id", flat=True)))

    replies.mute(couple.ada, uid, first, now=NOW)
    assert set(rows.values_list("recurrence_id", flat=True)) == set(others)

    replies.mute(couple.ada, uid, "", now=NOW)
    assert live_steps(couple.ada) == set()

    replies.unmute(couple.ada, uid, first, now=NOW)
    assert set(rows.values_list("recurrence_id", flat=True)) == {first, *others}


def test_what_is_muted_goes_with_its_occurrence(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flags.flag(couple.ada, event_id, "", level=1, now=NOW)
    rows = Reminder.objects.filter(person_id=couple.ada, state="pending")
    key = sorted(set(rows.values_list("recurrence_id", flat=True)))[1]
    uid = rows.values_list("uid", flat=True).first() or ""
    replies.mute(couple.ada, uid, key, now=NOW)
    muted = {key}

    moved = form(start=EVENING + timedelta(hours=1), rrule="FREQ=WEEKLY")
    events.edit(couple.ada, event_id, moved, now=NOW)

    renamed = set(Muted.objects.values_list("recurrence_id", flat=True))
    assert renamed and renamed != muted
    assert renamed.isdisjoint(rows.values_list("recurrence_id", flat=True))


def event_of(reminder: Reminder, viewer: UUID) -> UUID:
    seen = ladders.one(who.of(viewer), reminder.uid, reminder.recurrence_id)
    assert seen is not None
    return seen.event.id


def live_steps(person_id: UUID) -> set[tuple[str, str]]:
    rows = Reminder.objects.filter(person_id=person_id, state="pending")
    return set(rows.values_list("step", "recurrence_id"))


def snapshot(person_id: UUID) -> list[dict[str, object]]:
    return list(Reminder.objects.filter(person_id=person_id).order_by("id").values())
