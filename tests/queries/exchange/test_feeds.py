"""A phone's calendar: correct for clients, silent about what its owner may not see, 304 by version."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta
from hashlib import sha256
from importlib import import_module
from uuid import UUID, uuid4

import icalendar
import pytest
from django.apps import apps

from planner import errors
from planner.actions.calendar import events
from planner.actions.exchange import feeds
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.feed_choices import Choices
from planner.core.plan.plan_content import Ask, Content, Leaving
from planner.core.visibility import Visibility
from planner.models import Calendar, Event, Feed
from planner.queries.exchange import feeds as queries
from planner.queries.exchange.feeds import Rendered
from tests.factories import EVENING, NOW, Couple, bring_in, event, form, ics, vevent

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
SHARED, BUSY, PRIVATE = Visibility
LATER = NOW + timedelta(hours=1)


def feed(owner: UUID) -> str:
    return feeds.create(owner, name="Phone", now=NOW)[1]


def fetch(token: str) -> Rendered:
    """What a phone gets, kept for the next one that asks."""
    handle = queries.by_token(token)
    made = queries.rendered(handle)
    if not made.is_kept:
        feeds.keep(handle.id, made)
    return made


def shown(owner: UUID) -> list[icalendar.Component]:
    """The VEVENTs that a client finds, by their start."""
    found = icalendar.Calendar.from_ical(fetch(feed(owner)).body).walk("VEVENT")
    return sorted(found, key=lambda one: str(one["DTSTART"].to_ical()))


def test_feed_holds_what_each_partner_may_see(couple: Couple) -> None:
    for visibility, hour in zip(Visibility, (8, 12, 16), strict=True):
        event(couple.ada, f"{visibility} of Ada", EVENING.replace(hour=hour), visibility=visibility)

    assert [str(one["SUMMARY"]) for one in shown(couple.ada)] == [
        "shared of Ada",
        "busy of Ada",
        "private of Ada",
    ]
    assert [str(one["SUMMARY"]) for one in shown(couple.ben)] == ["shared of Ada", "Busy"]
    assert shown(couple.stranger) == []


def test_feed_has_what_clients_need(couple: Couple) -> None:
    event(couple.ada)

    made = fetch(feed(couple.ben))
    lines = made.body.split(b"\r\n")

    assert made.etag == sha256(made.body).hexdigest()
    for line in (
        b"NAME:Alongside",
        b"X-WR-CALNAME:Alongside",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
        b"COLOR:teal",
        b"TZID:Europe/Berlin",
        b"DTSTART;TZID=Europe/Berlin:20261120T190000",
    ):
        assert line in lines
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75


def test_the_others_copy_carries_no_person_alarm_or_unknown_property(couple: Couple) -> None:
    inner = ("ATTENDEE:mailto:boss@example.org", "ORGANIZER:mailto:boss@example.org", "X-SECRET:canary")
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:canary", "END:VALARM")
    bring_in(couple.ada, ics(vevent("party@work", "Party", "DESCRIPTION:canary", *inner, *alarm)))
    Event.objects.update(visibility=SHARED)

    mine, theirs = fetch(feed(couple.ada)).body, fetch(feed(couple.ben)).body

    assert b"X-SECRET:canary" in mine and b"boss@example.org" in mine
    assert b"VALARM" not in mine
    assert b"SUMMARY:Party" in theirs
    assert b"canary" not in theirs and b"boss" not in theirs


def test_a_parameter_is_for_its_owner_alone_and_not_for_a_feed_without_titles(couple: Couple) -> None:
    noted = (
        "UID;X-N=canary:party@work",
        "DTSTART;X-N=canary;TZID=Europe/Berlin:20261120T190000",
        'DTEND;TZID=Europe/Berlin;X-N="canary:":20261120T200000',
        'SUMMARY;LANGUAGE=canary;ALTREP="https://canary.example/":Party',
        "LOCATION;X-N=a-long-way-to-go-before-it-is-told-that-this-parameter-is-folded-\r\n canary:Hall",
        "TRANSP;X-N=canary:OPAQUE",
    )
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END;X-N=canary:-PT15M", "END:VALARM")
    bring_in(couple.ada, ics("\r\n".join(("BEGIN:VEVENT", *noted, *alarm, "END:VEVENT"))))
    events.show(couple.ada, Event.objects.get().id, SHARED, now=NOW)
    discreet = feeds.create(
        couple.ada, name="Phone", choices=Choices(with_titles=False, with_alarms=True), now=NOW
    )[1]

    mine, theirs, on_the_lock_screen = (
        fetch(each).body for each in (feed(couple.ada), feed(couple.ben), discreet)
    )

    assert b"UID;X-N=canary:" in mine and b"ALTREP" in mine
    assert b"canary" not in theirs and b"canary" not in on_the_lock_screen
    for line in (b"UID:party@work", b"DTSTART;TZID=Europe/Berlin:20261120T190000", b"SUMMARY:Party"):
        assert line + b"\r\n" in theirs
    assert b"LOCATION:Hall\r\n" in theirs and b"TRIGGER;RELATED=END:-PT15M\r\n" in on_the_lock_screen


def test_a_busy_block_is_identical_whatever_happens_to_the_rest(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party", "LAST-MODIFIED:20261001T000000Z")))
    token = feed(couple.ben)
    row = Event.objects.get()
    before = fetch(token)

    events.edit(couple.ada, row.id, form("Canary", visibility=BUSY, location="Canary Wharf"), now=LATER)
    retimed = fetch(token)
    events.edit(
        couple.ada,
        row.id,
        form("Quiet", visibility=BUSY, description="canary"),
        now=LATER + timedelta(hours=1),
    )
    renamed = fetch(token)

    assert b"party@work" not in before.body and str(row.id).encode() not in before.body
    assert b"SUMMARY:Busy" in before.body
    assert b"anary" not in retimed.body
    assert renamed == retimed
    assert queries.by_token(token).is_fresh


def test_a_busy_block_has_another_name_for_each_viewer_and_keeps_it(couple: Couple) -> None:
    event(couple.ada, visibility=BUSY)

    (first,), (again,) = shown(couple.ben), shown(couple.ben)

    assert first["UID"] == again["UID"]
    assert str(Event.objects.get().id) not in str(first["UID"])


def test_a_private_event_leaves_the_others_feed_as_it_was(couple: Couple) -> None:
    event(couple.ada)
    token = feed(couple.ben)
    before = fetch(token)

    hidden = event(couple.ada, "Surprise", visibility=PRIVATE, now=LATER)
    flags.flag(couple.ada, hidden, "", level=3, note="dread", now=LATER)
    events.delete(couple.ada, hidden, now=LATER)

    assert queries.by_token(token).is_fresh
    assert fetch(token) == before


def test_an_unchanged_feed_costs_one_query(couple: Couple, django_assert_num_queries: Counting) -> None:
    event(couple.ada)
    token = feed(couple.ada)
    made = fetch(token)

    with django_assert_num_queries(1):
        handle = queries.by_token(token)

    assert handle.is_fresh
    assert (handle.etag, handle.last_modified) == (made.etag, made.last_modified)


@pytest.mark.parametrize(("many", "number_of_queries"), [(1, 6), (2, 7), (12, 7)])
def test_a_rendering_takes_six_queries_with_busy_times_seven_and_a_kept_one_another(
    couple: Couple, django_assert_num_queries: Counting, many: int, number_of_queries: int
) -> None:
    for number in range(many):
        event(couple.ada, f"Event {number}", visibility=(SHARED, BUSY)[number % 2])
    token = feed(couple.ben)
    handle = queries.by_token(token)

    with django_assert_num_queries(number_of_queries):
        made = queries.rendered(handle)
    feeds.keep(handle.id, made)
    handle = queries.by_token(token)
    with django_assert_num_queries(1):
        kept = queries.rendered(handle)

    assert kept == made
    assert kept.is_kept and not made.is_kept


def test_a_change_makes_the_feed_anew_and_a_deletion_moves_its_time(couple: Couple) -> None:
    party = event(couple.ada)
    token = feed(couple.ben)
    first = fetch(token)

    events.delete(couple.ada, party, now=LATER)
    handle = queries.by_token(token)
    second = queries.rendered(handle)

    assert not handle.is_fresh
    assert second.etag != first.etag
    assert (first.last_modified, second.last_modified) == (NOW, LATER)


def test_what_changes_twice_within_a_second_has_two_dates(couple: Couple) -> None:
    token, second = feed(couple.ada), timedelta(seconds=1)
    party = event(couple.ada, now=NOW)
    first = fetch(token)

    events.edit(couple.ada, party, form("Another"), now=NOW + second / 4)
    renamed = fetch(token)
    flags.flag(couple.ada, party, "", level=1, now=LATER)
    flagged = fetch(token)

    assert renamed.last_modified == first.last_modified + second
    assert (flagged.etag, flagged.last_modified) == (renamed.etag, renamed.last_modified)


def test_texts_that_are_missing_or_of_another_visibility_are_made_anew(couple: Couple) -> None:
    alarm = ("BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT15M", "END:VALARM")
    bring_in(couple.ada, ics(vevent("party@work", "Party", *alarm)))
    event(couple.ada, "Choir", visibility=BUSY)
    token, theirs = feed(couple.ada), feed(couple.ben)
    mine = fetch(token).body

    Event.objects.filter(uid="party@work").update(visibility=SHARED)
    Event.objects.exclude(uid="party@work").update(visibility=PRIVATE)
    shared = fetch(theirs).body
    Event.objects.update(visibility=BUSY)
    Event.objects.update(is_plain=False, own_text=b"")
    Feed.objects.update(body_version=0)

    assert fetch(token).body == mine
    assert (shared.count(b"BEGIN:VEVENT"), b"SUMMARY:Party" in shared) == (1, True)
    busy = fetch(theirs).body
    assert (busy.count(b"SUMMARY:Busy"), b"Party" in busy, b"party@work" in busy) == (2, False, False)


def test_rows_from_before_there_were_texts_are_filled(couple: Couple) -> None:
    event(couple.ada, "Choir")
    bring_in(couple.ada, ics(vevent("party@work", "Party", "STATUS:CANCELLED"), vevent("b@work", "B")))
    columns = ("id", "is_plain", "own_text", "other_text")
    before = list(Event.objects.order_by("id").values_list(*columns))
    Event.objects.update(is_plain=False, own_text=b"", other_text=b"")

    import_module("planner.migrations.0006_fill_feed_texts").fill(apps, None)

    assert list(Event.objects.order_by("id").values_list(*columns)) == before


def test_an_old_rendering_never_replaces_a_newer_one(couple: Couple) -> None:
    token = feed(couple.ada)
    fetch(token)
    Feed.objects.update(body_version=10**6)

    fetch(token)

    assert Feed.objects.get().body_version == 10**6


def test_sequence_grows_when_the_time_changes(couple: Couple) -> None:
    party = event(couple.ada)
    (before,) = shown(couple.ben)

    events.edit(couple.ada, party, form(start=EVENING + timedelta(days=1)), now=LATER)

    (after,) = shown(couple.ben)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == LATER


def test_the_others_copy_tells_nothing_of_changes_from_before_it_was_shared(couple: Couple) -> None:
    party = event(couple.ada, visibility=PRIVATE)
    for days in (3, 2, 1):
        moved = form(start=EVENING + timedelta(days=days), visibility=PRIVATE)
        events.edit(couple.ada, party, moved, now=NOW + timedelta(minutes=days))
    again = event(couple.ada, start=EVENING + timedelta(days=1), visibility=PRIVATE, now=LATER)
    for one in (party, again):
        events.show(couple.ada, one, SHARED, now=LATER)

    first, second = ({key: one[key] for key in one if key != "UID"} for one in shown(couple.ben))

    assert first == second
    assert (first["DTSTAMP"].dt, first["LAST-MODIFIED"].dt, "CREATED" in first) == (LATER, LATER, False)


def test_a_cancelled_instance_becomes_an_exdate_and_a_cancelled_event_nothing(couple: Couple) -> None:
    series = vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=3", start="20261110T190000Z")
    off = vevent(
        "choir@town", "Choir", "RECURRENCE-ID:20261117T190000Z", "STATUS:CANCELLED", start="20261117T190000Z"
    )
    bring_in(couple.ada, ics(series, off, vevent("off@work", "Off", "STATUS:CANCELLED")))

    (choir,) = shown(couple.ada)

    assert choir["EXDATE"].to_ical() == b"20261117T190000Z"
    assert b"CANCELLED" not in fetch(feed(couple.ada)).body


def test_a_plan_says_nothing_in_a_feed(couple: Couple) -> None:
    party = event(couple.ada)
    tokens = [feed(owner) for owner in (couple.ada, couple.ben)]
    before = [fetch(token).body for token in tokens]

    plan_id = plans.start(couple.ada, party, "", now=LATER)
    content = Content(asks=(Ask("a1", couple.ada, "Stay near me."),), leaving=Leaving(time(22, 30)))
    plans.propose(couple.ada, plan_id, content, base=0, now=LATER)

    assert [fetch(token).body for token in tokens] == before


def test_a_missing_dtstamp_comes_from_the_row(couple: Couple) -> None:
    bring_in(couple.ada, ics("UID:bare@work\nDTSTART:20261120T180000Z\nSUMMARY:Bare"))

    (bare,) = shown(couple.ada)

    assert bare["DTSTAMP"].dt == NOW


def test_ones_own_subscriptions_are_left_to_the_phone(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party")))
    Calendar.objects.filter(source="import").update(source="subscription")
    Event.objects.update(visibility=SHARED)

    assert shown(couple.ada) == []
    assert [str(one["SUMMARY"]) for one in shown(couple.ben)] == ["Party"]


def test_a_uid_in_two_of_ones_calendars_is_there_once_the_older_one(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party"), vevent("b@work", "B")))
    older = Calendar.objects.get(owner_id=couple.ada, events__uid="party@work")
    newer = Calendar.objects.create(
        owner_id=couple.ada, name="Work", source="import", visibility=PRIVATE, created_at=LATER
    )
    copy = Event.objects.get(calendar=older, uid="party@work")
    copy.pk, copy.calendar, copy.created_at = uuid4(), newer, LATER
    copy.is_plain, copy.own_text = False, b"the newer one"
    before = fetch(feed(couple.ada)).body

    copy.save(force_insert=True)

    assert before.count(b"BEGIN:VEVENT") == 2
    assert fetch(feed(couple.ada)).body == before


@pytest.mark.parametrize("token", ["", "x", "\udcff", "y" * 5_000])
def test_an_unknown_address_leads_nowhere(couple: Couple, token: str) -> None:
    feed(couple.ada)

    with pytest.raises(errors.NotFound):
        queries.by_token(token)
