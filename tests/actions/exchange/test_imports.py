"""A calendar file on its way in: kept, read, previewed, applied once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from planner import errors
from planner.actions.calendar import events
from planner.actions.exchange import imports
from planner.actions.exchange import imports_work as work
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from planner.ical import __main__ as ical_process
from planner.ical.parsed import Source
from planner.models import Calendar, Event, Flag, Import, Reminder
from planner.queries.exchange import imports as queries
from tests.factories import (
    NOW,
    Couple,
    apply,
    bring_in,
    event,
    form,
    ics,
    read_in,
    titles,
    version,
    vevent,
    window,
    work_on_imports,
)

pytestmark = pytest.mark.django_db
PARTY = vevent("party@work", "Office party")
CHOIR = vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=3", start="20261110T190000Z")
BROKEN = "UID:broken@work\nSUMMARY:Broken"


def test_a_file_is_previewed_before_anything_is_written(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(PARTY, CHOIR, BROKEN))

    view = queries.view(couple.ada, import_id)

    assert view.stage == "ready"
    assert (view.filename, view.calendar_name) == ("export.ics", "Imported")
    assert [one.title for one in view.added] == ["Choir", "Office party"]
    assert (view.updated, view.unchanged_count) == ((), 0)
    assert [one.title for one in view.problems] == ["Broken"]
    assert not Event.objects.exists()


def test_apply_brings_events_that_the_other_sees_as_busy(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(PARTY, CHOIR, BROKEN))

    result = apply(couple.ada, import_id)

    assert (len(result.added), len(result.updated), len(result.problems)) == (2, 0, 1)
    assert titles(couple.ada) == ["Choir", "Choir", "Office party", "Choir"]
    assert titles(couple.ben) == ["", "", "", ""]
    assert queries.view(couple.ada, import_id).stage == "applied"


def test_apply_twice_and_the_same_file_again_change_nothing(couple: Couple) -> None:
    import_id = bring_in(couple.ada, ics(PARTY, CHOIR))
    before = list(Event.objects.order_by("uid").values("id", "uid", "fingerprint", "changed_at"))
    seen = version(couple.ben)

    apply(couple.ada, import_id, now=NOW + timedelta(days=1))
    again = read_in(couple.ada, ics(CHOIR, PARTY), now=NOW + timedelta(days=1))
    result = apply(couple.ada, again, now=NOW + timedelta(days=1))

    assert (result.stage, result.added, result.updated, result.unchanged_count) == ("applied", (), (), 2)
    assert list(Event.objects.order_by("uid").values("id", "uid", "fingerprint", "changed_at")) == before
    assert version(couple.ben) == seen


def test_the_same_file_again_leaves_an_edit_by_hand(ada: UUID) -> None:
    bring_in(ada, ics(PARTY))
    events.edit(ada, window(ada)[0].event_id, form("The dreaded party"), now=NOW)

    bring_in(ada, ics(PARTY), now=NOW + timedelta(days=1))

    assert titles(ada) == ["The dreaded party"]


def test_a_newer_file_updates_in_place_and_an_older_one_does_not(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party", "SEQUENCE:1")))
    made = window(couple.ada)[0].event_id

    bring_in(couple.ada, ics(vevent("party@work", "Moved", "SEQUENCE:2", start="20261121T180000Z")))
    bring_in(couple.ada, ics(vevent("party@work", "Old news", "SEQUENCE:0")))

    (party,) = window(couple.ada)
    assert (party.event_id, party.title, party.start_local.day) == (made, "Moved", 21)


def test_an_update_moves_the_reminders_of_a_flagged_event(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party", "SEQUENCE:1")))
    flags.flag(couple.ada, window(couple.ada)[0].event_id, "", level=2, now=NOW)
    live = Reminder.objects.filter(person_id=couple.ada, state="pending", step="last-call")
    before = live.get().due_at

    bring_in(couple.ada, ics(vevent("party@work", "Party", "SEQUENCE:2", start="20261122T180000Z")))

    assert live.get().due_at == before + timedelta(days=2)


def test_an_update_keeps_what_the_owner_chose_to_show(couple: Couple) -> None:
    import_id = bring_in(couple.ada, ics(vevent("party@work", "Party", "SEQUENCE:1")))
    imports.share(couple.ada, import_id, [window(couple.ada)[0].event_id], now=NOW)

    bring_in(couple.ada, ics(vevent("party@work", "Big party", "SEQUENCE:2")))

    assert titles(couple.ben) == ["Big party"]


def test_a_copy_in_another_calendar_shows_no_more_than_the_first(couple: Couple) -> None:
    bring_in(couple.ada, ics(PARTY))
    events.show(couple.ada, Event.objects.get().id, Visibility.PRIVATE, now=NOW)
    own = Calendar.objects.get(owner_id=couple.ada, source=Calendar.Source.OWN)

    apply(couple.ada, read_in(couple.ada, ics(PARTY, CHOIR), calendar_id=own.id))

    assert set(Event.objects.filter(calendar=own).values_list("uid", "visibility")) == {
        ("party@work", Visibility.PRIVATE),
        ("choir@town", Visibility.SHARED),
    }
    assert set(titles(couple.ben)) == {"Choir"}


def test_a_copy_of_an_event_made_here_is_left_where_it_lives(ada: UUID) -> None:
    event(ada, "Made here")
    uid = Event.objects.get().uid

    import_id = bring_in(ada, ics(vevent(uid, "A copy from the feed")))

    assert queries.view(ada, import_id).unchanged_count == 1
    assert titles(ada) == ["Made here"]


def test_share_is_about_events_of_that_import(couple: Couple) -> None:
    import_id = bring_in(couple.ada, ics(PARTY, CHOIR))
    brought = queries.brought(couple.ada, import_id, now=NOW)
    elsewhere = event(couple.ada)

    with pytest.raises(errors.NotFound):
        imports.share(couple.ada, import_id, [elsewhere], now=NOW)
    imports.share(couple.ada, import_id, [brought[1].id], now=NOW)

    assert [one.title for one in brought] == ["Choir", "Office party"]
    assert [title for title in titles(couple.ben) if title] == ["Office party", "Office party"]


def test_an_import_is_its_owners_alone(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(PARTY))
    calendar_id = Calendar.objects.get(owner_id=couple.ada, source="import").id
    file = {"filename": "x.ics", "data": ics(PARTY)}

    for actor in (couple.ben, couple.stranger):
        for deed in (
            lambda: queries.view(actor, import_id),  # noqa: B023
            lambda: queries.brought(actor, import_id, now=NOW),  # noqa: B023
            lambda: imports.confirm(actor, import_id, now=NOW),  # noqa: B023
            lambda: imports.discard(actor, import_id, now=NOW),  # noqa: B023
            lambda: imports.share(actor, import_id, [], now=NOW),  # noqa: B023
            lambda: imports.receive(actor, **file, calendar_id=calendar_id, now=NOW),  # noqa: B023
        ):
            with pytest.raises(errors.NotFound):
                deed()
        assert queries.recent(actor) == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<html><body>Sign in</body></html>", "not_a_calendar"), (b"\x00\x01\x02", "not_a_calendar")],
)
def test_a_file_that_is_no_calendar_is_refused_with_a_reason(ada: UUID, data: bytes, code: str) -> None:
    import_id = read_in(ada, data)

    view = queries.view(ada, import_id)

    assert (view.stage, view.error) == ("refused", errors.NotACalendar().message)
    assert Import.objects.get().error_code == code
    with pytest.raises(errors.Stale):
        imports.confirm(ada, import_id, now=NOW)


def test_receive_refuses_too_much_and_nothing(ada: UUID, settings: Settings) -> None:
    settings.IMPORT_MAX_BYTES = 100

    with pytest.raises(errors.TooLarge):
        imports.receive(ada, filename="x.ics", data=b"x" * 101, now=NOW)
    with pytest.raises(errors.NotACalendar):
        imports.receive(ada, filename="x.ics", data=b" \r\n", now=NOW)

    assert not Import.objects.exists()


def test_receive_keeps_the_last_part_of_a_file_name(ada: UUID) -> None:
    imports.receive(ada, filename="C:\\Users\\..\\ada/../my.ics", data=ics(PARTY), now=NOW)

    assert queries.recent(ada)[0].filename == "my.ics"


def test_receive_stops_at_ten_files_that_wait(ada: UUID) -> None:
    for _ in range(10):
        imports.receive(ada, filename="x.ics", data=ics(PARTY), now=NOW)

    with pytest.raises(errors.TooMany):
        imports.receive(ada, filename="x.ics", data=ics(PARTY), now=NOW)


def test_a_reading_that_dies_twice_is_refused(ada: UUID) -> None:
    import_id = imports.receive(ada, filename="bomb.ics", data=ics(PARTY), now=NOW)

    for minutes in (0, 10):
        (claimed,) = work.claim_due(now=NOW + timedelta(minutes=minutes))
        assert work.begin(claimed, now=NOW + timedelta(minutes=minutes))
    last = work.claim_due(now=NOW + timedelta(minutes=20))

    assert last == ()
    assert queries.view(ada, import_id).stage == "refused"
    assert queries.view(ada, import_id).error


def test_finish_is_fenced_by_the_lease(ada: UUID) -> None:
    import_id = imports.receive(ada, filename="x.ics", data=ics(PARTY), now=NOW)
    (first,) = work.claim_due(now=NOW)
    (second,) = work.claim_due(now=NOW + timedelta(minutes=10))
    answer = ical_process.answer(ics(PARTY), Source.UPLOAD)

    assert work.begin(first, now=NOW) is None
    assert not work.keep(first, answer, now=NOW)
    assert not work.refuse(first, now=NOW)
    assert work.begin(second, now=NOW)
    assert work.keep(second, answer, now=NOW)
    assert not work.compare(first, now=NOW)
    assert work.compare(second, now=NOW)
    assert queries.view(ada, import_id).stage == "ready"


def test_discard_throws_the_bytes_away_and_stops_the_reading(ada: UUID) -> None:
    import_id = imports.receive(ada, filename="x.ics", data=ics(PARTY), now=NOW)
    (claimed,) = work.claim_due(now=NOW)

    imports.discard(ada, import_id, now=NOW)

    assert work.begin(claimed, now=NOW) is None
    assert bytes(Import.objects.get().data) == b""
    assert queries.recent(ada) == ()
    with pytest.raises(errors.Stale):
        imports.confirm(ada, import_id, now=NOW)


def test_a_large_file_is_written_in_pieces_of_few_queries(ada: UUID) -> None:
    import_id = read_in(ada, ics(*(vevent(f"{number}@work", f"Meeting {number}") for number in range(1200))))
    imports.confirm(ada, import_id, now=NOW)
    (claimed,) = work.claim_due(now=NOW)
    work.begin(claimed, now=NOW)
    seen = []

    for batch in work.plan(claimed, now=NOW):
        with CaptureQueriesContext(connection) as queries_made:
            work.write(claimed, batch, now=NOW)
        progress = queries.view(ada, import_id).progress
        seen.append((progress.done_count, progress.total_count, Event.objects.count()))
        assert len(queries_made) < 30
    work.done(claimed, now=NOW)

    assert seen == [(500, 1200, 500), (1000, 1200, 1000), (1200, 1200, 1200)]
    assert len(queries.view(ada, import_id).added) == 1200


def test_a_writing_that_died_goes_on_where_it_stopped(ada: UUID) -> None:
    import_id = read_in(ada, ics(*(vevent(f"{number}@work", f"Meeting {number}") for number in range(700))))
    imports.confirm(ada, import_id, now=NOW)
    (first,) = work.claim_due(now=NOW)
    work.begin(first, now=NOW)
    batches = work.plan(first, now=NOW)
    work.write(first, next(batches), now=NOW)

    work_on_imports(now=NOW + timedelta(minutes=10))

    late = next(batches)
    assert not work.write(first, late, now=NOW + timedelta(minutes=10))
    view = queries.view(ada, import_id)
    assert (view.stage, len(view.added), view.progress.done_count) == ("applied", 700, 700)
    assert Event.objects.count() == 700


def test_a_writing_that_died_twice_can_be_asked_for_again(ada: UUID) -> None:
    import_id = read_in(ada, ics(PARTY))
    imports.confirm(ada, import_id, now=NOW)
    for minutes in (0, 10):
        (claimed,) = work.claim_due(now=NOW + timedelta(minutes=minutes))
        work.begin(claimed, now=NOW + timedelta(minutes=minutes))
    work.claim_due(now=NOW + timedelta(minutes=20))

    before = queries.view(ada, import_id).stage
    after = apply(ada, import_id, now=NOW + timedelta(minutes=21)).stage

    assert (before, after, titles(ada)) == ("ready", "applied", ["Office party"])


def test_what_changes_while_it_is_worked_out_is_seen(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party", "SEQUENCE:1")))
    party = window(couple.ada)[0].event_id
    events.show(couple.ada, party, Visibility.PRIVATE, now=NOW)
    import_id = read_in(couple.ada, ics(vevent("party@work", "Big party", "SEQUENCE:2")))
    imports.confirm(couple.ada, import_id, now=NOW)
    (claimed,) = work.claim_due(now=NOW)
    work.begin(claimed, now=NOW)
    (batch,) = work.plan(claimed, now=NOW)
    before = version(couple.ben)

    events.show(couple.ada, party, Visibility.SHARED, now=NOW)
    work.write(claimed, batch, now=NOW)

    assert titles(couple.ben) == ["Big party"]
    assert version(couple.ben) == before + 2


def test_a_file_may_be_written_without_a_second_yes(couple: Couple) -> None:
    import_id = imports.receive(couple.ada, filename="a.ics", data=ics(PARTY), apply=True, now=NOW)

    work_on_imports()

    assert queries.view(couple.ada, import_id).stage == "applied"
    assert (titles(couple.ada), titles(couple.ben)) == (["Office party"], [""])


def test_a_preview_that_nobody_confirms_is_thrown_away_after_a_month(ada: UUID) -> None:
    forgotten, later = read_in(ada, ics(PARTY)), NOW + timedelta(days=30)

    swept = imports.sweep(now=later - timedelta(seconds=1)), imports.sweep(now=later)

    assert swept == (0, 1)
    assert (queries.view(ada, forgotten).stage, Import.objects.get().parsed) == ("discarded", "")


def test_a_file_that_is_being_written_is_not_thrown_away(ada: UUID) -> None:
    import_id = read_in(ada, ics(PARTY))
    imports.confirm(ada, import_id, now=NOW)
    imports.confirm(ada, import_id, now=NOW)

    with pytest.raises(errors.Stale):
        imports.discard(ada, import_id, now=NOW)

    assert queries.view(ada, import_id).stage == "applying"


def test_a_file_with_more_events_than_fit_is_refused_with_the_number(ada: UUID, settings: Settings) -> None:
    settings.IMPORT_MAX_EVENTS = 2

    fits = read_in(ada, ics(PARTY, CHOIR))
    refused = read_in(ada, ics(PARTY, CHOIR, vevent("third@work", "Third")))

    assert queries.view(ada, fits).stage == "ready"
    assert queries.view(ada, refused).stage == "refused"
    assert "more than 2 events" in queries.view(ada, refused).error


def test_nobody_finds_an_import_that_is_not_there(ada: UUID) -> None:
    with pytest.raises(errors.NotFound):
        queries.view(ada, uuid4())


def test_all_that_files_brought_is_taken_out_again_and_what_was_said_stays(couple: Couple) -> None:
    import_id = bring_in(couple.ada, ics(PARTY, CHOIR))
    imports.share(couple.ada, import_id, list(Event.objects.values_list("id", flat=True)), now=NOW)
    party = next(one for one in window(couple.ada) if one.title == "Office party")
    flag_id = flags.flag(couple.ada, party.event_id, "", level=2, now=NOW)
    event(couple.ada, "Dinner", NOW + timedelta(days=2))
    seen = version(couple.ben)

    imports.take_out(couple.ada, Import.objects.get().calendar_id, now=NOW)

    assert (titles(couple.ada), titles(couple.ben)) == (["Dinner"], ["Dinner"])
    assert version(couple.ben) > seen
    assert (Flag.objects.get().id, Import.objects.count()) == (flag_id, 0)
    assert not Reminder.objects.filter(person_id=couple.ada, state="pending").exists()
    assert apply(couple.ada, read_in(couple.ada, ics(PARTY, CHOIR))).stage == "applied"
    assert len(titles(couple.ada)) == 5


def test_only_ones_own_imports_are_taken_out_and_not_while_they_come_in(couple: Couple) -> None:
    import_id = bring_in(couple.ada, ics(PARTY))
    brought = Import.objects.get(id=import_id).calendar_id
    own = Calendar.objects.get(owner_id=couple.ada, source=Calendar.Source.OWN).id

    for who, which in ((couple.ben, brought), (couple.stranger, brought), (couple.ada, own)):
        with pytest.raises(errors.NotFound):
            imports.take_out(who, which, now=NOW)
    Import.objects.update(stage=Import.Stage.APPLYING)
    with pytest.raises(errors.Stale):
        imports.take_out(couple.ada, brought, now=NOW)

    assert titles(couple.ada) == ["Office party"]
