"""The horizon moves on without planning everything again, and rows that differ from the plan are mended."""

import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.people import people
from planner.actions.reminders import upkeep
from planner.core.calendar import zone_rules, zones
from planner.models import Event, Horizon, Reminder, Schedule
from planner.queries.reminders import horizons
from planner.queries.reminders.horizons import Together
from planner.queries.reminders.ladders import HORIZON
from tests.actions.reminders.test_reminders import HARD, flag, live, uid_of
from tests.factories import NOW, Couple, bring_in, event, ics, vevent

RULES = "these rules"
WEEK = timedelta(days=7)


def begun(*, now: datetime = NOW) -> Together:
    """The couple, planned as a whole."""
    (couple,) = horizons.unplanned(RULES)
    upkeep.begin(couple, zone_rules=RULES, now=now)
    (planned,) = horizons.planned(RULES)
    return planned


def advance(now: datetime) -> int:
    """What upkeep does about the horizon of all."""
    behind = horizons.behind(now=now)
    series = horizons.series(behind)
    return sum(upkeep.advance(one, series.get(one.couple_id, set()), now=now) for one in behind)


def last_talk(person: UUID) -> str:
    return Reminder.objects.filter(person_id=person, step="talk").latest("recurrence_id").recurrence_id


def test_only_couples_whom_something_concerns_are_looked_at(couple: Couple) -> None:
    event(couple.ada)
    assert horizons.unplanned(RULES) == []

    flag(couple.ada, event(couple.ada))

    (found,) = horizons.unplanned(RULES)
    assert set(found.person_ids) == {couple.ada, couple.ben}
    assert horizons.planned(RULES) == []


def test_couples_come_in_batches_by_their_key(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(horizons, "BATCH", 1)
    for person in (couple.ada, couple.stranger):
        flag(person, event(person))

    (first,) = horizons.unplanned(RULES)
    (second,) = horizons.unplanned(RULES, after=first.couple_id)

    assert {*first.person_ids, *second.person_ids} == {couple.ada, couple.ben, couple.stranger}
    assert horizons.unplanned(RULES, after=second.couple_id) == []


def test_the_horizon_moves_on_a_day_at_a_time_and_plans_what_comes_within_it(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada, rrule="FREQ=WEEKLY"), share=True)
    begun()
    assert advance(NOW + timedelta(hours=23)) == 0

    added = advance(NOW + WEEK)

    assert added == 8  # early, talk, last call and check-in, for each of the two
    assert last_talk(couple.ada) == last_talk(couple.ben) == "20270101T190000"
    assert Horizon.objects.get().planned_until == NOW + WEEK + HORIZON
    assert advance(NOW + WEEK) == 0


