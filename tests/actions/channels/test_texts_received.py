"""What a text that comes back does, to whom, and what is answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from planner.actions.calendar import talks
from planner.actions.channels import phones, texts, texts_received, texts_reported
from planner.actions.feelings import flags
from planner.core.sms import segments
from planner.core.sms.statuses import Status
from planner.models import (
    Agreement,
    Event,
    Muted,
    OutboxText,
    Phone,
    ReceivedText,
    Reminder,
    SentText,
    StoppedNumber,
    Suspension,
    Talk,
)
from planner.queries.calendar import slots
from planner.queries.channels import phones as numbers
from planner.queries.channels.outgoing import Text
from tasks.lanes import account_texts
from tests.actions.reminders.engine import offer
from tests.factories import NOW, Couple, event
from tests.phones import ANOTHER, NUMBER, code_for, has_sms, verified

ids = (f"SM{number}" for number in range(10**9))


def hear(
    said: str, *, number: str = NUMBER, id: str = "", is_answered: bool = False, now: datetime = NOW
) -> str:
    """What is answered to this text, "" for nothing."""
    known = set(OutboxText.objects.values_list("id", flat=True))
    texts_received.receive(id or next(ids), number, said, is_answered=is_answered, now=now)
    answers = OutboxText.objects.exclude(id__in=known)
    assert all(one.kind == "answer" and one.to == number for one in answers)
    assert all(segments.size(one.text).segments == 1 for one in answers)
    return "".join(one.text for one in answers)


def texted(owner: UUID, event_id: UUID, step: str = "talk", *, number: str = NUMBER) -> Reminder:
    """A reminder that this person has just had by text, with the times that it offered."""
    flags.flag(owner, event_id, "", level=3, now=NOW)
    uid = Event.objects.get(id=event_id).uid
    reminder = Reminder.objects.get(person_id=owner, uid=uid, step=step)
    offer(reminder, now=reminder.due_at)
    Reminder.objects.filter(id=reminder.id).update(state="sent", ended_at=reminder.due_at)
    texts.begin(Text(reminder.id, owner, number, "words"), now=reminder.due_at)
    return reminder


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada)


def test_stop_ends_texts_for_everybody_with_that_number_and_start_brings_them_back(couple: Couple) -> None:
    verified(couple.ada)
    verified(couple.ben)
    verified(couple.stranger, ANOTHER)

    answer = hear("Stop.")

    assert "START" in answer
    assert [has_sms(one) for one in (couple.ada, couple.ben, couple.stranger)] == [False, False, True]
    assert set(Phone.objects.filter(stopped_at=NOW).values_list("person_id", flat=True)) == {
        couple.ada,
        couple.ben,
    }
    assert "STOP" in hear("unstop")
    assert has_sms(couple.ada) and has_sms(couple.ben)


def test_stop_moves_what_was_to_come_by_text(couple: Couple, party: UUID) -> None:
    Suspension.objects.create(person_id=couple.ada, channel="email", reason="bounced", since=NOW)
    verified(couple.ada)
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    live = Reminder.objects.filter(person_id=couple.ada, channel="sms", state="pending")
    assert live.exists()

    hear("STOP")

    assert not live.exists()


def test_the_same_text_again_changes_nothing(couple: Couple) -> None:
    verified(couple.ada)
    hear("STOP", id="SM-first")
    hear("START")

    answer = hear("STOP", id="SM-first")

    assert answer == ""
    assert has_sms(couple.ada)
    assert ReceivedText.objects.count() == 2


def test_start_forgets_that_the_networks_refused(couple: Couple) -> None:
    verified(couple.ada)
    phones.refuse(NUMBER, now=NOW)
    assert not has_sms(couple.ada)

    hear("START")

    assert has_sms(couple.ada)


def test_start_is_no_way_around_the_code(couple: Couple) -> None:
    phones.ask_code(couple.ada, NUMBER, now=NOW)

    hear("START")

    assert not has_sms(couple.ada)


def codes_that_left() -> int:
    """Hand over what waits; how many codes there were among it. The rest is forgotten."""
    while account_texts.tick():
        pass
    count = OutboxText.objects.filter(kind="code", state="sent").count()
    OutboxText.objects.filter(kind="code").delete()
    return count


def test_after_a_stop_no_code_goes_to_a_number_until_start_whoever_asks(couple: Couple) -> None:
    at = datetime.now(UTC)
    phones.ask_code(couple.ada, NUMBER, now=at)
    hear("STOP", now=at)

    phones.ask_code(couple.ada, NUMBER, now=at)
    phones.remove(couple.ada, now=at)
    phones.ask_code(couple.ada, NUMBER, now=at)
    phones.ask_code(couple.stranger, NUMBER, now=at)
    assert codes_that_left() == 0

    hear("START", now=at)
    phones.ask_code(couple.stranger, NUMBER, now=at)
    assert codes_that_left() == 1


def test_a_stop_from_a_number_that_nobody_has_holds_for_whoever_names_it_later(couple: Couple) -> None:
    at = datetime.now(UTC)
    hear("STOP", now=at)

    phones.ask_code(couple.ada, NUMBER, now=at)
    phones.ask_code(couple.ben, ANOTHER, now=at)

    assert codes_that_left() == 1


def test_who_asks_for_a_code_cannot_tell_that_the_number_was_stopped(couple: Couple) -> None:
    hear("STOP")
    for person_id, number in ((couple.ada, NUMBER), (couple.ben, ANOTHER)):
        phones.ask_code(person_id, number, now=NOW)

    hers, his = (numbers.mine(one, now=NOW) for one in (couple.ada, couple.ben))

    assert hers and his and replace(hers, number="") == replace(his, number="")


def test_a_code_that_came_before_the_stop_begins_no_texts(couple: Couple) -> None:
    phones.ask_code(couple.ada, NUMBER, now=NOW)
    hear("STOP")

    phones.verify(couple.ada, code_for(couple.ada), now=NOW)

    assert not has_sms(couple.ada)
    hear("START")
    assert has_sms(couple.ada)


def test_a_stop_holds_under_a_new_key_and_is_one(couple: Couple, settings: Settings) -> None:
    hear("STOP")
    settings.FIELD_KEYS = (bytes(32), *settings.FIELD_KEYS)

    hear("STOP")

    assert StoppedNumber.objects.count() == 1 and numbers.stopped_since(NUMBER) == NOW
    hear("START")
    assert not StoppedNumber.objects.exists()


@pytest.mark.parametrize("said", ["STOP", "START", "HELP", "1", "LATER", "MUTE", "hello"])
def test_an_unknown_number_is_answered_as_one_without_anything_to_answer(couple: Couple, said: str) -> None:
    verified(couple.ada)

    unknown = hear(said, number=ANOTHER)
    known = hear(said)

    assert unknown == known != ""
    assert "Ada" not in known
    answers = OutboxText.objects.filter(kind="answer")
    assert {one.person_id for one in answers} == {None, couple.ada}


@pytest.mark.parametrize("said", ["STOP", "START", "HELP"])
def test_what_the_provider_has_answered_is_not_answered_again(couple: Couple, said: str) -> None:
    verified(couple.ada)

    assert hear(said, is_answered=True) == ""
    assert has_sms(couple.ada) is (said != "STOP")


def test_who_wants_no_texts_gets_no_answer_to_anything_else(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    texted(couple.ada, party)
    hear("STOP")

    assert hear("1") == hear("hello") == hear("MUTE") == ""

    assert not Talk.objects.exists() and not Muted.objects.exists()
    assert hear("HELP") != ""


@pytest.mark.parametrize("number", ["12345", "Vodafone", "", "+49", "\ud800"])
def test_machines_are_not_answered(couple: Couple, number: str) -> None:
    assert hear("hello", number=number) == ""


def test_after_ten_answers_there_is_silence_until_the_next_day(couple: Couple) -> None:
    answers = [hear("hello") for _ in range(12)]

    assert [bool(one) for one in answers] == [True] * 10 + [False] * 2
    assert hear("hello", now=NOW + timedelta(days=1)) != ""
    verified(couple.ada)
    hear("STOP")
    assert not has_sms(couple.ada)


def test_a_number_picks_the_time_that_was_offered(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)
    second = slots.offered(couple.ada, reminder.id)[1]

    answer = hear("2", now=reminder.due_at)

    talk = Talk.objects.get()
    assert (talk.starts_at, talk.suggested_by_id, talk.state) == (second.starts_at, couple.ada, "suggested")
    assert f"{second.start_local:%H:%M}" in answer and "suggested" in answer


def test_what_the_other_suggested_is_booked_by_its_number(couple: Couple, party: UUID) -> None:
    verified(couple.ben)
    flags.flag(couple.ben, party, "", level=3, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ben, step="talk")
    at = reminder.due_at
    free = slots.for_occurrence(couple.ada, party, "", now=at)[0]
    talks.suggest(couple.ada, party, "", starts_at=free.starts_at, now=at)
    offer(reminder, now=at)
    Reminder.objects.filter(id=reminder.id).update(state="sent", ended_at=at)
    texts.begin(Text(reminder.id, couple.ben, NUMBER, "words"), now=at)

    answer = hear("1", now=at)

    assert Talk.objects.get().state == "accepted"
    assert "both your calendars" in answer


def test_a_time_that_is_taken_meanwhile_is_said_to_be_gone(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)
    first = slots.offered(couple.ada, reminder.id)[0]
    event(couple.ada, "Dentist", first.start_local, now=NOW)

    answer = hear("1", now=reminder.due_at)

    assert "not possible" in answer and "Dentist" not in answer
    assert not Talk.objects.exists()


def test_no_number_that_was_not_offered_does_anything(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)
    offered = reminder.offered
    offered.starts = offered.starts[:1]
    offered.save()

    hear("2", now=reminder.due_at)

    assert not Talk.objects.exists()


def test_later_brings_it_again_tomorrow(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)

    answer = hear("later", now=reminder.due_at + timedelta(minutes=5))

    again = Reminder.objects.get(again_of=reminder)
    assert again.due_at == reminder.due_at + timedelta(days=1)
    assert "18:00" in answer


def test_mute_ends_the_reminders_of_this_event_for_whoever_said_so(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)

    answer = hear("MUTE", now=reminder.due_at)

    muted = Muted.objects.get()
    assert (muted.person_id, muted.uid) == (couple.ada, reminder.uid)
    assert "Office party" not in answer


def test_of_two_with_one_number_the_answer_is_about_the_text_that_came_last(
    couple: Couple, party: UUID
) -> None:
    verified(couple.ada)
    verified(couple.ben)
    hers, his = texted(couple.ada, party), texted(couple.ben, party)
    SentText.objects.filter(key=his.id).update(began_at=hers.due_at + timedelta(minutes=1))

    hear("MUTE", now=hers.due_at + timedelta(minutes=2))

    assert Muted.objects.get().person_id == couple.ben


@pytest.mark.parametrize("said", ["1", "LATER", "MUTE"])
def test_an_answer_is_about_nothing_older_than_two_weeks_nor_what_never_arrived(
    couple: Couple, party: UUID, said: str
) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)

    assert "nothing to answer" in hear(said, now=reminder.due_at + timedelta(days=15))

    SentText.objects.update(status="failed")
    assert "nothing to answer" in hear(said, now=reminder.due_at)
    assert not Talk.objects.exists() and not Muted.objects.exists()


def test_nobody_answers_for_another_with_another_number(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    verified(couple.stranger, ANOTHER)
    reminder = texted(couple.ada, party)

    for said in ("1", "LATER", "MUTE"):
        assert "nothing to answer" in hear(said, number=ANOTHER, now=reminder.due_at)

    assert not Talk.objects.exists() and not Muted.objects.exists()


@pytest.mark.parametrize("said", ["yes", "I agree", "agree", "ok", "Yes, gladly", "accept", "👍", "1 yes"])
def test_nothing_said_by_text_agrees_to_anything(couple: Couple, party: UUID, said: str) -> None:
    verified(couple.ada)
    texted(couple.ada, party)

    hear(said)

    assert not Agreement.objects.exists() and not Talk.objects.exists()


def test_what_became_of_a_text_only_moves_forward(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)
    row = SentText.objects.get()
    seen = []
    for status in (Status.SENT, Status.TAKEN, Status.DELIVERED, Status.SENT, Status.FAILED):
        texts_reported.report(reminder.id, "SM1", status, now=NOW)
        row.refresh_from_db()
        seen.append(row.status)

    assert seen == ["sent", "sent", "delivered", "delivered", "delivered"]
    assert (row.provider_id, row.text) == ("SM1", "")
    reminder.refresh_from_db()
    assert reminder.state == "sent"


def test_a_text_that_did_not_arrive_is_shown_and_one_that_did_is_certain(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    reminder = texted(couple.ada, party)
    Reminder.objects.filter(id=reminder.id).update(state="unknown")
    texts_reported.report(reminder.id, "SM1", Status.SENT, now=NOW)
    reminder.refresh_from_db()
    assert reminder.state == "unknown"

    texts_reported.report(reminder.id, "SM1", Status.DELIVERED, now=NOW)
    reminder.refresh_from_db()
    assert reminder.state == "sent"

    SentText.objects.update(status="sent")
    texts_reported.report(reminder.id, "SM1", Status.FAILED, now=NOW)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason) == ("dead", "undelivered")
    assert has_sms(couple.ada)


def test_a_number_that_the_networks_do_not_know_is_suspended(couple: Couple, party: UUID) -> None:
    verified(couple.ada)
    verified(couple.ben)
    reminder = texted(couple.ada, party)

    texts_reported.report(reminder.id, "SM1", Status.FAILED, is_number_dead=True, now=NOW)

    assert not has_sms(couple.ada) and not has_sms(couple.ben)
    assert Suspension.objects.filter(reason="refused").count() == 2


def test_what_the_networks_say_of_a_number_is_heard_under_a_new_key(
    couple: Couple, party: UUID, settings: Settings
) -> None:
    verified(couple.ada)
    settings.FIELD_KEYS = (bytes(32), *settings.FIELD_KEYS)
    reminder = texted(couple.ada, party)

    texts_reported.report(reminder.id, "SM1", Status.FAILED, is_number_dead=True, now=NOW)

    assert not has_sms(couple.ada)


def test_a_report_of_what_nobody_sent_changes_nothing(couple: Couple) -> None:
    verified(couple.ada)

    texts_reported.report(couple.ada, "SM1", Status.FAILED, is_number_dead=True, now=NOW)
    texts_reported.report(None, "SM2", Status.DELIVERED, now=NOW)

    assert has_sms(couple.ada)
    assert not SentText.objects.exists()
