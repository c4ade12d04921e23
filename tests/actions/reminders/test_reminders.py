"""Rows follow the ladder: who gets which, what makes them go, and that planning twice is planning once."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db.models import Q

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.core.visibility import Visibility
from planner.models import Event, Reminder, Schedule
from planner.queries.channels import links
from tests.factories import EVENING, NOW, Couple, event, form

YES = {"a1": Answer(Reply.YES)}


def flag(
    owner: UUID, event_id: UUID, *, level: int = 3, share: bool = False, recurrence_id: str = ""
) -> UUID:
    return flags.flag(owner, event_id, recurrence_id, level=level, share_level=share, now=NOW)


def propose(by: UUID, event_id: UUID, *, now: datetime = NOW) -> UUID:
    plan_id = plans.start(by, event_id, "", now=now)
    content = Content(
        asks=(Ask("a1", by, "Stay near me."),),
        if_thens=(IfThen("we lose each other", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )
    plans.propose(by, plan_id, content, base=0, now=now)
    return plan_id


def live(person: UUID) -> list[tuple[str, str]]:
    """Step and wall time of what is still to come, in order."""
    rows = Reminder.objects.filter(person_id=person, state="pending").order_by("due_at", "step")
    return [(row.step, row.anchor_local[:16]) for row in rows]


def ended(person: UUID) -> set[tuple[str, str]]:
    rows = Reminder.objects.filter(person_id=person, state="cancelled")
    return set(rows.values_list("step", "reason"))


def uid_of(event_id: UUID) -> str:
    return Event.objects.get(id=event_id).uid


HARD = [
    ("early", "2026-11-06T18:00"),
    ("talk", "2026-11-13T18:00"),
    ("last-call", "2026-11-17T18:00"),
    ("check-in", "2026-11-22T10:00"),
]
AGREED = [
    ("read-through", "2026-11-19T18:00"),
    ("card", "2026-11-20T16:00"),
    ("check-in", "2026-11-22T10:00"),
]


def test_a_private_flag_plans_its_owners_ladder_only(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada))

    assert live(couple.ada) == HARD
    assert not Reminder.objects.exclude(person_id=couple.ada).exists()


def test_a_shared_flag_plans_for_both_and_tells_the_other(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada), share=True)

    assert live(couple.ada) == HARD
    assert live(couple.ben) == [("news", "2026-11-02T13:15"), *HARD]


def test_an_unshared_level_says_nothing_through_the_ladder(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=3, note="read this", share_note=True, now=NOW)

    assert ("early", "2026-11-06T18:00") in live(couple.ada)
    assert [step for step, _ in live(couple.ben)] == ["news", "talk", "last-call", "check-in"]


def test_agreeing_stops_the_nagging_and_brings_the_card(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id)
    plan_id = propose(couple.ada, event_id)

    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)

    assert [one for one in live(couple.ada) if one[0] != "news"] == AGREED
    assert [one for one in live(couple.ben) if one[0] != "news"] == AGREED
    assert ended(couple.ada) == {("early", "agreed"), ("talk", "agreed"), ("last-call", "agreed")}


def test_a_yes_taken_back_brings_the_same_rows_back(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id)
    plan_id = propose(couple.ada, event_id)
    before = dict(Reminder.objects.filter(person_id=couple.ada).values_list("step", "id"))
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)

    plans.take_back(couple.ben, plan_id, version=1, now=NOW)

    assert [one for one in live(couple.ada) if one[0] != "news"] == HARD
    after = dict(Reminder.objects.filter(person_id=couple.ada, state="pending").values_list("step", "id"))
    assert {step: after[step] for step in before} == before


def test_a_moved_event_takes_its_ladder_along(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id)

    events.edit(couple.ada, event_id, form(start=EVENING + timedelta(days=1)), now=NOW)

    assert live(couple.ada) == [
        ("early", "2026-11-07T18:00"),
        ("talk", "2026-11-14T18:00"),
        ("last-call", "2026-11-18T18:00"),
        ("check-in", "2026-11-23T10:00"),
    ]
    assert ended(couple.ada) == {(step, "moved") for step, _ in HARD}
    assert Schedule.objects.get(person_id=couple.ada).version == 2


@pytest.mark.parametrize(("hours", "again"), [(1, False), (24, True)])
def test_a_sent_step_repeats_only_when_the_event_changes_its_day(
    couple: Couple, hours: int, again: bool
) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id)
    Reminder.objects.filter(step="early").update(state="sent", ended_at=NOW)

    events.edit(couple.ada, event_id, form(start=EVENING + timedelta(hours=hours)), now=NOW)

    assert ("early" in dict(live(couple.ada))) is again


def test_whoever_has_a_plan_hears_of_a_move_but_not_the_mover(couple: Couple) -> None:
    event_id = event(couple.ada)
    propose(couple.ada, event_id)
    Reminder.objects.filter(step="news").update(state="sent", ended_at=NOW, attempts=1)

    events.edit(couple.ada, event_id, form(start=EVENING + timedelta(days=1)), now=NOW)

    news = Reminder.objects.filter(step="news", state="pending")
    assert list(news.values_list("person_id", "about")) == [(couple.ben, "moved")]


@pytest.mark.parametrize("gone", ["delete", "hide"])
def test_what_the_other_no_longer_sees_no_longer_reminds_them(couple: Couple, gone: str) -> None:
    event_id = event(couple.ada)
    flag(couple.ben, event_id)
    assert live(couple.ben) == HARD

    if gone == "delete":
        events.delete(couple.ada, event_id, now=NOW)
    else:
        events.show(couple.ada, event_id, Visibility.PRIVATE, now=NOW)

    assert live(couple.ben) == []
    assert ended(couple.ben) == {(step, "cancelled") for step, _ in HARD}


def test_not_needed_quiets_only_whoever_said_so(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)

    flags.mark_not_needed(couple.ben, event_id, "", not_needed=True, now=NOW)

    assert live(couple.ben) == [("news", "2026-11-02T13:15")]
    assert live(couple.ada) == HARD


def test_unsharing_takes_the_others_ladder_away(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)

    flag(couple.ada, event_id, share=False)

    assert live(couple.ben) == []
    assert live(couple.ada) == HARD


def test_leaving_stops_everything_between_the_two(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)

    people.leave(couple.ben, now=NOW)

    assert live(couple.ben) == []
    assert [step for step, _ in live(couple.ada)] == ["last-call", "check-in"]


def test_a_series_is_planned_over_the_horizon_and_one_flag_of_an_occurrence_counts_first(
    couple: Couple,
) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flag(couple.ada, event_id, level=1)
    flag(couple.ada, event_id, level=3, recurrence_id="20261127T190000")

    rows = Reminder.objects.filter(person_id=couple.ada)
    assert rows.filter(step="talk").count() == 6  # 20 November to 25 December
    assert set(rows.filter(step="early").values_list("recurrence_id", flat=True)) == {"20261127T190000"}


def test_planning_twice_is_planning_once(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flag(couple.ada, event_id, share=True)
    before = list(Reminder.objects.order_by("id").values())

    reminders.reschedule(uid_of(event_id), (couple.ada, couple.ben), now=NOW + timedelta(minutes=1))
    reminders.reschedule_everything((couple.ben, couple.ada), now=NOW + timedelta(minutes=1))

    assert list(Reminder.objects.order_by("id").values()) == before


def test_the_horizon_moves(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flag(couple.ada, event_id)
    later = NOW + timedelta(days=7)

    reminders.reschedule_everything((couple.ada,), now=later)

    newest = Reminder.objects.filter(step="talk").order_by("recurrence_id").last()
    assert newest is not None and newest.recurrence_id == "20270101T190000"


def test_another_zone_moves_what_is_still_to_come(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada))

    people.describe(
        couple.ada,
        name="Ada",
        tzid="America/New_York",
        quiet_from=None,
        quiet_until=None,
        language="en",
        now=NOW,
    )

    assert live(couple.ada)[0] == ("early", "2026-11-06T18:00")
    row = Reminder.objects.get(person_id=couple.ada, step="early", state="pending")
    assert row.due_at == datetime(2026, 11, 6, 23, tzinfo=UTC)


def test_news_is_merged_until_it_is_sent(couple: Couple) -> None:
    event_id = event(couple.ada)
    propose(couple.ada, event_id)

    flag(couple.ada, event_id, share=True)
    assert Reminder.objects.filter(step="news").count() == 1

    Reminder.objects.filter(step="news").update(state="sent", ended_at=NOW, attempts=1)
    reminders.news(couple.ben, uid_of(event_id), "", now=NOW + timedelta(hours=1))
    assert Reminder.objects.filter(step="news").count() == 2


def test_news_of_what_is_out_of_sight_is_no_news(couple: Couple) -> None:
    event_id = event(couple.ada, visibility=Visibility.PRIVATE)

    reminders.news(couple.ben, uid_of(event_id), "", now=NOW)
    reminders.news(couple.stranger, uid_of(event_id), "", now=NOW)

    assert not Reminder.objects.exists()


def test_unsubscribing_ends_one_step_for_one_person(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada), share=True)
    early = Reminder.objects.get(person_id=couple.ada, step="early")
    later = early.due_at
    (claimed,) = [one for one in reminders.claim_due("email", now=later) if one.id == early.id]
    assert reminders.begin_send(claimed, now=later)
    reminders.record_sent(claimed, now=later)

    ended_step = reminders.unsubscribe(links.unsubscribe_token(couple.ada, "early"), now=later)
    again = event(couple.ada, "Dinner", EVENING + timedelta(days=20))
    flag(couple.ada, again)

    assert ended_step == "early"
    mine = Reminder.objects.filter(Q(person_id=couple.ada, uid=uid_of(again)))
    assert [row.step for row in mine.order_by("due_at")] == ["talk", "last-call", "check-in"]
    with pytest.raises(errors.NotFound):
        reminders.unsubscribe("no such token", now=later)
