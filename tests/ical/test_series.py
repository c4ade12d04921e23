"""Edits of a series: what they change, what they leave alone, and what occurrences are called afterwards."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner import errors
from planner.core.calendar import recurrence, series
from planner.core.calendar.events import EventObject, Occurrence, When, unfolded
from planner.core.calendar.series import Scope
from planner.ical import edits
from planner.ical.edits import Edit, Wanted
from planner.ical.read import read, read_text
from tests.data.make import calendar, event

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOME = ZoneInfo("Europe/Berlin")
SINCE, UNTIL = datetime(2018, 12, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
STARTS = (
    When(datetime(2026, 10, 2, 19), "Europe/Berlin"),
    When(datetime(2026, 10, 2, 2, 30), "America/New_York"),
    When(datetime(2026, 10, 2, 18), "UTC"),
    When(datetime(2026, 10, 2, 19)),
    When(datetime(2026, 10, 2), is_date=True),
)
RULES = (
    "FREQ=DAILY;COUNT=40",
    "FREQ=WEEKLY;COUNT=12",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU;COUNT=9",
    "FREQ=WEEKLY;UNTIL=20270108",
    "FREQ=MONTHLY;COUNT=7",
    "FREQ=YEARLY;COUNT=3",
)


few = settings(max_examples=40)


def line(name: str, when: When) -> str:
    at = f"{when.wall:%Y%m%d}" if when.is_date else f"{when.wall:%Y%m%dT%H%M%S}"
    if when.is_date:
        return f"{name};VALUE=DATE:{at}"
    return (
        f"{name}:{at}Z"
        if when.tzid == "UTC"
        else f"{name};TZID={when.tzid}:{at}"
        if when.tzid
        else f"{name}:{at}"
    )


def stored(*events: str) -> str:
    (one,) = read(calendar(*events).encode()).objects
    return one.text


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A series of any value type, with dates left out, added, and said otherwise."""
    start, rule = draw(st.sampled_from(STARTS)), draw(st.sampled_from(RULES))
    lines = [line("DTSTART", start), "SUMMARY:Choir", "X-THEIRS:kept", f"RRULE:{rule}"]
    lines.append("DURATION:P1D" if start.is_date else "DURATION:PT2H")
    dates = [one.start for one in every(read_text(stored(event(*lines))))]
    for at in draw(st.sets(st.integers(0, len(dates) - 1), max_size=2)):
        lines.append(line("EXDATE", dates[at]))
    if draw(st.booleans()):
        lines.append(line("RDATE", When(start.wall + timedelta(days=3), start.tzid, start.is_date)))
    overrides = []
    for at in draw(st.sets(st.integers(0, len(dates) - 1), max_size=2)):
        moved = When(dates[at].wall + timedelta(days=draw(st.integers(0, 1))), start.tzid, start.is_date)
        more = draw(st.sampled_from(("SUMMARY:Choir abroad", "STATUS:CANCELLED")))
        overrides.append(event(line("RECURRENCE-ID", dates[at]), line("DTSTART", moved), more))
    text = stored(event(*lines), *overrides)
    assume(every(read_text(text)))
    return text


def every(found: EventObject) -> list[Occurrence]:
    return recurrence.occurrences(found, SINCE, UNTIL, home=HOME)


def said(found: EventObject) -> dict[str, tuple[datetime, datetime, str]]:
    return {one.recurrence_id: _seen(one) for one in every(found)}


def _seen(one: Occurrence) -> tuple[datetime, datetime, str]:
    return one.starts_at, one.ends_at, one.component.summary


def changed(text: str, key: str, scope: Scope, move: timedelta, **more: object) -> Edit:
    """The series after one of its occurrences was moved."""
    one = series.instance(read_text(text), key, home=HOME)
    assert one is not None
    start = series.at_wall(one.start, one.start.wall + move)
    end = series.at_wall(one.end, one.end.wall + move)
    return edits.changed(text, one, scope, Wanted(start, end, **more), uid="new@example.com", now=NOW)  # type: ignore[arg-type]


def deleted(text: str, key: str, scope: Scope) -> Edit:
    one = series.instance(read_text(text), key, home=HOME)
    assert one is not None
    return edits.deleted(text, one, scope, now=NOW)


