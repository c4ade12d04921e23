"""Rows of the weekly digest: one a week, moved with zone and choice, sent once, healed by the sweep."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions import reminders
from planner.actions.people import people
from planner.actions.reminders import digests
from planner.models import Person, Reminder, UnsubscribeLink
from planner.queries import wording
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail
from planner.queries.reminders import reminders as log
from tests.actions.reminders.engine import claim, due_reminder
from tests.factories import NOW, Couple, event

FIRST = datetime(2026, 11, 8, 17, tzinfo=UTC)
"""The Sunday after NOW, six in the evening in Berlin."""
MONDAY_EVENING = datetime(2026, 11, 9, 19)


def rows(person: UUID, *states: str) -> list[tuple[str, datetime]]:
    mine = Reminder.objects.filter(person_id=person, step="digest", state__in=states or ("pending",))
    return list(mine.order_by("due_at").values_list("recurrence_id", "due_at"))


def sent(person: UUID, now: datetime = FIRST) -> object:
    """What becomes of the digest that is due: the mail, or the decision about it."""
    reminder = Reminder.objects.get(person_id=person, step="digest", due_at=now)
    claimed = claim(reminder, now)
    assert claimed is not None
    message = reminders.begin_send(claimed, now=now)
    assert message is None or reminders.record_sent(claimed, now=now)
    return message


def test_the_sweep_plans_two_weeks_for_everybody_and_once(couple: Couple) -> None:
    planned = digests.sweep(now=NOW)
    again = digests.sweep(now=NOW)

    week = timedelta(days=7)
    assert (planned, again) == (3, 0)
    assert rows(couple.ada) == [("2026-W45", FIRST), ("2026-W46", FIRST + week)]
    assert digests.sweep(now=FIRST + timedelta(hours=1)) == 3
    assert rows(couple.ada)[-1] == ("2026-W47", FIRST + 2 * week)


def test_what_planning_an_event_does_leaves_the_digest_alone(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)
    before = rows(couple.ada)

    due_reminder(couple.ada)
    reminders.reschedule_everything((couple.ada, couple.ben), now=NOW)

    assert rows(couple.ada) == before


def test_it_follows_its_person_into_another_zone(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)

    people.describe(
        couple.ada, name="Ada", tzid="America/New_York",
        quiet_from=time(21), quiet_until=time(8), language="en", now=NOW,
    )  # fmt: skip

    assert [due_at for _, due_at in rows(couple.ada)] == [
        datetime(2026, 11, 8, 23, tzinfo=UTC),
        datetime(2026, 11, 15, 23, tzinfo=UTC),
    ]


def test_the_sweep_mends_what_stands_at_another_time(couple: Couple) -> None:
    digests.sweep(now=NOW)
    Reminder.objects.filter(person_id=couple.ada, step="digest").update(due_at=FIRST + timedelta(hours=1))
    Reminder.objects.filter(person_id=couple.ben, step="digest").delete()

    assert digests.sweep(now=NOW) == 2
    assert rows(couple.ada) == rows(couple.ben) == rows(couple.stranger)


def test_another_day_moves_it_within_its_week(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)

    digests.choose(couple.ada, weekday=5, at=time(8, 30), is_wanted=True, now=NOW)

    assert rows(couple.ada) == [
        ("2026-W45", datetime(2026, 11, 6, 7, 30, tzinfo=UTC)),
        ("2026-W46", datetime(2026, 11, 13, 7, 30, tzinfo=UTC)),
    ]


def test_a_week_whose_digest_is_sent_gets_no_second(couple: Couple) -> None:
    event(couple.ada, start=MONDAY_EVENING)
    digests.choose(couple.ada, weekday=3, at=time(18), is_wanted=True, now=NOW)
    wednesday = datetime(2026, 11, 4, 17, tzinfo=UTC)
    assert isinstance(sent(couple.ada, wednesday), Mail)

    digests.choose(couple.ada, weekday=7, at=time(18), is_wanted=True, now=wednesday + timedelta(hours=1))

    assert [week for week, _ in rows(couple.ada)] == ["2026-W46"]
    assert rows(couple.ada, "sent") == [("2026-W45", wednesday)]


def test_a_week_whose_new_day_is_over_has_none(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)
    saturday = datetime(2026, 11, 7, 12, tzinfo=UTC)

    digests.choose(couple.ada, weekday=1, at=time(8), is_wanted=True, now=saturday)

    assert [week for week, _ in rows(couple.ada)] == ["2026-W46", "2026-W47"]
    (over,) = log.log(couple.ada, now=saturday).past
    assert (over.step, wording.says(over)) == ("digest", "You chose another day or hour for it.")
    assert (over.ended_local, over.due_local) == (datetime(2026, 11, 7, 13), datetime(2026, 11, 8, 18))


@pytest.mark.parametrize("weekday", [0, 8])
def test_there_are_seven_days(couple: Couple, weekday: int) -> None:
    with pytest.raises(errors.Invalid):
        digests.choose(couple.ada, weekday=weekday, at=time(18), is_wanted=True, now=NOW)


def test_it_can_be_switched_off_and_had_again(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)

    digests.choose(couple.ada, weekday=7, at=time(18), is_wanted=False, now=NOW)
    off = rows(couple.ada), digests.sweep(now=NOW), log.stopped(couple.ada)
    assert {wording.says(one) for one in log.log(couple.ada, now=NOW).past} == {"You switched this kind off."}
    reminders.resume(couple.ada, "digest", now=NOW)

    assert off == ([], 2, ("digest",))
    assert [week for week, _ in rows(couple.ada)] == ["2026-W45", "2026-W46"]


def test_the_link_in_the_mail_ends_it(couple: Couple) -> None:
    event(couple.ada, start=MONDAY_EVENING)
    digests.plan(couple.ada, now=NOW)
    mail = sent(couple.ada)
    assert isinstance(mail, Mail)
    token = links.unsubscribe_token(couple.ada, "digest")
    assert f"/unsubscribe/{token}/" in dict(mail.headers)["List-Unsubscribe"]

    assert reminders.unsubscribe(token, now=FIRST) == "digest"

    assert rows(couple.ada) == []
    assert UnsubscribeLink.objects.get(person_id=couple.ada).unsubscribed_at == FIRST


def test_a_quiet_week_sends_nothing_and_says_so(couple: Couple) -> None:
    digests.plan(couple.ada, now=NOW)

    sent(couple.ada)

    (over,) = log.log(couple.ada, now=FIRST).past
    assert (over.state, wording.says(over)) == ("cancelled", "Nothing is coming that week.")


def test_it_counts_for_the_day(couple: Couple) -> None:
    event(couple.ada, start=MONDAY_EVENING)
    two = [due_reminder(couple.ada, title=f"Party {n}", start=datetime(2026, 11, 15, 19)) for n in range(2)]
    digests.plan(couple.ada, now=NOW)
    at_once = {one.id: one for one in reminders.claim_due("email", now=FIRST)}
    digest = Reminder.objects.get(person_id=couple.ada, step="digest", due_at=FIRST)

    began = [bool(reminders.begin_send(at_once[one.id], now=FIRST)) for one in (digest, *two)]

    assert began == [True, True, False]
    # The day had no place for a third, so it went along with the second; nothing goes along with "our week".
    our_week, second, third = (Reminder.objects.get(id=one.id) for one in (digest, *two))
    assert our_week.message_key is None
    assert second.message_key is not None
    assert (third.state, third.message_key) == ("sending", second.message_key)


def test_it_waits_when_the_day_is_full(couple: Couple) -> None:
    event(couple.ada, start=MONDAY_EVENING)
    two = [due_reminder(couple.ada, title=f"Party {n}", start=datetime(2026, 11, 15, 19)) for n in range(2)]
    digests.plan(couple.ada, now=NOW)
    at_once = {one.id: one for one in reminders.claim_due("email", now=FIRST)}
    digest = Reminder.objects.get(person_id=couple.ada, step="digest", due_at=FIRST)

    began = [bool(reminders.begin_send(at_once[one.id], now=FIRST)) for one in (*two, digest)]

    assert began == [True, True, False]
    (waiting,) = (one for one in log.log(couple.ada, now=FIRST).next if one.id == digest.id)
    assert waiting.reason == "enough_today"


def test_an_account_that_is_closed_gets_none(couple: Couple) -> None:
    digests.sweep(now=NOW)
    Person.objects.filter(id=couple.ada).update(is_active=False)

    sent(couple.ada)

    assert rows(couple.ada, "cancelled") == [("2026-W45", FIRST)]