def test_only_series_are_planned_again(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(5):
        flag(couple.ada, event(couple.ada, f"Once {n}"))
    begun()

    with django_assert_num_queries(3 + 3):  # a batch with its members and series; a savepoint and the mark
        advance(NOW + WEEK)


def test_after_weeks_without_upkeep_nothing_is_lost(couple: Couple) -> None:
    """The evening of 8 January lay beyond the horizon when upkeep stopped, and early passed meanwhile."""
    flag(couple.ada, event(couple.ada, rrule="FREQ=WEEKLY"))
    begun()
    evening = "20270108T190000"
    assert not Reminder.objects.filter(recurrence_id=evening).exists()
    late = datetime(2027, 1, 2, 12, tzinfo=UTC)

    advance(late)

    rows = Reminder.objects.filter(recurrence_id=evening).order_by("due_at")
    assert [row.step for row in rows] == ["early", "talk", "last-call", "check-in"]
    early, talk = rows[:2]
    assert early.due_at < talk.due_at < late
    claimed = {one.id: one for one in reminders.claim_due("email", now=late, limit=200)}
    began = [bool(reminders.begin_send(claimed[row.id], now=late)) for row in (early, talk)]
    early.refresh_from_db()
    assert began == [False, True]
    assert (early.state, early.reason) == ("missed", "too_late")  # the talk says it better


def test_what_had_passed_before_it_was_flagged_is_not_caught_up_with(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY")
    flag(couple.ada, event_id, recurrence_id="20261120T190000")
    begun()
    late = datetime(2027, 1, 2, 12, tzinfo=UTC)
    reminders.reschedule(uid_of(event_id), (couple.ada,), now=late)
    planned = Reminder.objects.count()

    advance(late)

    assert Reminder.objects.count() == planned


def cancel_wrongly(row: Reminder) -> None:
    Reminder.objects.filter(id=row.id).update(state="cancelled", reason="moved", ended_at=NOW)


def delete(row: Reminder) -> None:
    row.delete()


def put_out_of_time(row: Reminder) -> None:
    wrong = row.due_at + timedelta(hours=3)
    Reminder.objects.filter(id=row.id).update(due_at=wrong, next_at=wrong)


def double(row: Reminder) -> None:
    """The same step of an older schedule, still waiting."""
    Reminder.objects.filter(id=row.id).update(id=uuid4(), schedule_version=0)
    Schedule.objects.update(version=1)
    row.save(force_insert=True)


def double_by_another_channel(row: Reminder) -> None:
    row.pk, row.channel = uuid4(), "sms"
    row.save(force_insert=True)


@pytest.mark.parametrize(
    ("harm", "missing", "wrong", "obsolete"),
    [
        (cancel_wrongly, 0, 1, 0),
        (delete, 1, 0, 0),
        (put_out_of_time, 0, 1, 0),
        (double, 0, 0, 1),
        (double_by_another_channel, 0, 0, 1),
    ],
)
def test_a_row_that_differs_from_the_plan_is_mended(
    couple: Couple, harm: Callable[[Reminder], None], missing: int, wrong: int, obsolete: int
) -> None:
    flag(couple.ada, event(couple.ada))
    planned = begun()
    harm(Reminder.objects.get(step="talk"))

    healed = upkeep.heal(planned, now=NOW)

    assert healed is not None
    assert (len(healed.missing), len(healed.wrong), len(healed.obsolete)) == (missing, wrong, obsolete)
    assert live(couple.ada) == HARD
    assert upkeep.heal(planned, now=NOW) is None


def test_a_reminder_of_what_is_gone_is_cancelled(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id)
    planned = begun()
    kept = list(Reminder.objects.order_by("id").values())
    events.delete(couple.ada, event_id, now=NOW)
    Reminder.objects.all().delete()
    Reminder.objects.bulk_create(Reminder(**row) for row in kept)

    healed = upkeep.heal(planned, now=NOW)

    assert healed is not None and set(healed.obsolete) == {row["id"] for row in kept}
    assert live(couple.ada) == []


def test_comparing_locks_nobody_and_asks_twice(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(5):
        flag(couple.ada, event(couple.ada, f"Party {n}"), share=True)
    planned = begun()

    with django_assert_num_queries(2):
        assert upkeep.heal(planned, now=NOW) is None


def test_what_lies_beyond_the_planned_is_not_healed(couple: Couple) -> None:
    """It is for `advance` to plan it, as of when it could have been."""
    flag(couple.ada, event(couple.ada, rrule="FREQ=WEEKLY"))
    planned = begun()

    assert upkeep.heal(planned, now=NOW + WEEK) is None


@pytest.fixture
def new_rules(tmp_path: Path) -> Iterator[None]:
    """A tz database in which Berlin has moved to the clock of Athens."""
    path = zoneinfo.TZPATH
    athens = zoneinfo.ZoneInfo("Europe/Athens")
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").write_bytes(zone_rules._rules(athens.key))
    _read_zones_anew(str(tmp_path), *path)
    yield
    _read_zones_anew(*path)


def _read_zones_anew(*path: str) -> None:
    zoneinfo.reset_tzpath(to=path)
    zoneinfo.ZoneInfo.clear_cache()
    zones.zone.cache_clear()
    zone_rules.fingerprint.cache_clear()


def test_the_rules_are_known_by_what_they_say() -> None:
    known = zone_rules.fingerprint()
    zone_rules.fingerprint.cache_clear()

    assert zone_rules.fingerprint() == known
    assert len(known) == 64


def test_another_tz_database_plans_everything_anew(couple: Couple, request: pytest.FixtureRequest) -> None:
    flag(couple.ada, event(couple.ada))
    old = zone_rules.fingerprint()
    (unplanned,) = horizons.unplanned(old)
    upkeep.begin(unplanned, zone_rules=old, now=NOW)
    before = Reminder.objects.get(step="talk", state="pending").due_at
    assert horizons.unplanned(old) == []

    request.getfixturevalue("new_rules")
    rules = zone_rules.fingerprint()
    (again,) = horizons.unplanned(rules)
    upkeep.begin(again, zone_rules=rules, now=NOW)

    assert Reminder.objects.get(step="talk", state="pending").due_at == before - timedelta(hours=1)
    assert live(couple.ada) == HARD
    assert horizons.unplanned(rules) == []


def test_a_couple_that_parts_is_planned_anew(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada), share=True)
    begun()

    people.leave(couple.ben, now=NOW)

    assert {one.person_ids for one in horizons.unplanned(RULES)} == {(couple.ada,)}


def test_an_occurrence_that_was_put_off_for_six_weeks_keeps_its_reminders(couple: Couple) -> None:
    club = vevent("club", "Club", "RRULE:FREQ=MONTHLY;COUNT=9", start="20260820T180000Z")
    later = vevent("club", "Club", "RECURRENCE-ID:20261020T180000Z", start="20261201T180000Z")
    bring_in(couple.ada, ics(club, later))
    flag(couple.ada, Event.objects.get(uid="club").id, recurrence_id="20261020T180000Z")
    planned = live(couple.ada)
    assert ("last-call", "2026-11-28T18:00") in planned

    # More than a month after the day of its name, and before the last of its steps.
    reminders.reschedule_everything((couple.ada,), now=NOW + timedelta(days=25))

    assert [one for one in planned if one[1] > "2026-11-27"] == live(couple.ada)[-2:]