@few
@given(texts(), st.data())
def test_edit_of_one_changes_exactly_one(text: str, data: st.DataObject) -> None:
    before = said(read_text(text))
    key = data.draw(st.sampled_from(sorted(before)))

    edit = changed(text, key, Scope.ONE, timedelta(days=1), texts={"SUMMARY": "Elsewhere"})

    assert edit.kept and edit.following is None
    after = said(read_text(edit.kept))
    assert after.keys() == before.keys()
    assert {name for name in before if before[name] != after[name]} == {key}
    assert after[key][2] == "Elsewhere"
    assert edit.kept.count("X-THEIRS:kept") >= text.count("X-THEIRS:kept")


@few
@given(texts(), st.data())
def test_deletion_of_one_takes_exactly_one(text: str, data: st.DataObject) -> None:
    before = said(read_text(text))
    key = data.draw(st.sampled_from(sorted(before)))

    edit = deleted(text, key, Scope.ONE)

    after = said(read_text(edit.kept)) if edit.kept else {}
    assert after == {name: seen for name, seen in before.items() if name != key}


@few
@given(texts(), st.data())
def test_halves_are_together_what_the_whole_was(text: str, data: st.DataObject) -> None:
    before = said(read_text(text))
    key = data.draw(st.sampled_from(sorted(before)))

    edit = changed(text, key, Scope.FOLLOWING, timedelta())

    assert edit.kept
    kept = said(read_text(edit.kept))
    following = said(read_text(edit.following)) if edit.following else {}
    assert kept | following == before
    assert not kept.keys() & following.keys()
    assert all(edit.naming.after(name) == ("new@example.com", name) for name in following)
    if edit.following:
        assert min(following) == key
        assert all(name < key for name in kept)


@few
@given(texts(), st.data())
def test_deletion_of_what_follows_leaves_what_came_before(text: str, data: st.DataObject) -> None:
    before = said(read_text(text))
    key = data.draw(st.sampled_from(sorted(before)))

    edit = deleted(text, key, Scope.FOLLOWING)

    after = said(read_text(edit.kept)) if edit.kept else {}
    assert after == {name: seen for name, seen in before.items() if name < key}


@few
@given(
    texts(),
    st.data(),
    st.sampled_from((timedelta(hours=-3), timedelta(days=1, hours=5), timedelta(days=-2), timedelta(days=7))),
)
def test_all_move_together_and_every_name_still_finds_its_occurrence(
    text: str, data: st.DataObject, move: timedelta
) -> None:
    found = read_text(text)
    key = data.draw(st.sampled_from(sorted(said(found))))
    one = series.instance(found, key, home=HOME)
    assert one is not None
    move = timedelta(days=move.days) if one.start.is_date else move

    edit = changed(text, key, Scope.ALL, move)

    assert edit.kept
    # A month without such a day has no date, and what COUNT makes of that is another month.
    assume("MONTHLY" not in text or read_text(edit.kept).components[0].start.wall.day <= 28)
    after = {each.recurrence_id: each for each in every(read_text(edit.kept))}
    names = {each.recurrence_id: edit.naming.after(each.recurrence_id) for each in every(found)}
    assert {name for _, name in names.values()} == after.keys()
    for each in every(found):
        moved = after[names[each.recurrence_id][1]]
        was_moved_itself = each.component.recurrence_id not in (None, each.start)
        expected = each.start.wall if was_moved_itself else each.start.wall + move
        assert moved.start.wall == expected
        assert moved.component.summary == each.component.summary
        assert edit.naming.back(names[each.recurrence_id]) == ("event@example.com", each.recurrence_id)


@few
@given(texts(), st.data())
def test_following_move_alone(text: str, data: st.DataObject) -> None:
    found = read_text(text)
    before = said(found)
    key = data.draw(st.sampled_from(sorted(before)))

    edit = changed(text, key, Scope.FOLLOWING, timedelta(days=1))

    assume(edit.following)
    assert edit.kept and edit.following
    assert said(read_text(edit.kept)) == {name: seen for name, seen in before.items() if name < key}
    names = {edit.naming.after(name)[1] for name in before if name >= key}
    assert names == said(read_text(edit.following)).keys()


