"""Events made on a page, and who notices each change."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.models import Event, Reminder
from planner.queries.calendar import event_views
from planner.queries.feelings import flags as flag_queries
from tests.factories import EVENING, NOW, Couple, bring_in, event, form, ics, titles, version, vevent, window

pytestmark = pytest.mark.django_db
SHARED, BUSY, PRIVATE = Visibility


def noticed(couple: Couple, before: tuple[int, ...]) -> tuple[bool, ...]:
    """Whose view version has moved: Ada's, Ben's, the stranger's."""
    now = tuple(version(one) for one in (couple.ada, couple.ben, couple.stranger))
    return tuple(new > old for new, old in zip(now, before, strict=True))


def versions(couple: Couple) -> tuple[int, ...]:
    return tuple(version(one) for one in (couple.ada, couple.ben, couple.stranger))


def test_add_keeps_what_was_filled_in(ada: UUID) -> None:
    title = "Ball; with, commas\nand lines"

    made = event(ada, title, location="Opera", description="Black tie", kind="celebration")

    view = event_views.event(ada, made, now=NOW)

    assert (view.title, view.location, view.description) == (title, "Opera", "Black tie")
    assert (view.start, view.end, view.tzid) == (EVENING, EVENING + timedelta(hours=4), "Europe/Berlin")
    assert (view.kind, view.visibility, view.can_edit) == ("celebration", SHARED, True)


def test_add_an_all_day_event_keeps_its_last_day(ada: UUID) -> None:
    days = EventForm("Weekend", datetime(2026, 11, 20), datetime(2026, 11, 22), is_all_day=True)

    made = events.add(ada, days, now=NOW)

    view = event_views.event(ada, made, now=NOW)
    assert (view.start, view.end, view.is_all_day) == (datetime(2026, 11, 20), datetime(2026, 11, 22), True)
    assert view.next.end_local == datetime(2026, 11, 23)


def test_add_a_series_until_a_day_includes_that_day(ada: UUID) -> None:
    event(ada, "Choir", datetime(2026, 11, 3, 20), rrule="FREQ=WEEKLY;UNTIL=20261117")

    starts = [one.start_local.day for one in window(ada)]

    assert starts == [3, 10, 17]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("location", "x" * 301),
        ("description", "x" * 5001),
        ("kind", "party"),
        ("world", "theirs"),
        ("visibility", "open"),
        ("tzid", "Mars/Olympus"),
        ("start", datetime(1, 1, 1)),
        ("end", EVENING - timedelta(hours=1)),
        ("end", EVENING + timedelta(days=400)),
        ("rrule", "FREQ=SECONDLY"),
        ("rrule", "FREQ=WEEKLY;INTERVAL=0"),
        ("rrule", "FREQ=WEEKLY;UNTIL=20250101"),
        ("rrule", "FREQ=WEEKLY;UNTIL=soon"),
        ("rrule", "every week"),
        ("rrule", "FREQ=WEEKLY\r\nATTENDEE:x"),
        ("rrule", "FREQ=WEEKLY;COUNT=3\r\n"),
        ("rrule", "FREQ=WEEKLY;INTERVAL=\N{ARABIC-INDIC DIGIT THREE}"),
        ("rrule", "FREQ=WEEKLY;UNTIL=2027010\N{ARABIC-INDIC DIGIT ONE}"),
        ("rrule", "FREQ=WEEKLY;COUNT=1_0"),
        ("rrule", "FREQ=WEEKLY;X-NOTE=free text"),
        ("rrule", "FREQ=DAILY;BYHOUR=8,20"),
        ("rrule", "FREQ=YEARLY;BYMINUTE=0,30"),
    ],
)
def test_add_names_the_field_that_cannot_stand(ada: UUID, field: str, value: object) -> None:
    fields = {"title": "Party", "start": EVENING, "end": EVENING, "tzid": "Europe/Berlin"} | {field: value}

    with pytest.raises(errors.Invalid) as refused:
        events.add(ada, EventForm(**fields), now=NOW)

    assert refused.value.field == field
    assert not Event.objects.exists()


@pytest.mark.parametrize(("visibility", "is_noticed"), [(SHARED, True), (BUSY, True), (PRIVATE, False)])
def test_add_and_delete_are_noticed_by_those_who_see_it(
    couple: Couple, visibility: Visibility, is_noticed: bool
) -> None:
    before = versions(couple)
    made = event(couple.ada, visibility=visibility)
    added = noticed(couple, before)

    before = versions(couple)
    events.delete(couple.ada, made, now=NOW)

    assert added == noticed(couple, before) == (True, is_noticed, False)


