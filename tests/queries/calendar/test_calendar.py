"""The calendar as each of two partners finds it."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import connection

from planner import errors
from planner.actions.calendar import events
from planner.actions.exchange import imports
from planner.core.calendar import fair
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Shown, Visibility
from planner.models import Calendar, Event, Person
from planner.queries.calendar import calendar, calendars, event_rows, event_views
from planner.queries.exchange import imports as import_queries
from planner.queries.views import ElsewhereView
from tests.factories import (
    EVENING,
    NOW,
    Couple,
    bring_in,
    event,
    form,
    ics,
    person,
    titles,
    vevent,
    window,
)

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
SHARED, BUSY, PRIVATE = Visibility
ALL_TIMES = ";".join(
    f"{part}={','.join(map(str, range(size)))}"
    for part, size in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)
COUNTED = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=1000000000"


def test_window_shows_each_partner_what_they_may_see(couple: Couple) -> None:
    for visibility, hour in zip(Visibility, (8, 12, 16), strict=True):
        event(couple.ada, f"{visibility} of Ada", EVENING.replace(hour=hour), visibility=visibility)

    assert titles(couple.ada) == ["shared of Ada", "busy of Ada", "private of Ada"]
    assert titles(couple.ben) == ["shared of Ada", ""]
    assert titles(couple.stranger) == []


def test_window_of_a_busy_event_holds_its_time_and_nothing_else(couple: Couple) -> None:
    event(
        couple.ada,
        "Clinic",
        visibility=BUSY,
        location="3rd floor",
        kind="medical",
        rrule="FREQ=DAILY;COUNT=2",
    )

    first, second = window(couple.ben)

    for block in (first, second):
        assert (block.event_id, block.recurrence_id, block.title, block.location) == (None, "", "", "")
        assert (block.kind, block.world, block.event_tzid, block.visibility) == ("other", "yours", "", None)
        assert (block.is_mine, block.is_recurring, block.shown) == (False, False, Shown.BUSY)
    assert first.starts_at == datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert second.ends_at == datetime(2026, 11, 21, 22, tzinfo=UTC)


def test_window_joins_busy_times_that_touch_and_no_others(couple: Couple) -> None:
    for hour, hours in ((8, 2), (9, 0.5), (10, 1), (12, 1)):
        event(couple.ada, start=EVENING.replace(hour=hour), hours=hours, visibility=BUSY)

    blocks = [(one.start_local.hour, one.end_local.hour) for one in window(couple.ben)]

    assert blocks == [(8, 11), (12, 13)]
    assert len(window(couple.ada)) == 4


@pytest.mark.parametrize("rule", ["FREQ=MINUTELY", f"FREQ=DAILY;{ALL_TIMES}", f"{COUNTED};{ALL_TIMES}"])
def test_flood_hides_nothing_and_takes_no_time(couple: Couple, rule: str) -> None:
    event(couple.ada, "Tea", EVENING.replace(hour=3), rrule="FREQ=DAILY")
    event(couple.ben, "Choir", EVENING.replace(hour=3), rrule="FREQ=WEEKLY")
    flood = (vevent(f"{n}@x", "Noise", f"RRULE:{rule}", start="20261101T000000Z") for n in range(400))
    bring_in(couple.ben, ics(*flood))
    begun = time.process_time()

    found = calendar.window(couple.ada, NOW, NOW + timedelta(days=84))

    assert time.process_time() - begun < 1
    counted = Counter(one.title for one in found)
    assert (counted["Tea"], counted["Choir"]) == (67, 10)
    assert counted[""] <= fair.budget(NOW, NOW + timedelta(days=84))


def test_window_shows_the_same_uid_once_and_ones_own_copy(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Ada's copy")))
    bring_in(couple.ben, ics(vevent("party@work", "Ben's copy")))
    Event.objects.update(visibility=SHARED)

    assert titles(couple.ada) == ["Ada's copy"]
    assert titles(couple.ben) == ["Ben's copy"]


def test_window_keeps_a_busy_block_beside_ones_own_copy(couple: Couple) -> None:
    """To leave it out would tell that the other's appointment is this very event."""
    bring_in(couple.ada, ics(vevent("party@work", "Ada's copy")))
    bring_in(couple.ben, ics(vevent("party@work", "Ben's copy")))

    assert titles(couple.ada) == ["", "Ada's copy"]


