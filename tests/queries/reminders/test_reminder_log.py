"""What waits, what went and what did not, as its person reads it: each line with its reason in words."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.engine import due, notices
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.reminding.fates import Fate
from planner.models import Event, PastReminder, Person, Reminder
from planner.queries import wording
from planner.queries.pages import news, occurrences
from planner.queries.people import who
from planner.queries.reminders import dry_runs
from planner.queries.reminders import reminders as log
from planner.queries.views import ReminderView
from tests.actions.reminders.engine import begun, claim, due_reminder
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import NOW, Couple, event


def noticed(person: UUID, *, now: datetime) -> tuple[ReminderView, ...]:
    return news.of(who.of(person), now=now).notices


def line(couple: Couple, reminder: Reminder) -> ReminderView:
    return log.one(couple.ada, reminder.id)


def ended(reminder: Reminder, state: str, reason: str = "", channel: str = "email") -> Reminder:
    over = due.ended(state, now=reminder.due_at, reason=reason) | {"channel": channel}
    Reminder.objects.filter(id=reminder.id).update(**over)
    reminder.refresh_from_db()
    return reminder


def says(couple: Couple, state: str, reason: str, channel: str = "email") -> str:
    return wording.says(line(couple, ended(due_reminder(couple.ada), state, reason, channel)))


def test_what_is_planned_says_how_it_comes(couple: Couple) -> None:
    found = line(couple, due_reminder(couple.ada))

    assert (found.fate, wording.says(found)) == (Fate.NEXT, "It comes by email.")


def test_what_came_due_in_quiet_hours_says_that_it_waits_and_until_when(couple: Couple) -> None:
    Person.objects.filter(id=couple.ada).update(quiet_from=time(17, 0), quiet_until=time(8, 0))
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None and not reminders.begin_send(claimed, now=reminder.due_at)

    found = line(couple, reminder)

    assert (found.fate, found.due_local.time(), found.planned_local.time()) == (Fate.HELD, time(8), time(18))
    assert wording.says(found) == "It came due in your quiet hours, and waits until they are over."


def test_other_quiet_hours_let_go_what_waited_for_the_old_ones(couple: Couple) -> None:
    Person.objects.filter(id=couple.ada).update(quiet_from=time(17, 0), quiet_until=time(8, 0))
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None and not reminders.begin_send(claimed, now=reminder.due_at)
    later = reminder.due_at + timedelta(hours=1)

    people.keep_quiet(couple.ada, time(22), time(8), now=later)

    begun(reminder, later)


def test_the_third_message_of_a_day_says_what_it_waits_for(couple: Couple) -> None:
    three = [due_reminder(couple.ada, title=f"Party {n}") for n in range(3)]
    now = three[0].due_at
    # The others have left when its own moment comes.
    Reminder.objects.filter(id=three[2].id).update(due_at=now + timedelta(seconds=1))
    claimed = {one.id: one for one in reminders.claim_due("email", now=now)}

    began = [bool(reminders.begin_send(claimed[one.id], now=now)) for one in three]

    assert began == [True, True, False]
    assert wording.says(line(couple, three[2])) == (
        "You have had enough messages for one day, so it waits for the next morning."
    )


def test_what_is_tried_again_says_what_went_wrong(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    reminders.record_failed(begun(reminder, now), now=now, reason="smtp_421")

    found = line(couple, reminder)
    reminders.record_sent(begun(reminder, now + timedelta(hours=1)), now=now + timedelta(hours=1))
    after = line(couple, reminder)

    assert (found.fate, found.due_local > found.planned_local) == (Fate.HELD, True)
    assert wording.says(found) == "The mail server asked us to come back later. It is tried again."
    assert (after.fate, after.reason, wording.says(after)) == (Fate.SENT, "", "It went out by email.")


def test_what_waits_for_a_channel_that_rests_says_so(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None
    is_put_back = reminders.put_back(claimed, until=reminder.due_at + timedelta(minutes=5))

    assert is_put_back
    assert line(couple, reminder).fate is Fate.HELD
    assert "has not answered for a while" in wording.says(line(couple, reminder))


@pytest.mark.parametrize(
    ("state", "reason", "channel", "words"),
    [
        ("dead", "no_such_address", "email", "The mail server said that this address does not exist."),
        (
            "dead",
            "recipient_refused",
            "email",
            "The mail server said that it takes no mail for this address.",
        ),
        ("dead", "smtp_535", "email", "The mail server does not let us in. Whoever runs this can mend it."),
        ("dead", "TimeoutError", "email", "The mail server could not be reached."),
        ("dead", "api_503", "email", "The mail server asked us to come back later."),
        ("dead", "sms_21610", "sms", "You have stopped text messages by answering STOP."),
        ("dead", "sms_21211", "sms", "The text message service said that this number does not exist."),
        ("dead", "sms_99999", "sms", "The text message service could not be reached."),
        ("dead", "no_device", "push", "No browser of yours takes notifications any more."),
        ("dead", "push_500", "push", "Your browser's push service asked us to come back later."),
        ("unknown", "unanswered", "sms", "We could not find out whether this arrived."),
        ("missed", "too_late", "email", "It would have come too late."),
        ("missed", "held_past_event", "email", "It would have had to wait until it was over."),
        ("cancelled", "agreed", "email", "You two agreed."),
        ("cancelled", "merged", "email", "Another message to you took it up."),
    ],
)
def test_whatever_became_of_it_is_said_in_words(
    couple: Couple, state: str, reason: str, channel: str, words: str
) -> None:
    assert says(couple, state, reason, channel) == words


@pytest.mark.parametrize("code", ["smtp_421", "sms_30003", "api_402", "push_429", "OSError", "no address"])
def test_no_code_of_a_provider_reaches_its_reader(couple: Couple, code: str) -> None:
    said = says(couple, "dead", code, "sms")

    assert code not in said and "_" not in said and said.endswith(".")


def test_what_went_another_way_says_so(couple: Couple) -> None:
    lost = ended(due_reminder(couple.ada), "dead", "no_such_address")
    other = Reminder.objects.get(id=lost.id)
    other.pk, other.state, other.channel, other.reason = None, "pending", "sms", ""
    other.ended_at, other.next_at = None, lost.due_at
    other.id = type(lost)._meta.pk.get_default()
    other.save(force_insert=True)
    before = wording.says(line(couple, lost))

    ended(other, "sent", channel="sms")

    assert before.endswith("It comes as a text message instead.")
    assert wording.says(line(couple, lost)) == (
        "The mail server said that this address does not exist. It went out as a text message instead."
    )


def test_the_log_is_sorted_by_fate_and_handed_out_in_pages(couple: Couple) -> None:
    rows = [due_reminder(couple.ada, title=f"Party {n}") for n in range(6)]
    for one, state in zip(rows, ("sent", "dead", "missed", "unknown", "cancelled"), strict=False):
        ended(one, state, "too_late")
    now = rows[0].due_at

    by_fate = {
        fate: {one.state for one in log.page(couple.ada, fate=fate, now=now, limit=50)} for fate in Fate
    }
    everything = log.page(couple.ada, now=now, limit=200)
    pieces = [log.page(couple.ada, now=now, limit=5, offset=at) for at in range(0, len(everything), 5)]

    assert by_fate == {
        Fate.NEXT: {"pending"},
        Fate.HELD: set(),
        Fate.SENT: {"sent"},
        Fate.FAILED: {"dead", "missed", "unknown"},
        Fate.DROPPED: {"cancelled"},
    }
    assert tuple(one for piece in pieces for one in piece) == everything
    whole = log.log(couple.ada, now=now)
    assert everything == whole.next + whole.past


def test_the_archive_is_read_on_from(couple: Couple) -> None:
    row = ended(due_reminder(couple.ada), "dead", "recipient_refused")
    columns = [field.attname for field in PastReminder._meta.concrete_fields]
    before = log.page(couple.ada, fate=Fate.FAILED, now=row.due_at, limit=9)

    PastReminder.objects.create(**Reminder.objects.values(*columns).get(id=row.id))
    Reminder.objects.filter(id=row.id).delete()

    assert log.page(couple.ada, fate=Fate.FAILED, now=row.due_at, limit=9) == before


def test_what_did_not_arrive_is_told_until_it_is_dismissed(couple: Couple) -> None:
    lost = [
        ended(due_reminder(couple.ada, title=f"P{n}"), state) for n, state in enumerate(("dead", "unknown"))
    ]
    ended(due_reminder(couple.ada, title="Q"), "missed", "too_late")
    now = lost[0].due_at

    told = noticed(couple.ada, now=now)
    notices.dismiss(couple.ada, [lost[0].id], now=now)

    assert {one.id for one in told} == {one.id for one in lost}
    assert [one.id for one in noticed(couple.ada, now=now)] == [lost[1].id]
    assert noticed(couple.ada, now=now + log.NOTICED + timedelta(days=1)) == ()
    assert line(couple, lost[0]).state == "dead"


def test_nobody_is_told_of_anothers_and_nobody_dismisses_it(couple: Couple) -> None:
    lost = ended(due_reminder(couple.ada), "dead")

    for other in (couple.ben, couple.stranger):
        assert noticed(other, now=lost.due_at) == ()
        assert log.page(other, now=lost.due_at, limit=9) == ()
        with pytest.raises(errors.NotFound):
            notices.dismiss(other, [lost.id], now=lost.due_at)
    assert len(noticed(couple.ada, now=lost.due_at)) == 1


def test_what_still_comes_cannot_be_dismissed(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)

    with pytest.raises(errors.NotFound):
        notices.dismiss(couple.ada, [reminder.id], now=NOW)


def test_a_reminder_that_an_agreement_ended_says_so(couple: Couple) -> None:
    party = event(couple.ada)
    flags.flag(couple.ada, party, "", level=2, now=NOW)
    plans.agree(couple.ben, propose(couple.ada, party), version=1, answers=YES, now=NOW)

    found = log.page(couple.ada, fate=Fate.DROPPED, now=NOW, limit=9)

    assert {(one.step, wording.says(one)) for one in found} >= {("talk", "You two agreed.")}


def test_of_an_event_out_of_sight_the_log_says_nothing_but_that_something_did_not_arrive(
    couple: Couple,
) -> None:
    event_id = event(couple.ben, "Zebra party")
    flags.flag(couple.ada, event_id, "", level=3, now=NOW)
    lost = ended(Reminder.objects.get(person_id=couple.ada, step="talk"), "dead", "no_such_address")
    events.delete(couple.ben, event_id, now=NOW)

    (found,) = noticed(couple.ada, now=lost.due_at)

    assert (found.title, found.event_id) == ("", None)


@pytest.mark.parametrize("count", [1, 8])
def test_a_page_costs_the_same_for_one_and_for_many(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        ended(due_reminder(couple.ada, title=f"Party {n}"), "missed", "too_late")

    with django_assert_num_queries(7):
        log.page(couple.ada, now=NOW, limit=50)


@pytest.mark.parametrize(
    ("state", "words"),
    [("dead", "Not arrived"), ("unknown", "Not certain"), ("missed", "Not arrived"), ("sent", "Sent")],
)
def test_how_it_went_is_said_before_why(couple: Couple, state: str, words: str) -> None:
    assert wording.mark(line(couple, ended(due_reminder(couple.ada), state, "too_late"))) == words


def test_the_log_and_an_events_page_say_when_a_message_comes_as_the_dry_run_does(couple: Couple) -> None:
    for number in range(4):
        event_id = event(couple.ada, f"Party {number}")
        flags.flag(couple.ada, event_id, "", level=1, now=NOW)
        row = Reminder.objects.get(uid=Event.objects.get(id=event_id).uid, step="talk")
        later = row.due_at + timedelta(minutes=number)
        Reminder.objects.filter(id=row.id).update(due_at=later, next_at=later)

    told = log.log(couple.ada, now=NOW).next
    ran = {one.id: dry_runs.dry_run(couple.ada, one.id, "", now=NOW).coming for one in Event.objects.all()}
    pages = {
        one.id: occurrences.page(couple.ada, one.id, "", now=NOW).reminders for one in Event.objects.all()
    }

    by_dry_run = {(id_, one.step, one.at_local) for id_, coming in ran.items() for one in coming}
    assert {(one.event_id, one.step, one.due_local) for one in told if not one.will_not} == by_dry_run
    assert {(id_, one.step, one.due_local) for id_, found in pages.items() for one in found} == by_dry_run
    assert [one.due_local for one in told] == sorted(one.due_local for one in told)
    talks = [f"{one.due_local:%d %H:%M}" for one in told if one.step == "talk"]
    assert talks == ["13 18:00", "13 18:01", "14 08:00", "14 08:00"]
    assert {one.planned_local.day for one in told if one.step == "talk"} == {13}


def test_the_log_says_of_what_waits_that_it_will_come_to_nothing(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    Reminder.objects.filter(id=reminder.id).update(next_at=reminder.due_at + timedelta(days=20))

    found = {one.id: one for one in log.log(couple.ada, now=NOW).next}[reminder.id]

    assert wording.says(found) == "As things stand it will not come. Its time has passed."
    event_id = Event.objects.get().id
    assert "talk" not in {one.step for one in occurrences.page(couple.ada, event_id, "", now=NOW).reminders}
