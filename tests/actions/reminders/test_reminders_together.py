"""Over the cap of a day things go along with a message that leaves, and nothing of it is ever lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from planner import errors
from planner.actions import reminders
from planner.actions.channels import replies
from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.reminding.reminders import Waits
from planner.models import Event, PushDevice, Reminder, ReplyLink, UnsubscribeLink
from planner.queries import messages
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail, Message, Push
from planner.queries.pages import news
from planner.queries.people import who
from planner.queries.reminders import reminders as log
from planner.queries.wording import says
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, Couple, event

State = Reminder.State
MORNING = NOW + timedelta(hours=19)
"""Eight o'clock in Berlin, the day after."""


def party(couple: Couple, number: int, *, minutes: int = 0) -> Reminder:
    """News for Ben: Ada shows how it is before another evening."""
    at = NOW + timedelta(minutes=minutes)
    event_id = event(couple.ada, f"Zebra {number}", EVENING + timedelta(days=number), now=at)
    flags.flag(couple.ada, event_id, "", level=1, share_level=True, now=at)
    uid = Event.objects.get(id=event_id).uid
    return Reminder.objects.get(person_id=couple.ben, uid=uid, step="news")


def parties(couple: Couple, count: int, *, minutes: int = 0) -> list[Reminder]:
    """So many, all at once or so far apart; nothing else waits for Ben."""
    rows = [party(couple, number, minutes=number * minutes) for number in range(count)]
    Reminder.objects.exclude(id__in=[row.id for row in rows]).delete()
    return rows


def leave(at: datetime, channel: str = "email") -> list[Message]:
    """What goes out at this moment, and arrives."""
    found = []
    for claimed in reminders.claim_due(channel, now=at):
        message = reminders.begin_send(claimed, now=at)
        if message is not None:
            found.append(message)
            assert reminders.record_sent(claimed, now=at)
    return found


def states(rows: Sequence[Reminder]) -> list[str]:
    return [Reminder.objects.get(id=row.id).state for row in rows]


def titles(message: Message) -> set[str]:
    assert isinstance(message, Mail)
    return {f"Zebra {number}" for number in range(9) if f"Zebra {number}" in message.text}


def test_six_news_of_one_moment_leave_in_two_messages(couple: Couple) -> None:
    rows = parties(couple, 6)

    sent = leave(rows[0].due_at)

    assert [len(titles(one)) for one in sent] == [1, 5]
    assert titles(sent[0]) | titles(sent[1]) == {f"Zebra {number}" for number in range(6)}
    assert states(rows) == ["sent"] * 6
    assert leave(rows[0].due_at + timedelta(days=3)) == []


def test_what_a_full_day_held_goes_along_in_the_morning(couple: Couple) -> None:
    rows = parties(couple, 6, minutes=30)

    first = [len(leave(row.due_at)) for row in rows]
    (morning,) = leave(MORNING)

    assert first == [1, 1, 0, 0, 0, 0]
    assert titles(morning) == {f"Zebra {number}" for number in range(2, 6)}
    assert states(rows) == ["sent"] * 6


def test_what_has_a_place_of_its_own_goes_by_itself(couple: Couple) -> None:
    rows = parties(couple, 2)

    assert [len(titles(one)) for one in leave(rows[0].due_at)] == [1, 1]


def test_it_names_each_thing_in_the_body_and_none_before_it(couple: Couple) -> None:
    rows = parties(couple, 3)

    message = leave(rows[0].due_at)[1]

    assert isinstance(message, Mail)
    assert message.subject == "Two things for you two"
    assert "Zebra" not in message.subject + message.text[:140]
    assert message.text.count("Something new for you two\n") == 2
    assert len(titles(message)) == 2
    assert message.key not in {row.id for row in rows}
    assert dict(message.headers)["Message-ID"] == f"<{message.key.hex}@localhost>"


def test_each_kind_in_it_is_ended_by_a_link_of_its_own(couple: Couple) -> None:
    rows = held(couple)
    Reminder.objects.filter(id=rows[0].id).update(step="nudge")

    (message,) = leave(MORNING)

    assert isinstance(message, Mail)
    for step, label in (("news", "Something new for you two"), ("nudge", "A gentle nudge")):
        assert f"No more of “{label}”: {links.unsubscribe(couple.ben, step)}" in message.text
        assert UnsubscribeLink.objects.filter(person_id=couple.ben, step=step).exists()
    header = dict(message.headers)["List-Unsubscribe"]
    assert header in {f"<{links.unsubscribe(couple.ben, step)}>" for step in ("news", "nudge")}