def test_window_is_half_open_and_in_order(couple: Couple) -> None:
    for hours in (2, 0, 1):
        event(couple.ada, f"+{hours} h", EVENING + timedelta(hours=hours))
    start = datetime(2026, 11, 20, 18, tzinfo=UTC)

    found = calendar.window(couple.ben, start, start + timedelta(hours=2))

    assert [one.title for one in found] == ["+0 h", "+1 h"]


@pytest.mark.parametrize("tzid", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"])
def test_window_reads_days_and_floating_times_in_the_viewers_zone(db: None, tzid: str) -> None:
    viewer = person("Vera", tzid=tzid)
    floating = vevent("float@home", "Floating", start="20261120T190000")
    events.add(viewer, EventForm("Day", datetime(2026, 11, 20), datetime(2026, 11, 20), True), now=NOW)
    bring_in(viewer, ics(floating))
    day, evening = window(viewer)

    for one in (day, evening):
        (found,) = calendar.window(viewer, one.starts_at, one.starts_at + timedelta(seconds=1))
        assert found == one

    assert day.start_local == datetime(2026, 11, 20)
    assert evening.start_local == datetime(2026, 11, 20, 19)


def test_window_says_when_it_is_on_other_clocks(couple: Couple) -> None:
    Person.objects.filter(id=couple.ben).update(tzid="America/New_York")
    event(couple.ada, "Dinner")
    event(couple.ada, "Busy", EVENING.replace(hour=9), visibility=BUSY)
    bring_in(
        couple.ben,
        ics(vevent("f@x", "Floating", start="20261121T190000"), vevent("d@x", "Day", start="20261122")),
    )
    Event.objects.filter(uid__in=("f@x", "d@x")).update(visibility=SHARED)

    mine, theirs = ({one.title: one for one in window(each)} for each in (couple.ada, couple.ben))

    evening, afternoon = (
        (EVENING, EVENING.replace(hour=23)),
        (EVENING.replace(hour=13), EVENING.replace(hour=17)),
    )
    assert mine["Dinner"].in_its_zone is None
    assert mine["Dinner"].for_the_other == ElsewhereView("America/New_York", *afternoon)
    assert (
        theirs["Dinner"].in_its_zone
        == theirs["Dinner"].for_the_other
        == ElsewhereView("Europe/Berlin", *evening)
    )
    for one in (theirs[""], *(each[name] for each in (mine, theirs) for name in ("Floating", "Day"))):
        assert (one.in_its_zone, one.for_the_other) == (None, None)


def test_a_zone_of_another_name_and_the_same_time_is_not_told_apart(couple: Couple) -> None:
    Person.objects.filter(id=couple.ben).update(tzid="Europe/Paris")
    event(couple.ada)

    for viewer in (couple.ada, couple.ben):
        assert (window(viewer)[0].in_its_zone, window(viewer)[0].for_the_other) == (None, None)


def test_window_reads_what_stands_now_after_every_write(couple: Couple) -> None:
    """What is kept of parsed events is neither stale nor shown to anybody whom the rows are not."""
    party = event(couple.ada, "Party")
    read_before = titles(couple.ben)

    events.edit(couple.ada, party, form("Ball"), now=NOW)
    after_edit = titles(couple.ben)
    events.show(couple.ada, party, BUSY, now=NOW)

    assert (read_before, after_edit, titles(couple.ben), titles(couple.ada)) == (
        ["Party"],
        ["Ball"],
        [""],
        ["Ball"],
    )


def test_window_shows_what_is_too_long_to_be_kept(couple: Couple) -> None:
    for title, rrule in (("Once", ""), ("Twice", "FREQ=DAILY;COUNT=2")):
        event(couple.ada, title, description="é" * (event_rows.KEPT_MAX_BYTES // 2 + 1), rrule=rrule)

    assert sorted(titles(couple.ben)) == ["Once", "Twice", "Twice"]
    assert all(len(row.sealed) > event_rows.KEPT_MAX_BYTES for row in event_rows.of(Event.objects.all()))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole")
@pytest.mark.parametrize("is_alone", [True, False])
def test_the_months_question_starts_from_an_index_of_its_owner(db: None, is_alone: bool) -> None:
    asked = event_rows._statement(connection.vendor, is_alone, True)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.sql}", asked.params)
        steps = [step[3] for step in cursor.fetchall()]

    begins = "SEARCH planner_event USING INDEX event_once_by_start (owner_id=? AND first_start_at>"
    assert any(step.startswith(begins) for step in steps)
    assert "SEARCH planner_event USING INDEX event_recurring (owner_id=?)" in steps
    assert not any(step.startswith("SCAN planner_event") for step in steps)


def test_window_finds_every_series_that_is_still_on(couple: Couple) -> None:
    event(couple.ada, "Ended", datetime(2026, 1, 1, 9), rrule="FREQ=DAILY;COUNT=5")
    event(couple.ada, "For ever", datetime(2020, 1, 1, 9), rrule="FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30")

    assert titles(couple.ben) == ["For ever"]


@pytest.mark.parametrize("many", [1, 12])
def test_window_takes_two_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    for number, (owner, rrule) in product(
        range(many), ((couple.ada, ""), (couple.ben, "FREQ=WEEKLY;COUNT=2"))
    ):
        event(owner, f"Event {number}", EVENING + timedelta(hours=number), rrule=rrule, visibility=SHARED)
        event(owner, f"Busy {number}", EVENING + timedelta(hours=number), visibility=BUSY)

    with django_assert_num_queries(2):
        found = calendar.window(couple.ada, NOW, NOW + timedelta(days=60))

    assert len(found) == 4 * many + 1


@pytest.mark.parametrize("many", [1, 12])
def test_events_takes_two_queries_and_pages(
    couple: Couple, django_assert_num_queries: Counting, many: int
) -> None:
    for number in range(many):
        event(couple.ada, f"Event {number}", EVENING + timedelta(hours=number))

    with django_assert_num_queries(2):
        found = event_views.events(couple.ben, now=NOW, limit=50)

    assert [one.title for one in found] == [f"Event {number}" for number in range(many)]
    assert event_views.events(couple.ben, now=NOW, limit=5, offset=1) == found[1:6]
    assert event_views.events(couple.stranger, now=NOW, limit=50) == ()


def test_events_has_each_uid_once_and_nothing_busy(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Ada's copy"), vevent("alone@work", "Alone")))
    bring_in(couple.ben, ics(vevent("party@work", "Ben's copy")))
    Event.objects.filter(uid="party@work").update(visibility=SHARED)

    assert [one.title for one in event_views.events(couple.ben, now=NOW, limit=9)] == ["Ben's copy"]


def test_event_tells_the_other_neither_visibility_nor_leave_to_edit(couple: Couple) -> None:
    party = event(couple.ada, world="mine", kind="work_party")

    theirs = event_views.event(couple.ben, party, now=NOW)
    mine = event_views.event(couple.ada, party, now=NOW)

    assert (theirs.visibility, theirs.can_edit, theirs.is_mine, theirs.world) == (None, False, False, "yours")
    assert (mine.visibility, mine.can_edit, mine.is_mine, mine.world) == (SHARED, True, True, "mine")
    assert theirs.next.event_id == party


def test_event_and_occurrence_out_of_sight_cannot_be_found(couple: Couple) -> None:
    shared, busy, private = (event(couple.ada, visibility=each) for each in Visibility)
    unseen = [*product([couple.ben], [busy, private]), *product([couple.stranger], [shared, busy, private])]

    for viewer, event_id in unseen:
        with pytest.raises(errors.NotFound):
            event_views.event(viewer, event_id, now=NOW)
        with pytest.raises(errors.NotFound):
            calendar.occurrence(viewer, event_id, "")


def test_occurrence_follows_an_override_and_ends_with_the_series(couple: Couple) -> None:
    series = vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=2", start="20261110T190000Z")
    moved = vevent("choir@town", "Concert", "RECURRENCE-ID:20261117T190000Z", start="20261118T180000Z")
    bring_in(couple.ada, ics(series, moved))
    choir = Event.objects.get().id

    concert = calendar.occurrence(couple.ada, choir, "20261117T190000Z")

    assert (concert.title, concert.start_local) == ("Concert", datetime(2026, 11, 18, 19))
    assert [one.recurrence_id for one in window(couple.ada)] == ["20261110T190000Z", "20261117T190000Z"]
    for key in ("20261124T190000Z", "once", "20261117"):
        with pytest.raises(errors.NotFound):
            calendar.occurrence(couple.ada, choir, key)


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=YEARLY", "99991231T235900Z"),
        ("RRULE:FREQ=DAILY", "00010101T000000"),
        ("X-A:b", "99991231"),
        ("X-A:b", "00010101"),
    ],
)
def test_events_at_the_edges_of_time_are_shown(couple: Couple, lines: tuple[str, str]) -> None:
    bring_in(couple.ada, ics(vevent("edge@x", "Edge", lines[0], start=lines[1])))
    Event.objects.update(visibility=SHARED)

    for viewer in (couple.ada, couple.ben):
        (view,) = event_views.events(viewer, now=NOW, limit=5)
        assert event_views.event(viewer, view.id, now=NOW).end >= view.start
        key = "" if "X-A" in lines[0] else lines[1]
        assert calendar.occurrence(viewer, view.id, key).starts_at.year in (1, 9999)


def test_calendars_are_ones_own_with_their_counts(
    couple: Couple, django_assert_num_queries: Counting
) -> None:
    event(couple.ada)
    later = NOW + timedelta(minutes=1)
    bring_in(couple.ada, ics(vevent("a@b", "A"), vevent("c@d", "C")), now=later)

    with django_assert_num_queries(1):
        found = calendars.calendars(couple.ada)

    assert [(one.source, one.event_count, one.visibility) for one in found] == [
        ("own", 1, SHARED),
        ("import", 2, BUSY),
    ]
    assert [one.id for one in calendars.calendars(couple.ben)] == [
        Calendar.objects.get(owner_id=couple.ben).id
    ]


def test_rules_that_lead_nowhere_cost_a_list_little_and_hide_nothing_of_the_other(couple: Couple) -> None:
    rule = "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"
    flood = (vevent(f"{n}@x", "Noise", f"RRULE:{rule}", start="20200101T000000Z") for n in range(400))
    import_id = bring_in(couple.ben, ics(*flood, vevent("tea@x", "Tea", start="20261120T180000Z")))
    event(couple.ada, "Choir", EVENING, rrule="FREQ=WEEKLY")
    begun = time.process_time()
    offered = import_queries.brought(couple.ben, import_id, now=NOW)
    imports.share(
        couple.ben,
        import_id,
        list(Event.objects.filter(uid__endswith="@x").values_list("id", flat=True)),
        now=NOW,
    )
    found = event_views.events(couple.ada, now=NOW, limit=500)

    assert time.process_time() - begun < 4
    assert {one.title for one in found if one.next} == {"Choir", "Tea"}
    assert [one.title for one in offered] == ["Tea"]
