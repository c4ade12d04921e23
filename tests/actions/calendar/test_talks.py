"""The talk: who may say what to it, where it stands then, and what it is to the reminders."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events, talks, undo
from planner.actions.engine import due
from planner.actions.exchange import feeds as feed_deeds
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.calendar.series import Scope
from planner.core.visibility import Visibility
from planner.models import Event, Person, Reminder, Talk
from planner.queries.calendar import event_views, slots
from planner.queries.calendar import talks as talk_queries
from planner.queries.channels.outgoing import Text
from planner.queries.exchange import feeds
from planner.queries.people import who
from planner.queries.reminders import ladders
from planner.queries.views import TalkView
from tests.actions.reminders.engine import claim, offer
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, Couple, event, form, titles, version
from tests.phones import ANOTHER, NUMBER, verified

LATER = NOW + timedelta(minutes=30)
TALK = "A quarter of an hour"


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada)


def offered(viewer: UUID, party: UUID, number: int = 0) -> datetime:
    return slots.for_occurrence(viewer, party, "", now=NOW)[number].starts_at


def suggested(by: UUID, party: UUID, number: int = 0, *, now: datetime = NOW) -> UUID:
    return talks.suggest(by, party, "", starts_at=offered(by, party, number), now=now)


def accepted(couple: Couple, party: UUID) -> UUID:
    talk = suggested(couple.ben, party)
    talks.accept(couple.ada, talk, now=NOW)
    return talk


def seen(viewer: UUID, talk: UUID, *, now: datetime = NOW) -> TalkView:
    return talk_queries.talk(viewer, talk, now=now)


def state(talk: UUID) -> str:
    return Talk.objects.get(id=talk).state


def facts(person: UUID, event_id: UUID) -> ladders.Facts:
    found = ladders.one(who.of(person), Event.objects.get(id=event_id).uid, "")
    assert found
    return found.facts


def waiting(person: UUID) -> list[str]:
    rows = Reminder.objects.filter(person_id=person, state="pending").order_by("due_at", "step")
    return [row.step for row in rows]


def test_a_suggestion_stands_in_no_calendar_and_waits_for_the_other(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ben, party)

    his, hers = seen(couple.ben, talk), seen(couple.ada, talk)
    assert (his.waits_for_the_other, his.waits_for_me) == (True, False)
    assert (hers.waits_for_the_other, hers.waits_for_me) == (False, True)
    assert titles(couple.ada) == titles(couple.ben) == ["Office party"]
    assert (waiting(couple.ada), waiting(couple.ben)) == (["news"], [])
    assert facts(couple.ada, party).talk_at is None


def test_an_accepted_talk_stands_in_both_calendars_once_and_says_nothing(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ben, party)

    talks.accept(couple.ada, talk, now=NOW)
    talks.accept(couple.ada, talk, now=NOW)

    assert titles(couple.ada) == titles(couple.ben) == [TALK, "Office party"]
    row = Event.objects.exclude(id=party).get()
    assert (row.owner_id, row.visibility, row.kind, row.world) == (couple.ben, "shared", "us", "ours")
    assert "Office party" not in row.ics
    assert seen(couple.ada, talk).event_id == row.id
    assert waiting(couple.ben) == ["news", "talk-now"]


def test_suggesting_what_the_other_suggested_is_a_yes(couple: Couple, party: UUID) -> None:
    at = offered(couple.ben, party)
    first = talks.suggest(couple.ben, party, "", starts_at=at, now=NOW)

    same = talks.suggest(couple.ada, party, "", starts_at=at, now=NOW)
    again = talks.suggest(couple.ben, party, "", starts_at=at, now=NOW)

    assert first == same == again
    assert state(first) == "accepted"


def test_another_time_answers_a_suggestion(couple: Couple, party: UUID) -> None:
    first = suggested(couple.ben, party)

    second = suggested(couple.ada, party, 1)

    assert (state(first), state(second)) == ("answered", "suggested")
    assert seen(couple.ben, second).waits_for_me
    with pytest.raises(errors.Stale):
        talks.accept(couple.ada, first, now=NOW)


@pytest.mark.parametrize("by", ["ada", "ben"])
def test_another_time_moves_an_accepted_talk_and_asks_for_a_new_yes(
    couple: Couple, party: UUID, by: str
) -> None:
    first = accepted(couple, party)

    second = suggested(getattr(couple, by), party, 1)

    assert (state(first), state(second)) == ("moved", "suggested")
    assert titles(couple.ada) == titles(couple.ben) == ["Office party"]
    assert facts(couple.ada, party).talk_at is None


@pytest.mark.parametrize("by", ["ada", "ben"])
def test_either_calls_off_what_both_said_yes_to(couple: Couple, party: UUID, by: str) -> None:
    talk = accepted(couple, party)
    before = version(couple.ada), version(couple.ben)

    talks.withdraw(getattr(couple, by), talk, now=LATER)
    talks.withdraw(getattr(couple, by), talk, now=LATER)

    other = couple.ben if by == "ada" else couple.ada
    assert titles(couple.ada) == titles(couple.ben) == ["Office party"]
    assert seen(other, talk).was_called_off
    assert "news" in waiting(other)
    assert version(couple.ada) > before[0] and version(couple.ben) > before[1]


def test_only_its_writer_takes_a_suggestion_back_and_only_the_other_says_yes(
    couple: Couple, party: UUID
) -> None:
    talk = suggested(couple.ben, party)

    with pytest.raises(errors.NotAllowed):
        talks.withdraw(couple.ada, talk, now=NOW)
    with pytest.raises(errors.NotAllowed):
        talks.accept(couple.ben, talk, now=NOW)
    for deed in (talks.accept, talks.withdraw):
        with pytest.raises(errors.NotFound):
            deed(couple.stranger, talk, now=NOW)

    talks.withdraw(couple.ben, talk, now=NOW)
    with pytest.raises(errors.Stale):
        talks.accept(couple.ada, talk, now=NOW)


def test_a_time_that_has_passed_can_be_neither_accepted_nor_called_off(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ben, party)
    past = offered(couple.ben, party) + timedelta(minutes=15)

    with pytest.raises(errors.Stale):
        talks.accept(couple.ada, talk, now=past)
    with pytest.raises(errors.Stale):
        talks.withdraw(couple.ben, talk, now=past)


def test_a_talk_that_took_place_stays_in_the_calendar_when_there_is_a_second(
    couple: Couple, party: UUID
) -> None:
    first, next_one = accepted(couple, party), offered(couple.ada, party, 4)
    past = NOW + timedelta(days=1)

    second = talks.suggest(couple.ada, party, "", starts_at=next_one, now=past)
    talks.accept(couple.ben, second, now=past)

    assert (state(first), state(second)) == ("over", "accepted")
    assert titles(couple.ben) == [TALK, TALK, "Office party"]


def test_a_talk_is_moved_by_what_the_two_say_and_not_by_hand(couple: Couple, party: UUID) -> None:
    accepted(couple, party)
    row = Event.objects.exclude(id=party).get()

    with pytest.raises(errors.NotAllowed):
        events.edit(couple.ben, row.id, form(), now=NOW)
    with pytest.raises(errors.NotAllowed):
        events.move(couple.ben, row.id, "", EVENING, now=NOW)
    for scope in (Scope.ALL, Scope.ONE):
        with pytest.raises(errors.NotAllowed):
            events.delete(couple.ben, row.id, recurrence_id="", scope=scope, now=NOW)
    with pytest.raises(errors.NotAllowed):
        events.show(couple.ben, row.id, Visibility.PRIVATE, now=NOW)
    assert event_views.movable(couple.ben, [row.id]) == frozenset()
    assert not event_views.event(couple.ben, row.id, now=NOW).can_edit


def test_a_talk_goes_with_what_it_is_about_and_comes_back_with_it(couple: Couple, party: UUID) -> None:
    talk = accepted(couple, party)

    done = events.delete(couple.ada, party, now=LATER)
    assert state(talk) == "overtaken"
    assert titles(couple.ben) == []

    undo.undo(couple.ada, done.undo_id, now=LATER + timedelta(minutes=1))
    assert state(talk) == "accepted"
    assert titles(couple.ben) == [TALK, "Office party"]
    assert facts(couple.ben, party).talk_at


@pytest.mark.parametrize(("days", "stands"), [(3, True), (-17, True), (-18, False)])
def test_a_talk_stands_while_it_comes_before_what_it_is_about(
    couple: Couple, party: UUID, days: int, stands: bool
) -> None:
    talk = talks.suggest(
        couple.ben, party, "", starts_at=NOW + timedelta(hours=28), now=NOW
    )  # Tuesday, five o'clock
    talks.accept(couple.ada, talk, now=NOW)

    events.move(couple.ada, party, "", EVENING + timedelta(days=days), now=LATER)

    assert (state(talk) == "accepted") is stands
    assert (TALK in titles(couple.ben)) is stands
    assert waiting(couple.ben) == (["news", "talk-now"] if stands else ["news"])


def test_a_talk_keeps_to_its_occurrence_when_the_series_is_split(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY")
    second, third = "20261127T190000", "20261204T190000"
    at = NOW + timedelta(days=4, hours=5)
    talk = talks.suggest(couple.ben, weekly, third, starts_at=at, now=NOW)
    talks.accept(couple.ada, talk, now=NOW)

    edited = form("Office party, later", EVENING + timedelta(weeks=1, hours=1), rrule="FREQ=WEEKLY")
    done = events.edit(couple.ada, weekly, edited, recurrence_id=second, scope=Scope.FOLLOWING, now=LATER)

    about = seen(couple.ben, talk).about
    assert about and about.title == "Office party, later" and about.event_id == done.event_id
    undo.undo(couple.ada, done.undo_id, now=LATER + timedelta(minutes=1))
    about = seen(couple.ben, talk).about
    assert about and about.recurrence_id == third and about.title == "Office party"


def test_what_the_other_no_longer_sees_is_not_named_by_the_talk(couple: Couple, party: UUID) -> None:
    talk = suggested(couple.ada, party)
    booked = event(couple.ada, "Dinner", EVENING + timedelta(days=1))
    kept = talks.suggest(couple.ada, booked, "", starts_at=offered(couple.ada, party, 1), now=NOW)
    talks.accept(couple.ben, kept, now=NOW)

    for one in (party, booked):
        events.show(couple.ada, one, Visibility.PRIVATE, now=NOW)

    with pytest.raises(errors.NotFound):
        seen(couple.ben, talk)
    assert seen(couple.ben, kept).about is None
    assert titles(couple.ben) == [TALK]
    assert [one.id for one in talk_queries.all(couple.ben, now=NOW)] == [kept]
    with pytest.raises(errors.NotFound):
        talks.accept(couple.ben, talk, now=NOW)
    talks.withdraw(couple.ben, kept, now=NOW)
    assert titles(couple.ben) == []


def test_a_talk_needs_an_event_that_both_see_and_a_partner(couple: Couple) -> None:
    kept = event(couple.ada, visibility=Visibility.PRIVATE)
    alone = event(couple.stranger)

    at = NOW + timedelta(hours=5)
    with pytest.raises(errors.NotShared):
        talks.suggest(couple.ada, kept, "", starts_at=at, now=NOW)
    with pytest.raises(errors.NotFound):
        talks.suggest(couple.ben, kept, "", starts_at=at, now=NOW)
    with pytest.raises(errors.NeedsPartner):
        talks.suggest(couple.stranger, alone, "", starts_at=at, now=NOW)


def test_parting_takes_what_lies_ahead_and_leaves_what_took_place(couple: Couple, party: UUID) -> None:
    past = accepted(couple, party)
    later = NOW + timedelta(days=1)
    ahead = talks.suggest(couple.ben, party, "", starts_at=offered(couple.ben, party, 4), now=later)
    talks.accept(couple.ada, ahead, now=later)

    people.leave(couple.ada, now=later)

    assert not Talk.objects.filter(id__in=(past, ahead)).exists()
    assert titles(couple.ben) == [TALK]
    row = Event.objects.get(owner_id=couple.ben)
    assert event_views.event(couple.ben, row.id, now=later).can_edit


def test_only_an_accepted_talk_quiets_the_reminders(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    talk = suggested(couple.ben, party)
    before = waiting(couple.ada)

    talks.accept(couple.ada, talk, now=NOW)

    assert {"early", "talk"} <= set(before)
    assert not {"early", "talk"} & set(waiting(couple.ada))
    reasons = Reminder.objects.filter(person_id=couple.ada, reason="talk_booked")
    assert set(reasons.values_list("step", flat=True)) == {"early", "talk"}

    talks.withdraw(couple.ben, talk, now=LATER)
    assert {"early", "talk"} <= set(waiting(couple.ada))


def test_whoever_flagged_nothing_hears_of_a_talk_and_of_nothing_else(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, now=NOW)

    talk = suggested(couple.ada, party)

    assert waiting(couple.ben) == ["news"]
    talks.accept(couple.ben, talk, now=NOW)
    assert facts(couple.ben, party).talk_at
    assert facts(couple.ben, party).level_seen is None


def test_both_feeds_hold_the_talk_and_no_word_of_what_it_is_about(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, note="It is loud there", now=NOW)
    accepted(couple, party)
    events.show(couple.ada, party, Visibility.PRIVATE, now=NOW)

    feed = feed_of(couple.ben)

    assert feed.count("SUMMARY:A quarter of an hour") == 1
    assert "Office party" not in feed and "loud" not in feed
    assert feed_of(couple.ada).count("SUMMARY:A quarter of an hour") == 1


def feed_of(person: UUID) -> str:
    _, token = feed_deeds.create(person, name="phone", now=NOW)
    return feeds.rendered(feeds.by_token(token)).body.decode()


def test_a_message_offers_three_times_and_an_answer_means_what_it_said(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ada, step="talk")
    at = reminder.due_at

    claimed = claim(reminder, at)
    assert claimed is not None and reminders.begin_send(claimed, now=at)
    first, second, third = slots.offered(couple.ada, reminder.id)
    assert slots.offered(couple.ben, reminder.id) == ()
    event(couple.ben, "Dentist", second.start_local - timedelta(hours=1), hours=0.75)
    again = claim(reminder, at + due.LEASE)
    assert again is not None and reminders.begin_send(again, now=at + due.LEASE)

    assert slots.offered(couple.ada, reminder.id) == (first, second, third)
    talk = talks.pick(couple.ada, reminder.id, 2, now=at)
    assert seen(couple.ben, talk, now=at).slot.starts_at == second.starts_at
    assert talks.pick(couple.ada, reminder.id, second.starts_at, now=at) == talk


def test_only_what_was_offered_and_is_free_can_be_picked(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ada, step="talk")
    at = reminder.due_at
    offer(reminder, now=at)
    first = slots.offered(couple.ada, reminder.id)[0]

    for choice in (0, 4, first.starts_at + timedelta(minutes=1)):
        with pytest.raises(errors.Invalid):
            talks.pick(couple.ada, reminder.id, choice, now=at)
    for somebody in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            talks.pick(somebody, reminder.id, 1, now=at)
    event(couple.ben, "Dentist", first.start_local, hours=1)
    with pytest.raises(errors.Invalid):
        talks.pick(couple.ada, reminder.id, 1, now=at)
    assert not Talk.objects.exists()


def test_what_the_other_suggested_is_offered_first_and_picking_it_is_a_yes(
    couple: Couple, party: UUID
) -> None:
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ada, step="early")
    at = reminder.due_at
    talk = talks.suggest(couple.ben, party, "", starts_at=at + timedelta(days=3), now=NOW)

    offer(reminder, now=at)

    assert slots.offered(couple.ada, reminder.id)[0].starts_at == at + timedelta(days=3)
    assert talks.pick(couple.ada, reminder.id, 1, now=at) == talk
    assert state(talk) == "accepted"


def test_nothing_is_offered_while_ones_own_suggestion_waits_or_the_other_does_not_see_it(
    couple: Couple, party: UUID
) -> None:
    kept = event(couple.ada, "Clinic", visibility=Visibility.PRIVATE)
    for one in (party, kept):
        flags.flag(couple.ada, one, "", level=3, now=NOW)
    at = NOW + timedelta(days=4)
    talks.suggest(couple.ada, party, "", starts_at=at + timedelta(days=1), now=NOW)

    for reminder in Reminder.objects.filter(person_id=couple.ada, step="talk"):
        offer(reminder, now=at)
        assert slots.offered(couple.ada, reminder.id) == ()


def called(person: UUID) -> list[tuple[str, str, str]]:
    rows = Reminder.objects.filter(person_id=person, step="talk-now").order_by("due_at", "state")
    return [(row.state, row.channel, row.anchor_local[:16]) for row in rows]


def send_texts(*, now: datetime) -> list[str]:
    """What the lane of texts does with all that is due: the words that left."""
    said = []
    for claimed in reminders.claim_due("sms", now=now):
        message = reminders.begin_send(claimed, now=now)
        if isinstance(message, Text):
            reminders.record_sent(claimed, now=now)
            said.append(message.text)
    return said


def test_a_talk_is_called_at_its_time_also_in_quiet_hours_and_says_nothing(
    couple: Couple, party: UUID
) -> None:
    Person.objects.update(quiet_from=time(18), quiet_until=time(17))
    for one, number in ((couple.ada, NUMBER), (couple.ben, ANOTHER)):
        verified(one, number)
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    at = NOW + timedelta(hours=7)
    talk = talks.suggest(couple.ben, party, "", starts_at=at, now=NOW)
    assert called(couple.ada) == called(couple.ben) == []

    talks.accept(couple.ada, talk, now=NOW)

    assert called(couple.ada) == called(couple.ben) == [("pending", "sms", "2026-11-02T20:00")]
    assert send_texts(now=at - timedelta(minutes=1)) == []
    texts = send_texts(now=at)
    assert len(texts) == 2 and all("quarter of an hour" in one for one in texts)
    assert not any("Office party" in one or "Only you" in one for one in texts)


def test_a_talk_that_was_moved_is_called_at_its_new_time_and_a_second_one_again(
    couple: Couple, party: UUID
) -> None:
    verified(couple.ada, NUMBER)
    first, second, third = (NOW + timedelta(hours=hours) for hours in (3, 5, 30))
    for at in (first, second):
        talk = talks.suggest(couple.ben, party, "", starts_at=at, now=NOW)
        talks.accept(couple.ada, talk, now=NOW)
    assert called(couple.ada) == [
        ("cancelled", "sms", "2026-11-02T16:00"),
        ("pending", "sms", "2026-11-02T18:00"),
    ]

    assert send_texts(now=first) == [] and len(send_texts(now=second)) == 1
    again = talks.suggest(couple.ben, party, "", starts_at=third, now=second + timedelta(hours=1))
    talks.accept(couple.ada, again, now=second + timedelta(hours=1))

    assert called(couple.ada)[1:] == [
        ("sent", "sms", "2026-11-02T18:00"),
        ("pending", "sms", "2026-11-03T19:00"),
    ]


def test_once_they_agree_or_call_it_off_nobody_is_called(couple: Couple, party: UUID) -> None:
    verified(couple.ada, NUMBER)
    at = NOW + timedelta(hours=5)
    talk = talks.suggest(couple.ben, party, "", starts_at=at, now=NOW)
    talks.accept(couple.ada, talk, now=NOW)
    plan = propose(couple.ada, party)

    plans.agree(couple.ben, plan, version=1, answers=YES, now=LATER)

    assert [state for state, _, _ in called(couple.ada)] == ["cancelled"]
    assert state(talk) == "accepted" and TALK in titles(couple.ada)
    plans.take_back(couple.ben, plan, version=1, now=LATER)
    assert [state for state, _, _ in called(couple.ada)] == ["pending"]
    talks.withdraw(couple.ben, talk, now=LATER)
    assert [state for state, _, _ in called(couple.ada)] == ["cancelled"]


def test_nobody_suggests_more_than_twenty_times_a_day(couple: Couple, party: UUID) -> None:
    starts = [NOW + timedelta(hours=n) for n in range(1, 24)]
    for at in starts[:20]:
        talks.suggest(couple.ada, party, "", starts_at=at, now=NOW)

    with pytest.raises(errors.TooOften):
        talks.suggest(couple.ada, party, "", starts_at=starts[20], now=NOW + timedelta(minutes=59))

    talks.suggest(couple.ada, party, "", starts_at=starts[19], now=NOW)  # that one stands
    talks.suggest(couple.ben, party, "", starts_at=starts[20], now=NOW)
    day = timedelta(days=1)
    talks.suggest(couple.ada, party, "", starts_at=starts[21] + day, now=NOW + day)
    assert Talk.objects.count() == 22