def test_each_thing_in_it_can_be_answered(couple: Couple) -> None:
    rows = parties(couple, 4)

    message = leave(rows[0].due_at)[1]

    assert isinstance(message, Mail)
    within = [row for row in rows if links.reply_token(row.id) in message.text]
    assert len(within) == 3
    assert ReplyLink.objects.filter(reminder__in=within).count() == 3
    snoozed = replies.snooze(couple.ben, within[2].id, now=rows[0].due_at)
    assert snoozed.until == rows[0].due_at + timedelta(days=1)


def test_the_log_says_that_it_went_with_others(couple: Couple) -> None:
    rows = parties(couple, 3)
    leave(rows[0].due_at)

    found = log.page(couple.ben, now=NOW, limit=9)

    said = sorted(map(says, found))
    assert said == ["It went out by email, in one message with others.", *["It went out by email."] * 2]
    assert {one.fate for one in found} == {"sent"}


def test_a_card_goes_alone_and_takes_nothing_along(couple: Couple) -> None:
    event_id = event(couple.ada, "Card")
    plan_id = propose(couple.ada, event_id)
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)
    card = Reminder.objects.get(person_id=couple.ben, step="card")
    held = party(couple, 1)
    Reminder.objects.exclude(id__in=(card.id, held.id)).delete()
    Reminder.objects.filter(id=held.id).update(
        reason=Waits.ENOUGH_TODAY, due_at=NOW, next_at=card.due_at + timedelta(hours=9)
    )

    (message,) = leave(card.due_at)

    assert isinstance(message, Mail) and message.key == card.id
    assert states([held]) == ["pending"]


def test_what_no_longer_holds_is_left_out(couple: Couple) -> None:
    rows = parties(couple, 5, minutes=30)
    for row in rows:
        leave(row.due_at)
    replies.mute(couple.ben, rows[3].uid, "", now=MORNING)

    (message,) = leave(MORNING)

    assert titles(message) == {"Zebra 2", "Zebra 4"}
    assert states(rows) == ["sent", "sent", "sent", "cancelled", "sent"]


# What fails comes back as it went


def held(couple: Couple, count: int = 3) -> list[Reminder]:
    """So many that a full day has held until the morning."""
    rows = parties(couple, count + 2, minutes=30)
    for row in rows:
        leave(row.due_at)
    assert states(rows) == ["sent", "sent", *["pending"] * count]
    return rows[2:]


def begin(at: datetime) -> tuple[Claimed, Mail]:
    for claimed in reminders.claim_due("email", now=at):
        message = reminders.begin_send(claimed, now=at)
        if message is not None:
            assert isinstance(message, Mail)
            return claimed, message
    raise AssertionError


def test_while_it_is_sent_all_of_it_is(couple: Couple) -> None:
    rows = held(couple)

    claimed, message = begin(MORNING)

    assert states(rows) == ["sending"] * 3
    assert {row.key for row in Reminder.objects.filter(id__in=[one.id for one in rows])} == {message.key}
    assert not reminders.claim_due("email", now=MORNING + due.LEASE - timedelta(seconds=1))
    assert reminders.record_sent(claimed, now=MORNING)


def test_what_was_refused_for_now_comes_back_in_the_same_message(couple: Couple) -> None:
    rows = held(couple)
    claimed, first = begin(MORNING)

    state = reminders.record_failed(claimed, now=MORNING, reason="smtp_421")

    found = Reminder.objects.filter(id__in=[one.id for one in rows])
    assert (state, states(rows)) == ("pending", ["pending"] * 3)
    (next_at,) = {row.next_at for row in found}
    assert {row.reason for row in found} == {"smtp_421"}
    (again,) = leave(next_at)
    assert (again.key, titles(again)) == (first.key, titles(first))
    assert states(rows) == ["sent"] * 3


def test_a_sender_that_died_is_followed_by_the_same_message_and_then_nobody_knows(couple: Couple) -> None:
    rows = held(couple)
    _, first = begin(MORNING)

    _, second = begin(MORNING + due.LEASE)
    assert reminders.claim_due("email", now=MORNING + 2 * due.LEASE) == ()

    assert (second.key, titles(second)) == (first.key, titles(first))
    assert states(rows) == ["unknown"] * 3
    lost = news.of(who.of(couple.ben), now=MORNING + timedelta(hours=1)).notices
    assert {one.id for one in lost} == {row.id for row in rows}


def test_whichever_of_it_is_claimed_first_takes_all_of_it_along(couple: Couple) -> None:
    rows = held(couple)
    _, first = begin(MORNING)
    later = MORNING + due.LEASE

    for other in (0, 1):
        (claimed,) = reminders.claim_due("email", now=later, limit=1)
        message = reminders.begin_send(claimed, now=later)
        if message is not None:
            assert (message.key, titles(message)) == (first.key, titles(first))
            assert states(rows) == ["sending"] * 3
            assert reminders.record_sent(claimed, now=later)
            break
        assert other == 0
    assert states(rows) == ["sent"] * 3


