"""What the dry run says is what planning plans and sending sends, and it knows no more than its viewer."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Min, QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from planner import errors
from planner.actions import reminders
from planner.actions.afterwards import check_ins
from planner.actions.calendar import events
from planner.actions.channels import replies
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.actions.reminders import ladder_sets
from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.check_ins import Felt, Reveal
from planner.core.plan.plan_content import Answer, Reply
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Channel, Rungs, Step
from planner.core.visibility import Visibility
from planner.models import LIVE_STATES, Event, Flag, Person, Reminder, Schedule, UnsubscribeLink
from planner.queries.reminders import dry_runs
from planner.queries.views import DryRunView
from planner.queries.views.reminders.dry_runs import Comes
from tests.actions.reminders.engine import claim, due_reminder
from tests.actions.reminders.test_reminders import propose
from tests.core.reminding.rungs import own_rungs
from tests.factories import EVENING, NOW, Couple, event, join, person

Sent = tuple[str, str, str, str, datetime]
Ended = tuple[str, str, str, str]


@st.composite
def evenings(draw: st.DrawFn) -> dict[str, Any]:
    """One event, what is said of it, and how far the two are."""
    # Close together, so that days are full and nights come in between.
    day = datetime(2026, 11, 3) + timedelta(days=draw(st.sampled_from((1, 9, 10, 11, 12, 40))))
    start = day + timedelta(minutes=draw(st.integers(0, 24 * 60 - 1)))
    return {
        "start": start,
        "hours": draw(st.sampled_from((1, 4, 30))),
        "kind": draw(st.sampled_from(("family", "other"))),
        "rrule": draw(st.sampled_from(("", "", "FREQ=DAILY;COUNT=3"))),
        "level": draw(st.integers(1, 3)),
        "by_ben": draw(st.booleans()),
        "is_agreed": draw(st.booleans()),
        "is_muted": draw(st.sampled_from((False, False, True))),
    }


class TestTruth(HypothesisTestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        tzid=st.sampled_from(("Europe/Berlin", "America/New_York", "Antarctica/Troll")),
        quiet=st.sampled_from(((time(21), time(8)), (time(17), time(18, 30)), (None, None))),
        family=st.none() | own_rungs(),
        ended=st.none() | st.sampled_from(Step),
        said=st.lists(evenings(), min_size=2, max_size=4),
        hours=st.integers(0, 48),
    )
    def test_what_it_says_is_what_is_planned_and_sent(
        self,
        tzid: str,
        quiet: tuple[time | None, time | None],
        family: Rungs | None,
        ended: Step | None,
        said: list[dict[str, Any]],
        hours: int,
    ) -> None:
        ada, ben = person("Ada", tzid=tzid), person("Ben")
        join(ada, ben)
        who = {"name": "Ada", "tzid": tzid, "language": "en"}
        people.describe(ada, **who, quiet_from=quiet[0], quiet_until=quiet[1], now=NOW)
        if family:
            ladder_sets.save(ada, "family", family, now=NOW)
        if ended:
            _end(ada, ended)
        for one in said:
            _say(ada, ben, **one)
        now = NOW + timedelta(hours=hours)
        _live_until(ada, now)

        will, will_not = _foretold(ada, now)

        assert (will, will_not) == _lived(ada, now)


def test_of_six_news_of_one_day_it_says_which_go_along_and_when(couple: Couple) -> None:
    for number in range(6):
        day = {"start": EVENING + timedelta(days=number), "hours": 4, "kind": "other", "rrule": ""}
        _say(couple.ada, couple.ben, level=1, by_ben=True, is_agreed=False, is_muted=False, **day)
    news = _of_events(couple.ada).filter(step="news")
    for number, row in enumerate(news.order_by("id")):
        news.filter(id=row.id).update(
            due_at=NOW + timedelta(hours=1 + number), next_at=NOW + timedelta(hours=1 + number)
        )

    will, will_not = _foretold(couple.ada, NOW)

    at = sorted(when for _, _, step, _, when in will if step == "news")
    assert [f"{one:%d %H:%M}" for one in at] == ["02 14:00", "02 15:00", *["03 08:00"] * 4]
    assert (will, will_not) == _lived(couple.ada, NOW)


def _end(ada: UUID, step: Step) -> None:
    UnsubscribeLink.objects.create(person_id=ada, step=step, token_hash=secret_tokens.digest("x"))
    reminders.unsubscribe("x", now=NOW)


def _say(
    ada: UUID, ben: UUID, *, level: int, by_ben: bool, is_agreed: bool, is_muted: bool, **event_fields: Any
) -> None:
    event_id = event(ada, **event_fields)
    flags.flag(ben if by_ben else ada, event_id, "", level=level, share_level=by_ben, now=NOW)
    if is_agreed and not event_fields["rrule"]:
        plan_id = propose(ben, event_id)
        plans.agree(ada, plan_id, version=1, answers={"a1": Answer(Reply.YES)}, now=NOW)
    if is_muted:
        replies.mute(ada, Event.objects.get(id=event_id).uid, "", now=NOW)


def _foretold(ada: UUID, now: datetime) -> tuple[set[Sent], set[Ended]]:
    """What the dry runs of all that anything waits for say."""
    rows = _of_events(ada).filter(state__in=LIVE_STATES)
    will: set[Sent] = set()
    will_not: set[Ended] = set()
    for uid, key in set(rows.values_list("uid", "recurrence_id")):
        found = dry_runs.dry_run(ada, Event.objects.get(uid=uid).id, key, now=now)
        will |= {(uid, key, one.step, one.channel, one.at_local) for one in found.coming}  # type: ignore[misc]
        will_not |= {(uid, key, one.step, one.reason) for one in found.not_coming if one.due_local}
    return will, will_not


def _lived(ada: UUID, now: datetime) -> tuple[set[Sent], set[Ended]]:
    """What went out from then on, and what came to nothing."""
    live = set(_of_events(ada).filter(state__in=LIVE_STATES).values_list("id", flat=True))
    _live_until(ada, now + timedelta(days=90))
    rows = Reminder.objects.filter(id__in=live)
    assert set(_of_events(ada).filter(ended_at__gt=now)) == set(rows)
    zone = ZoneInfo(Person.objects.get(id=ada).tzid)
    sent = {
        (one.uid, one.recurrence_id, one.step, one.channel, zones.wall_clock(one.ended_at, zone))
        for one in rows
        if one.state == Reminder.State.SENT
    }
    ended = {
        (one.uid, one.recurrence_id, one.step, one.reason) for one in rows if one.state != Reminder.State.SENT
    }
    return sent, ended


def _of_events(ada: UUID) -> QuerySet[Reminder]:
    return Reminder.objects.filter(person_id=ada).exclude(step=DIGEST)


def _live_until(ada: UUID, until: datetime) -> None:
    """Send what falls due, each at its moment, and plan everything again on the way."""
    while True:
        waiting = Reminder.objects.filter(person_id=ada, state__in=LIVE_STATES)
        next_at = waiting.aggregate(at=Min("next_at"))["at"]
        if next_at is None or next_at > until:
            return
        reminders.reschedule_everything((ada,), now=next_at)
        for channel in Channel:
            for claimed in reminders.claim_due(channel, now=next_at):
                if reminders.begin_send(claimed, now=next_at):
                    assert reminders.record_sent(claimed, now=next_at)


def told(of: DryRunView) -> dict[str, tuple[str, str]]:
    """Of each step, when it comes or how it stands, and why."""
    lines = (*of.coming, *of.whenever, *of.not_coming)
    return {
        one.step: (f"{one.at_local:%m-%d %H:%M}" if one.at_local else one.comes, one.reason) for one in lines
    }


def test_each_step_is_told_with_when_or_why(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=2, now=NOW)
    ladder_sets.save(couple.ada, "all", Rungs(frozenset(Step) - {Step.LAST_CALL}), now=NOW)

    found = dry_runs.dry_run(couple.ada, event_id, "", now=NOW)

    assert told(found) == {
        "talk": ("11-13 18:00", ""),
        "check-in": ("11-22 10:00", ""),
        "news": ("whenever", ""),
        "nudge": ("whenever", ""),
        "early": ("not", "not_hard"),
        "talk-now": ("not", "no_talk"),
        "last-call": ("not", "not_wanted"),
        "read-through": ("not", "not_agreed"),
        "card": ("not", "not_agreed"),
        "repair": ("not", "no_repair"),
    }
    assert [one.comes for one in found.coming] == [Comes.WILL] * 2


def test_what_was_sent_is_told_with_what_is_left(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed
    assert reminders.begin_send(claimed, now=reminder.due_at)
    assert reminders.record_sent(claimed, now=reminder.due_at)
    event_id = Event.objects.get().id

    found = dry_runs.dry_run(couple.ada, event_id, "", now=reminder.due_at + timedelta(hours=1))

    assert [(one.step, one.state) for one in found.past] == [("talk", "sent")]
    # The early one was due before; its time went by with the talk.
    assert "talk" not in {one.step for one in (*found.coming, *found.not_coming)}


def test_what_two_messages_a_day_hold_is_told(couple: Couple) -> None:
    for number in range(3):
        flags.flag(couple.ada, event(couple.ada, f"Party {number}"), "", level=1, now=NOW)

    found = [dry_runs.dry_run(couple.ada, one.id, "", now=NOW) for one in Event.objects.all()]

    assert {told(one)["talk"][0] for one in found} == {"11-13 18:00"}
    talks = sorted(line.goes_along for one in found for line in one.coming if line.step == "talk")
    assert talks == [False, False, True]


def test_what_a_full_day_holds_is_told(couple: Couple) -> None:
    for number in range(3):
        flags.flag(couple.ada, event(couple.ada, f"Party {number}"), "", level=1, now=NOW)
    late = Reminder.objects.filter(step="talk").order_by("id")[2]
    later = late.due_at + timedelta(hours=1)
    Reminder.objects.filter(id=late.id).update(due_at=later, next_at=later)
    event_id = Event.objects.get(uid=late.uid).id

    found = dry_runs.dry_run(couple.ada, event_id, "", now=NOW)

    assert told(found)["talk"] == ("11-14 08:00", "")
    assert [line.waits for line in found.coming if line.step == "talk"] == ["enough_today"]


def test_what_is_still_too_far_away_to_be_planned_is_told_all_the_same(couple: Couple) -> None:
    event_id = event(couple.ada, start=EVENING + timedelta(days=100))
    flags.flag(couple.ada, event_id, "", level=3, now=NOW)
    Reminder.objects.all().delete()
    Schedule.objects.all().delete()

    assert told(dry_runs.dry_run(couple.ada, event_id, "", now=NOW))["early"] == ("02-14 18:00", "")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (lambda ada, event_id: events.delete(ada, event_id, now=NOW), None),
        (lambda ada, event_id: replies.mute(ada, Event.objects.get().uid, "", now=NOW), "muted"),
        (lambda ada, event_id: flags.unflag(ada, Flag.objects.get().id, now=NOW), "not_theirs"),
    ],
)
def test_what_silences_all_of_it_is_said_of_every_step(
    couple: Couple, deed: Callable[[UUID, UUID], None], reason: str | None
) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=3, now=NOW)

    deed(couple.ada, event_id)

    if reason is None:
        with pytest.raises(errors.NotFound):
            dry_runs.dry_run(couple.ada, event_id, "", now=NOW)
    else:
        found = dry_runs.dry_run(couple.ada, event_id, "", now=NOW)
        assert {why for _, why in told(found).values()} == {reason}


def test_the_others_private_flag_changes_nothing_in_it(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ben, event_id, "", level=1, share_level=True, now=NOW)
    before = dry_runs.dry_run(couple.ben, event_id, "", now=NOW)
    before_ada = dry_runs.dry_run(couple.ada, event_id, "", now=NOW)

    flags.flag(couple.ada, event_id, "", level=3, note="private", now=NOW)

    assert dry_runs.dry_run(couple.ben, event_id, "", now=NOW) == before
    assert dry_runs.dry_run(couple.ada, event_id, "", now=NOW) != before_ada


def test_of_what_is_over_nothing_is_promised_but_news(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=2, share_level=True, now=NOW)
    begun, over = EVENING.replace(tzinfo=UTC), NOW + timedelta(days=20)

    during = told(dry_runs.dry_run(couple.ada, event_id, "", now=begun))
    after = dry_runs.dry_run(couple.ada, event_id, "", now=over)

    assert (during["nudge"], during["news"]) == (("not", "too_late"), ("whenever", ""))
    # How it was is news, whenever it is said.
    assert [one.step for one in after.whenever] == ["news"]
    assert {told(after)[step] for step in ("nudge", "read-through", "card")} == {("not", "over")}
    assert told(after)["repair"] == ("not", "no_repair")


def test_after_we_have_talked_no_second_talk_is_promised(couple: Couple) -> None:
    event_id, over = event(couple.ada), NOW + timedelta(days=20)
    flags.flag(couple.ada, event_id, "", level=2, share_level=True, now=NOW)
    for one in (couple.ada, couple.ben):
        check_ins.say(one, event_id, "", felt=Felt.HARD, reveal=Reveal.TOGETHER, now=over)
    for one in (couple.ada, couple.ben):
        check_ins.want_to_talk(one, event_id, "", now=over)
    check_ins.have_talked(couple.ben, event_id, "", now=over)

    found = told(dry_runs.dry_run(couple.ada, event_id, "", now=over))

    assert found["repair"] == ("not", "talked_over")


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.BUSY])
def test_of_what_one_keeps_nothing_is_promised_that_takes_two(couple: Couple, visibility: Visibility) -> None:
    event_id = event(couple.ada, visibility=visibility)
    flags.flag(couple.ada, event_id, "", level=2, now=NOW)

    found = dry_runs.dry_run(couple.ada, event_id, "", now=NOW)

    assert found.whenever == ()
    steps = ("read-through", "card", "repair", "news", "nudge")
    assert {told(found)[step] for step in steps} == {("not", "only_yours")}


def test_nobody_else_gets_one(couple: Couple) -> None:
    kept = event(couple.ada, visibility=Visibility.PRIVATE)
    busy = event(couple.ada, "Busy", visibility=Visibility.BUSY)
    shared = event(couple.ada, "Shared")

    for who, event_id, key in (
        (couple.ben, kept, ""),
        (couple.ben, busy, ""),
        (couple.stranger, shared, ""),
        (couple.ada, shared, "20300101T000000"),
    ):
        with pytest.raises(errors.NotFound):
            dry_runs.dry_run(who, event_id, key, now=NOW)