BERLIN = (
    line("DTSTART", STARTS[0]),
    "DTEND;TZID=Europe/Berlin:20261002T210000",
    "SUMMARY:Choir",
    "ATTENDEE;CN=Eve:mailto:eve@example.com",
    "X-THEIRS:kept",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Off we go",
    "TRIGGER:-PT15M",
    "END:VALARM",
)


def weekly(*more: str) -> str:
    return stored(event(*BERLIN, "RRULE:FREQ=WEEKLY", *more))


def test_override_is_a_copy_of_its_master_without_what_makes_a_series() -> None:
    edit = changed(
        weekly("EXDATE;TZID=Europe/Berlin:20261009T190000"), "20261023T190000", Scope.ONE, timedelta(hours=1)
    )

    assert edit.kept
    override = unfolded(edit.kept)[unfolded(edit.kept).index("END:VEVENT") + 1 :]
    assert {"X-THEIRS:kept", "ATTENDEE;CN=Eve:mailto:eve@example.com", "TRIGGER:-PT15M"} <= set(override)
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261023T190000" in override
    assert not [one for one in override if one.startswith(("RRULE", "EXDATE"))]
    assert "SEQUENCE:1" in override


def test_second_edit_of_one_changes_its_override() -> None:
    first = changed(weekly(), "20261023T190000", Scope.ONE, timedelta(hours=1)).kept
    assert first

    second = changed(first, "20261023T190000", Scope.ONE, timedelta(hours=1)).kept

    assert second
    (override,) = read_text(second).overrides
    assert (override.start.wall, override.sequence) == (datetime(2026, 10, 23, 21), 2)


@pytest.mark.parametrize(
    ("start", "until"),
    [
        (STARTS[0], "UNTIL=20261022T215959Z"),
        (STARTS[2], "UNTIL=20261022T235959Z"),
        (STARTS[3], "UNTIL=20261022T235959"),
        (STARTS[4], "UNTIL=20261022"),
    ],
)
def test_until_is_in_the_form_of_the_start(start: When, until: str) -> None:
    text = stored(event(line("DTSTART", start), "RRULE:FREQ=WEEKLY"))
    key = [one.recurrence_id for one in every(read_text(text))][3]

    edit = changed(text, key, Scope.FOLLOWING, timedelta())

    assert edit.kept and edit.following
    assert read_text(edit.kept).components[0].rrules == (f"FREQ=WEEKLY;{until}",)
    assert read_text(edit.following).components[0].rrules == ("FREQ=WEEKLY",)
    assert "RELATED-TO;RELTYPE=SIBLING:event@example.com" in unfolded(edit.following)


def test_count_is_divided() -> None:
    text = stored(event(line("DTSTART", STARTS[0]), "RRULE:FREQ=WEEKLY;COUNT=10"))

    edit = changed(text, "20261023T190000", Scope.FOLLOWING, timedelta(hours=1))

    assert edit.kept and edit.following
    rules = [read_text(half).components[0].rrules for half in (edit.kept, edit.following)]
    assert rules == [("FREQ=WEEKLY;COUNT=3",), ("FREQ=WEEKLY;COUNT=7",)]


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=SA"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SA;WKST=TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=2", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("FREQ=MONTHLY;BYDAY=1FR", "FREQ=MONTHLY;BYDAY=1SA"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=2", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=3"),
        ("FREQ=YEARLY;UNTIL=20281002T170000Z", "FREQ=YEARLY;UNTIL=20281003T170000Z"),
    ],
)
def test_rule_moves_with_its_series(rule: str, moved: str) -> None:
    edit = changed(stored(event(*BERLIN, f"RRULE:{rule}")), "20261002T190000", Scope.ALL, timedelta(days=1))

    assert edit.kept and read_text(edit.kept).components[0].rrules == (moved,)


def test_monthly_words_go_to_the_date_nearest_by() -> None:
    edit = changed(
        stored(event(*BERLIN, "RRULE:FREQ=MONTHLY;BYDAY=1FR")),
        "20261002T190000",
        Scope.ALL,
        timedelta(days=1),
    )

    # The first of May 2027 is a Saturday, six days before the first Friday.
    assert edit.naming.after("20270507T190000") == ("event@example.com", "20270501T190000")