def test_whoever_lost_the_lease_ends_nothing(couple: Couple) -> None:
    rows = held(couple)
    late, _ = begin(MORNING)
    second, _ = begin(MORNING + due.LEASE)

    assert not reminders.record_sent(late, now=MORNING + due.LEASE)
    assert reminders.record_failed(late, now=MORNING + due.LEASE, permanent=True) == ""

    assert states(rows) == ["sending"] * 3
    assert reminders.record_sent(second, now=MORNING + due.LEASE)
    assert states(rows) == ["sent"] * 3


def test_what_is_refused_for_good_goes_another_way_each(couple: Couple) -> None:
    rows = held(couple)
    PushDevice.objects.create(
        person_id=couple.ben, endpoint="https://push.example/1", endpoint_hash=uuid4().bytes, created_at=NOW
    )
    claimed, _ = begin(MORNING)

    reminders.record_failed(claimed, now=MORNING, permanent=True, reason="recipient_refused")

    assert states(rows) == ["dead"] * 3
    others = Reminder.objects.filter(person_id=couple.ben, channel="push")
    assert {one.uid for one in others} == {row.uid for row in rows}
    assert [type(one) for one in leave(MORNING, "push")] == [Push, Push]
    assert states(list(others)) == ["sent"] * 3


def test_the_rest_of_it_goes_on_when_one_thing_in_it_is_settled(couple: Couple) -> None:
    rows = held(couple)
    claimed, _ = begin(MORNING)
    reminders.record_failed(claimed, now=MORNING, reason="smtp_421")
    leader = Reminder.objects.get(id=claimed.id)

    replies.mute(couple.ben, leader.uid, "", now=MORNING)
    (message,) = leave(leader.next_at)

    assert states([leader]) == ["cancelled"]
    assert states([row for row in rows if row.id != leader.id]) == ["sent"] * 2
    assert len(titles(message)) == 2


def test_nothing_joins_a_message_that_may_have_arrived(couple: Couple) -> None:
    rows = held(couple)
    claimed, first = begin(MORNING)
    reminders.record_failed(claimed, now=MORNING, uncertain=True)
    later = Reminder.objects.get(id=claimed.id).next_at
    new = party(couple, 7)
    Reminder.objects.filter(id=new.id).update(reason=Waits.ENOUGH_TODAY, due_at=NOW, next_at=later)

    messages_ = leave(later)

    (again,) = [one for one in messages_ if one.key == first.key]
    assert titles(again) == titles(first)
    assert states(rows) == ["sent"] * 3


def test_what_joins_one_that_was_refused_gives_it_another_name(couple: Couple) -> None:
    held(couple)
    claimed, first = begin(MORNING)
    reminders.record_failed(claimed, now=MORNING, reason="smtp_421")
    later = Reminder.objects.get(id=claimed.id).next_at
    new = party(couple, 7)
    Reminder.objects.filter(person_id=couple.ben, step="talk").delete()
    Reminder.objects.filter(id=new.id).update(
        reason=Waits.ENOUGH_TODAY, due_at=NOW, next_at=later + timedelta(hours=1)
    )

    (again,) = leave(later)

    assert titles(again) == {*titles(first), "Zebra 7"}
    assert again.key != first.key


def test_a_notification_of_several_things_says_how_many(couple: Couple) -> None:
    PushDevice.objects.create(
        person_id=couple.ben, endpoint="https://push.example/1", endpoint_hash=b"e", created_at=NOW
    )
    rows = parties(couple, 4)

    sent = leave(rows[0].due_at, "push")

    assert [type(one) for one in sent] == [Push, Push]
    assert isinstance(sent[1], Push) and sent[1].topic == sent[1].key.hex
    shown = messages.pushed(couple.ben, sent[1].key, now=rows[0].due_at)
    assert (shown.title, shown.body, shown.path) == ("Alongside", "Several things for you two", "/")


def test_a_message_of_several_things_counts_once(couple: Couple) -> None:
    rows = parties(couple, 4)
    leave(rows[0].due_at)
    more = party(couple, 5)
    Reminder.objects.filter(id=more.id).update(due_at=MORNING, next_at=MORNING)

    assert len(leave(MORNING)) == 1


def test_one_who_leaves_takes_it_all_along(couple: Couple) -> None:
    rows = held(couple)
    claimed, _ = begin(MORNING)
    reminders.record_failed(claimed, now=MORNING, reason="smtp_421")

    people.leave(couple.ada, now=MORNING)

    assert states(rows) == ["cancelled"] * 3
    assert leave(MORNING + timedelta(hours=1)) == []


def test_nobody_sees_anothers(couple: Couple) -> None:
    rows = parties(couple, 3)
    sent = leave(rows[0].due_at)

    assert {one.person_id for one in sent} == {couple.ben}
    with pytest.raises(errors.NotFound):
        messages.pushed(couple.ada, sent[1].key, now=rows[0].due_at)