@pytest.mark.parametrize(
    ("visibility", "changed", "is_noticed"),
    [
        (SHARED, form("Another name"), True),
        (BUSY, form("Another name", visibility=BUSY), False),
        (BUSY, form(start=EVENING + timedelta(hours=1), visibility=BUSY), True),
        (PRIVATE, form(start=EVENING + timedelta(hours=1), visibility=PRIVATE), False),
        (PRIVATE, form(visibility=SHARED), True),
        (SHARED, form(visibility=PRIVATE), True),
    ],
)
def test_edit_is_noticed_by_those_who_see_a_difference(
    couple: Couple, visibility: Visibility, changed: EventForm, is_noticed: bool
) -> None:
    made = event(couple.ada, visibility=visibility)
    before = versions(couple)

    events.edit(couple.ada, made, changed, now=NOW)

    assert noticed(couple, before) == (True, is_noticed, False)


def test_edit_keeps_what_the_form_does_not_know(ada: UUID) -> None:
    bring_in(ada, ics(vevent("party@work", "Party", "X-THEIRS:kept", "ORGANIZER:mailto:boss@example.org")))
    made = window(ada)[0].event_id

    events.edit(ada, made, form("Office party", location="Canal"), now=NOW)

    row = Event.objects.get()
    assert "X-THEIRS:kept" in row.ics
    assert "ORGANIZER:mailto:boss@example.org" in row.ics
    assert (window(ada)[0].title, window(ada)[0].location) == ("Office party", "Canal")


def test_edit_moves_the_reminders_with_the_event(couple: Couple) -> None:
    made = event(couple.ada)
    flags.flag(couple.ada, made, "", level=2, now=NOW)
    live = Reminder.objects.filter(person_id=couple.ada, state="pending", step="last-call")
    before = live.get().due_at

    events.edit(couple.ada, made, form(start=EVENING + timedelta(days=1)), now=NOW)

    assert live.get().due_at == before + timedelta(days=1)


def test_edit_refuses_what_one_form_cannot_hold(ada: UUID) -> None:
    two_rules = vevent("odd@work", "Odd", "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;COUNT=2")
    bring_in(ada, ics(two_rules))
    made = Event.objects.get().id

    with pytest.raises(errors.NotAllowed):
        events.edit(ada, made, form(), now=NOW)

    assert not event_views.event(ada, made, now=NOW).can_edit


def test_a_shared_event_is_its_owners_to_change(couple: Couple) -> None:
    made = event(couple.ada)

    for deed in (
        lambda: events.edit(couple.ben, made, form("Mine now"), now=NOW),
        lambda: events.delete(couple.ben, made, now=NOW),
        lambda: events.show(couple.ben, made, PRIVATE, now=NOW),
    ):
        with pytest.raises(errors.NotAllowed):
            deed()

    assert titles(couple.ada) == titles(couple.ben) == ["Office party"]


@pytest.mark.parametrize("visibility", [SHARED, BUSY, PRIVATE])
def test_an_event_out_of_sight_cannot_be_found(couple: Couple, visibility: Visibility) -> None:
    made = event(couple.ada, visibility=visibility)
    unseeing = [couple.stranger] if visibility == SHARED else [couple.ben, couple.stranger]

    for actor in unseeing:
        for event_id in (made, uuid4()):
            for deed in (
                lambda: events.edit(actor, event_id, form(), now=NOW),  # noqa: B023
                lambda: events.delete(actor, event_id, now=NOW),  # noqa: B023
                lambda: events.show(actor, event_id, SHARED, now=NOW),  # noqa: B023
            ):
                with pytest.raises(errors.NotFound):
                    deed()

    assert titles(couple.ada) == ["Office party"]


def test_show_changes_what_the_other_sees(couple: Couple) -> None:
    made = event(couple.ada)
    seen = []

    for visibility in (BUSY, PRIVATE, SHARED):
        events.show(couple.ada, made, visibility, now=NOW)
        seen.append(titles(couple.ben))

    assert seen == [[""], [], ["Office party"]]


def test_show_as_before_is_noticed_by_nobody(couple: Couple) -> None:
    made = event(couple.ada)
    before = versions(couple)

    events.show(couple.ada, made, SHARED, now=NOW)

    assert noticed(couple, before) == (False, False, False)


@pytest.mark.parametrize("hidden", ["deleted", "private"])
def test_the_others_flag_outlives_an_event_that_is_hidden_or_deleted(couple: Couple, hidden: str) -> None:
    made = event(couple.ada, "Reunion")
    flags.flag(couple.ben, made, "", level=3, note="Not again", now=NOW)

    if hidden == "deleted":
        events.delete(couple.ada, made, now=NOW)
    else:
        events.show(couple.ada, made, PRIVATE, now=NOW)

    (kept,) = flag_queries.mine(couple.ben)
    assert (kept.note, kept.title, kept.event_id) == ("Not again", "", None)
    assert flag_queries.mine(couple.ada) == ()