def test_rule_that_says_more_than_can_be_moved_is_refused_on_another_day_only() -> None:
    text = stored(event(*BERLIN, "RRULE:FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=1"))

    assert changed(text, "20261002T190000", Scope.ALL, timedelta(hours=1)).kept
    with pytest.raises(errors.Invalid):
        changed(text, "20261002T190000", Scope.ALL, timedelta(days=1))


def test_new_rule_drops_overrides_that_name_nothing_any_more_and_no_others() -> None:
    moved = changed(weekly(), "20261009T190000", Scope.ONE, timedelta(hours=1)).kept
    assert moved
    both = changed(moved, "20261016T190000", Scope.ONE, timedelta(hours=1)).kept
    assert both

    edit = changed(both, "20261002T190000", Scope.ALL, timedelta(), rule="FREQ=WEEKLY;INTERVAL=2")

    assert edit.kept
    assert [one.recurrence_id.wall.day for one in read_text(edit.kept).overrides if one.recurrence_id] == [16]
    assert edit.naming.is_gone("20261009T190000")


def test_once_keeps_the_occurrence_that_was_looked_at() -> None:
    edit = changed(weekly(), "20261023T190000", Scope.ALL, timedelta(hours=1), rule="")

    assert edit.kept
    (left,) = every(read_text(edit.kept))
    assert (left.recurrence_id, left.start.wall) == ("", datetime(2026, 10, 23, 20))
    assert edit.naming.after("20261023T190000") == ("event@example.com", "")
    assert edit.naming.back(("event@example.com", "")) == ("event@example.com", "20261023T190000")


def test_repeating_gives_the_only_occurrence_a_name() -> None:
    edit = changed(stored(event(*BERLIN)), "", Scope.ALL, timedelta(days=1), rule="FREQ=WEEKLY")

    assert edit.naming.after("") == ("event@example.com", "20261003T190000")
    assert edit.naming.back(("event@example.com", "20261003T190000")) == ("event@example.com", "")


def test_words_follow_the_series_where_an_override_said_the_same() -> None:
    moved = changed(weekly(), "20261009T190000", Scope.ONE, timedelta(hours=1)).kept
    assert moved
    titled = changed(moved, "20261016T190000", Scope.ONE, timedelta(), texts={"SUMMARY": "Gala"}).kept
    assert titled

    edit = changed(titled, "20261002T190000", Scope.ALL, timedelta(), texts={"SUMMARY": "Big choir"})

    assert edit.kept
    assert [one.component.summary for one in every(read_text(edit.kept))][:4] == [
        *("Big choir", "Big choir", "Gala", "Big choir")
    ]


def test_time_stays_on_the_wall_when_a_series_crosses_the_change_of_clocks() -> None:
    edit = changed(weekly(), "20261023T190000", Scope.ALL, timedelta(hours=1))

    assert edit.kept
    starts = [one.starts_at for one in every(read_text(edit.kept))][2:6]
    assert [one.hour for one in starts] == [18, 18, 19, 19]


def test_end_in_the_hour_told_twice_is_meant() -> None:
    night = stored(
        event("DTSTART;TZID=Europe/Berlin:20261023T013000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5")
    )

    edit = changed(night, "20261025T013000", Scope.ONE, timedelta(), texts={"SUMMARY": "Late"})

    assert edit.kept
    late = every(read_text(edit.kept))[2]
    assert late.ends_at - late.starts_at == timedelta(hours=1)


def test_several_masters_of_one_uid_are_edited_a_single_time() -> None:
    text = stored(
        event(line("DTSTART", STARTS[0])),
        event(line("DTSTART", When(datetime(2026, 10, 5, 9), "Europe/Berlin"))),
    )
    found = read_text(text)

    edit = changed(text, "20261005T090000", Scope.ONE, timedelta(hours=1))
    without = deleted(text, "20261005T090000", Scope.ONE)

    assert series.scopes(found) == (Scope.ONE,)
    assert edit.kept and [one.start.wall.hour for one in every(read_text(edit.kept))] == [19, 10]
    assert without.kept and without.naming.after("20261002T190000") == ("event@example.com", "")
