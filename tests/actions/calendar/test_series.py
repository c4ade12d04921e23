"""Editing a series: what both said of its occurrences goes with them, and a deed can be taken back."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.calendar import events, undo
from planner.actions.calendar.event_writes import Done
from planner.actions.calendar.undo_rows import FOR
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.calendar.series import Scope
from planner.core.plan.plan_content import Ask, Content, IfThen, Leaving
from planner.core.visibility import Visibility
from planner.models import Event, Flag, Mark, Matters, Plan, Reminder, Schedule, Undo
from planner.queries.calendar import event_views
from planner.queries.feelings import flags as flag_queries
from planner.queries.plan import plans as plan_queries
from tests.factories import NOW, Couple, bring_in, event, form, ics, version, vevent, window

pytestmark = pytest.mark.django_db
SHARED, BUSY, PRIVATE = Visibility
ONE, FOLLOWING, ALL = Scope
FIRST = datetime(2026, 11, 6, 19)
"""A Friday."""
KEYS = [f"{FIRST + timedelta(weeks=week):%Y%m%dT%H%M%S}" for week in range(6)]
BEFORE = NOW - timedelta(minutes=5)
SOON = NOW + timedelta(minutes=5)


def choir(owner: UUID, **fields: object) -> UUID:
    return event(owner, "Choir", FIRST, rrule="FREQ=WEEKLY;COUNT=6", **fields)  # type: ignore[arg-type]


def keys(viewer: UUID) -> list[str]:
    return [one.recurrence_id for one in window(viewer)]


def starts(viewer: UUID) -> list[datetime]:
    return [one.start_local for one in window(viewer)]


def weeks(*numbers: int, later: timedelta = timedelta()) -> list[datetime]:
    return [FIRST + timedelta(weeks=number) + later for number in numbers]


def move(owner: UUID, made: UUID, week: int, by: timedelta, scope: Scope = ONE) -> Done:
    start = FIRST + timedelta(weeks=week) + by
    return events.move(owner, made, KEYS[week], start, scope=scope, now=NOW)


def plan_for(who: UUID, made: UUID, key: str) -> UUID:
    plan_id = plans.start(who, made, key, now=BEFORE)
    content = Content(
        asks=(Ask("a1", who, "Stay near me."),),
        if_thens=(IfThen("we lose each other", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )
    plans.propose(who, plan_id, content, base=0, now=BEFORE)
    return plan_id


def live(person: UUID) -> set[tuple[str, str, str]]:
    rows = Reminder.objects.filter(person_id=person, state="pending")
    return {(row.recurrence_id, row.step, row.anchor_local[:16]) for row in rows}


def everything() -> dict[str, object]:
    """All that an edit may touch, as it stands, but for when it was written."""
    names = ("id", "owner_id", "uid", "ics", "compiled", "fingerprint", "first_start_at", "last_end_at")
    return {
        "events": set(Event.objects.values_list(*names, "visibility", "kind", "world", "created_at")),
        "flags": set(
            Flag.objects.values_list("id", "owner_id", "uid", "recurrence_id", "level_shared_at", "note")
        ),
        "matters": set(Matters.objects.values_list("id", "uid", "recurrence_id", "level")),
        "marks": set(Mark.objects.values_list("id", "uid", "recurrence_id")),
        "plans": set(Plan.objects.values_list("id", "uid", "recurrence_id", "starts_at", "title")),
        "schedules": set(Schedule.objects.values_list("person_id", "uid", "recurrence_id", "starts_at")),
        "live": {
            (row.person_id, row.uid, row.recurrence_id, row.step, row.due_at)
            for row in Reminder.objects.filter(state="pending")
        },
    }


def test_move_of_one_leaves_its_name_and_its_plan_and_reminders_follow(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, KEYS[3], level=2, note="Hm", now=NOW)
    plan_id = plan_for(couple.ada, made, KEYS[3])
    before = live(couple.ben)

    done = move(couple.ada, made, 3, timedelta(days=1))

    assert (done.event_id, done.recurrence_id) == (made, KEYS[3])
    assert starts(couple.ben) == [*weeks(0, 1, 2), *weeks(3, later=timedelta(days=1)), *weeks(4, 5)]
    assert plan_queries.plan(couple.ben, plan_id, now=NOW).start_local == FIRST + timedelta(weeks=3, days=1)
    assert flag_queries.feelings(couple.ben, made, KEYS[3]).my_flag is not None
    ladder = {(key, step) for key, step, _ in before} - {(KEYS[3], "news")}
    assert {(key, step) for key, step, _ in live(couple.ben)} - {(KEYS[3], "news")} == ladder
    assert not before & live(couple.ben) - {one for one in before if one[1] == "news"}


def test_move_of_all_takes_what_both_said_with_it(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ada, made, KEYS[1], level=3, note="Mine", now=NOW)
    flags.flag(couple.ben, made, KEYS[2], level=2, note="His", now=NOW)
    flags.matter(couple.ben, made, KEYS[2], level=3, now=NOW)
    flags.mark_not_needed(couple.ada, made, KEYS[4], not_needed=True, now=NOW)
    plan_id = plan_for(couple.ben, made, KEYS[2])

    done = move(couple.ada, made, 3, timedelta(days=1, hours=-1), ALL)

    later = timedelta(days=1, hours=-1)
    assert starts(couple.ben) == weeks(0, 1, 2, 3, 4, 5, later=later)
    moved = [f"{one:%Y%m%dT%H%M%S}" for one in starts(couple.ben)]
    assert (done.event_id, done.recurrence_id) == (made, moved[3])
    mine = flag_queries.feelings(couple.ada, made, moved[1]).my_flag
    his = flag_queries.feelings(couple.ben, made, moved[2])
    assert mine and mine.note == "Mine"
    assert his.my_flag and his.my_matters and his.my_flag.note == "His"
    assert flag_queries.feelings(couple.ada, made, moved[4]).not_needed
    plan = plan_queries.for_occurrence(couple.ada, made, moved[2], now=NOW)
    assert plan and plan.id == plan_id and plan.start_local == starts(couple.ada)[2]
    assert {key for key, *_ in live(couple.ben)} == {moved[2]}


def test_step_already_sent_is_not_sent_again_when_only_the_hour_changes(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ada, made, KEYS[2], level=3, now=NOW)
    talk = Reminder.objects.filter(person_id=couple.ada, step="talk")
    talk.update(state="sent", ended_at=NOW, lease_token=None)

    move(couple.ada, made, 0, timedelta(hours=1), ALL)
    steps = {step for _, step, _ in live(couple.ada)}
    events.move(couple.ada, made, f"{KEYS[2][:9]}200000", FIRST + timedelta(weeks=2, days=1), now=NOW)

    assert steps and "talk" not in steps
    assert "talk" in {step for _, step, _ in live(couple.ada)}


def test_split_takes_later_words_and_copies_what_was_said_of_the_series(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, "", level=1, note="Always late", now=NOW)
    flags.flag(couple.ben, made, KEYS[1], level=2, now=NOW)
    flags.flag(couple.ben, made, KEYS[4], level=3, now=NOW)
    plan_id = plan_for(couple.ada, made, KEYS[4])

    done = move(couple.ada, made, 3, timedelta(hours=1), FOLLOWING)

    assert done.event_id not in (None, made)
    assert starts(couple.ben) == [*weeks(0, 1, 2), *weeks(3, 4, 5, later=timedelta(hours=1))]
    found = {one.recurrence_id: one for one in window(couple.ben)}
    late = KEYS[4].replace("T19", "T20")
    new = found[late].event_id
    assert new == done.event_id
    levels = [
        flag_queries.feelings(couple.ben, event_id, key).my_flag
        for event_id, key in ((made, KEYS[0]), (made, KEYS[1]), (new, done.recurrence_id), (new, late))
    ]
    assert [one and one.level for one in levels] == [1, 2, 1, 3]
    plan = plan_queries.for_occurrence(couple.ben, new, late, now=NOW)
    assert plan and plan.id == plan_id


def test_edit_of_the_first_and_all_that_follow_is_an_edit_of_all(couple: Couple) -> None:
    made = choir(couple.ada)

    done = move(couple.ada, made, 0, timedelta(hours=1), FOLLOWING)

    assert done.event_id == made
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("scope", "by"),
    [
        (ONE, timedelta(days=1)),
        (FOLLOWING, timedelta(hours=1)),
        (ALL, timedelta(hours=1)),
        (ALL, timedelta(weeks=1)),
    ],
)
def test_undo_of_a_move_restores_everything(couple: Couple, scope: Scope, by: timedelta) -> None:
    made = choir(couple.ada)
    _say_a_lot(couple, made)
    before, news = everything(), live(couple.ben)

    done = move(couple.ada, made, 2, by, scope)
    assert everything() != before
    undo.undo(couple.ada, done.undo_id, now=SOON)

    assert everything() == before
    assert live(couple.ben) == news


@pytest.mark.parametrize(
    ("scope", "visibility"), [(ONE, BUSY), (FOLLOWING, SHARED), (ALL, SHARED), (ALL, PRIVATE)]
)
def test_undo_of_a_deletion_restores_everything(couple: Couple, scope: Scope, visibility: Visibility) -> None:
    made = choir(couple.ada)
    _say_a_lot(couple, made)
    flags.flag(couple.ada, made, KEYS[2], level=2, share_level=True, note="So", share_note=True, now=NOW)
    events.show(couple.ada, made, visibility, now=BEFORE)
    before = everything()

    done = events.delete(couple.ada, made, recurrence_id=KEYS[2], scope=scope, now=NOW)
    gone = keys(couple.ada)
    undo.undo(couple.ada, done.undo_id, now=SOON)

    assert KEYS[2] not in gone
    assert everything() == before


def test_undo_of_an_edit_that_made_it_happen_once(couple: Couple) -> None:
    made = choir(couple.ada)
    _say_a_lot(couple, made)
    before = everything()
    once = form("Gala", FIRST + timedelta(weeks=2, hours=1))

    done = events.edit(couple.ada, made, once, recurrence_id=KEYS[2], now=NOW)
    left = flag_queries.feelings(couple.ben, made, "").my_flag
    undo.undo(couple.ada, done.undo_id, now=SOON)

    assert (done.recurrence_id, left and left.note) == ("", "His")
    assert everything() == before


def test_what_the_other_says_meanwhile_is_kept_by_an_undo(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, "", level=1, note="Before", now=NOW)
    done = move(couple.ada, made, 3, timedelta(hours=1), FOLLOWING)
    late = KEYS[4].replace("T19", "T20")
    flags.flag(couple.ben, done.event_id, late, level=3, note="Since", now=SOON)  # type: ignore[arg-type]
    flags.flag(couple.ben, done.event_id, "", level=2, note="Changed", now=SOON)  # type: ignore[arg-type]

    undo.undo(couple.ada, done.undo_id, now=SOON + timedelta(minutes=1))

    notes = [flag_queries.feelings(couple.ben, made, key).my_flag for key in (KEYS[4], KEYS[0])]
    assert [one and one.note for one in notes] == ["Since", "Changed"]
    assert Flag.objects.count() == 2


def test_undo_takes_back_the_news_of_a_move_that_was_not_sent(couple: Couple) -> None:
    made = choir(couple.ada)
    plan_for(couple.ben, made, KEYS[3])
    Reminder.objects.filter(step="news").delete()

    done = move(couple.ada, made, 3, timedelta(days=1))
    told = {step for _, step, _ in live(couple.ben)}
    undo.undo(couple.ada, done.undo_id, now=SOON)

    assert "news" in told
    assert "news" not in {step for _, step, _ in live(couple.ben)}


@pytest.mark.parametrize("visibility", [BUSY, PRIVATE])
def test_the_other_notices_no_more_than_they_see(couple: Couple, visibility: Visibility) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, KEYS[2], level=2, now=NOW)
    events.show(couple.ada, made, visibility, now=NOW)
    before, seen = version(couple.ben), _all_that_ben_has(couple)

    done = events.edit(
        couple.ada,
        made,
        form("Gala", FIRST + timedelta(weeks=2), visibility=visibility, rrule="FREQ=WEEKLY;COUNT=6"),
        recurrence_id=KEYS[2],
        scope=ONE,
        now=NOW,
    )
    moved = move(couple.ada, made, 3, timedelta(hours=1), FOLLOWING) if visibility is PRIVATE else done
    undo.undo(couple.ada, moved.undo_id, now=SOON)

    assert version(couple.ben) == before
    assert _all_that_ben_has(couple) == seen


def test_only_the_doer_takes_a_deed_back_once_within_the_hour(couple: Couple) -> None:
    made = choir(couple.ada)
    done = move(couple.ada, made, 2, timedelta(hours=1))

    for other in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            undo.undo(other, done.undo_id, now=SOON)
    with pytest.raises(errors.UndoOver):
        undo.undo(couple.ada, done.undo_id, now=NOW + FOR)
    undo.undo(couple.ada, done.undo_id, now=SOON)
    for nothing in (done.undo_id, uuid4()):
        with pytest.raises(errors.NotFound):
            undo.undo(couple.ada, nothing, now=SOON)


CHANGES: list[Callable[[Couple, UUID], object]] = [
    lambda couple, made: move(couple.ada, made, 3, timedelta(hours=2)),
    lambda couple, made: events.show(couple.ada, made, PRIVATE, now=SOON),
    lambda couple, made: events.delete(couple.ada, made, now=SOON),
]


@pytest.mark.parametrize("change", CHANGES)
def test_next_change_ends_the_way_back(couple: Couple, change: Callable[[Couple, UUID], object]) -> None:
    made = choir(couple.ada)
    done = move(couple.ada, made, 2, timedelta(hours=1))

    change(couple, made)

    with pytest.raises((errors.UndoOver, errors.NotFound)):
        undo.undo(couple.ada, done.undo_id, now=SOON)


def test_sweep_forgets_what_is_over(couple: Couple) -> None:
    move(couple.ada, choir(couple.ada), 2, timedelta(hours=1))

    assert [undo.sweep(now=NOW), undo.sweep(now=NOW + FOR), Undo.objects.count()] == [0, 1, 0]


def test_words_about_a_deleted_occurrence_stay_their_writers_alone(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, KEYS[2], level=3, note="His", share_level=True, share_note=True, now=NOW)
    plan_id = plan_for(couple.ada, made, KEYS[2])

    events.delete(couple.ada, made, recurrence_id=KEYS[2], scope=ONE, now=NOW)

    (kept,) = flag_queries.mine(couple.ben)
    assert (kept.note, kept.event_id) == ("His", None)
    assert flag_queries.visible(couple.ada) == ()
    assert plan_queries.plan(couple.ben, plan_id, now=NOW).occurrence is None
    assert live(couple.ben) == set()
    assert keys(couple.ben) == [one for one in KEYS if one != KEYS[2]]


def test_deletion_of_the_last_one_left_deletes_the_event(couple: Couple) -> None:
    made = event(couple.ada, "Course", FIRST, rrule="FREQ=WEEKLY;COUNT=1")

    done = events.delete(couple.ada, made, recurrence_id=KEYS[0], scope=ONE, now=NOW)

    assert done.event_id is None
    assert not Event.objects.exists()


def test_copy_of_the_others_own_keeps_its_names(couple: Couple) -> None:
    file = ics(vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=6", start="20261106T190000Z"))
    for owner in (couple.ada, couple.ben):
        bring_in(owner, file)
    made = Event.objects.get(owner_id=couple.ada).id
    his = Event.objects.get(owner_id=couple.ben).id
    key = "20261113T190000Z"
    flags.flag(couple.ben, his, key, level=2, now=NOW)
    flags.flag(couple.ada, made, key, level=2, now=NOW)

    events.move(couple.ada, made, key, FIRST + timedelta(weeks=1, hours=2), scope=ALL, now=NOW)

    assert flag_queries.feelings(couple.ben, his, key).my_flag
    assert flag_queries.feelings(couple.ada, made, "20261113T200000Z").my_flag


def test_what_cannot_differ_from_one_to_the_next_is_named(couple: Couple) -> None:
    made = choir(couple.ada)
    asked = form("Choir", FIRST + timedelta(weeks=2), rrule="FREQ=WEEKLY;COUNT=6")
    wrong = {
        "visibility": form("Choir", asked.start, rrule=asked.rrule, visibility=PRIVATE),
        "kind": form("Choir", asked.start, rrule=asked.rrule, kind="family"),
        "rrule": form("Choir", asked.start, rrule="FREQ=DAILY"),
    }

    for field, one in wrong.items():
        with pytest.raises(errors.Invalid) as refused:
            events.edit(couple.ada, made, one, recurrence_id=KEYS[2], scope=ONE, now=NOW)
        assert refused.value.field == field
    assert starts(couple.ada) == weeks(0, 1, 2, 3, 4, 5)


def test_later_half_may_be_shown_otherwise(couple: Couple) -> None:
    made = choir(couple.ada)
    later = form("Choir", FIRST + timedelta(weeks=3), rrule="FREQ=WEEKLY;COUNT=6", visibility=PRIVATE)

    events.edit(couple.ada, made, later, recurrence_id=KEYS[3], scope=FOLLOWING, now=NOW)

    assert starts(couple.ben) == weeks(0, 1, 2)
    assert starts(couple.ada) == weeks(0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("deed", ["move", "delete", "edit"])
def test_others_change_nothing(couple: Couple, deed: str) -> None:
    made = choir(couple.ada)
    asked = form("Mine now", FIRST, rrule="FREQ=WEEKLY;COUNT=6")
    deeds: dict[str, Callable[[UUID], object]] = {
        "move": lambda actor: events.move(actor, made, KEYS[1], FIRST, now=NOW),
        "delete": lambda actor: events.delete(actor, made, recurrence_id=KEYS[1], scope=ONE, now=NOW),
        "edit": lambda actor: events.edit(actor, made, asked, recurrence_id=KEYS[1], scope=ONE, now=NOW),
    }

    with pytest.raises(errors.NotAllowed):
        deeds[deed](couple.ben)
    with pytest.raises(errors.NotFound):
        deeds[deed](couple.stranger)
    assert starts(couple.ada) == weeks(0, 1, 2, 3, 4, 5)


def test_subscribed_event_is_not_edited_by_hand(couple: Couple) -> None:
    made = choir(couple.ada)
    row = Event.objects.get(id=made)
    row.calendar.source = "subscription"
    row.calendar.save()

    for deed in (
        lambda: move(couple.ada, made, 1, timedelta(hours=1)),
        lambda: events.delete(couple.ada, made, now=NOW),
    ):
        with pytest.raises(errors.NotAllowed):
            deed()
    events.show(couple.ada, made, BUSY, now=NOW)

    view = event_views.event(couple.ada, made, now=NOW)
    assert (view.can_edit, view.scopes, view.visibility) == (False, (), BUSY)


def test_floating_event_stays_floating_and_is_moved_on_the_viewers_clock(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("run@here", "Run", "RRULE:FREQ=DAILY;COUNT=3", start="20261106T070000")))
    made = Event.objects.get().id

    events.move(couple.ada, made, "20261107T070000", datetime(2026, 11, 7, 8), now=NOW)

    assert [one.hour for one in starts(couple.ada)] == [7, 8, 7]
    assert "\r\nRECURRENCE-ID:20261107T070000\r\n" in Event.objects.get().ics


def test_day_of_an_event_of_whole_days_is_moved_as_a_day(couple: Couple) -> None:
    bring_in(
        couple.ada, ics("UID:trip\nDTSTART;VALUE=DATE:20261106\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Trip")
    )
    made = Event.objects.get().id

    with pytest.raises(errors.Invalid):
        events.move(couple.ada, made, "20261113", datetime(2026, 11, 14, 8), now=NOW)
    events.move(couple.ada, made, "20261113", datetime(2026, 11, 14).date(), now=NOW)

    assert [one.day for one in starts(couple.ada)] == [6, 14, 20]


def _say_a_lot(couple: Couple, made: UUID) -> None:
    flags.flag(couple.ada, made, "", level=1, note="All", now=NOW)
    flags.flag(couple.ben, made, "", level=1, share_level=True, now=NOW)
    flags.flag(couple.ben, made, KEYS[2], level=2, note="His", now=NOW)
    flags.flag(couple.ada, made, KEYS[4], level=3, now=NOW)
    flags.matter(couple.ben, made, KEYS[3], level=3, now=NOW)
    flags.mark_not_needed(couple.ada, made, KEYS[3], not_needed=True, now=NOW)
    plan_for(couple.ada, made, KEYS[2])


def _all_that_ben_has(couple: Couple) -> object:
    return (
        window(couple.ben),
        flag_queries.mine(couple.ben),
        flag_queries.visible(couple.ben),
        plan_queries.all(couple.ben, now=NOW),
        live(couple.ben),
    )


def test_undo_of_a_split_loses_no_words_that_were_written_on_both_halves(couple: Couple) -> None:
    made = choir(couple.ada)
    flags.flag(couple.ben, made, "", level=1, note="All of it.", now=BEFORE)
    done = move(couple.ada, made, 3, timedelta(hours=1), FOLLOWING)
    assert done.event_id
    flags.flag(couple.ben, made, "", level=2, note="The first weeks.", now=NOW + timedelta(minutes=1))
    flags.flag(
        couple.ben, done.event_id, "", level=3, note="Later.", share_note=True, now=NOW + timedelta(minutes=2)
    )

    undo.undo(couple.ada, done.undo_id, now=SOON)

    (flag,) = Flag.objects.filter(owner_id=couple.ben)
    assert (flag.level, flag.note, flag.note_shared_at) == (3, "Later.\nThe first weeks.", None)
