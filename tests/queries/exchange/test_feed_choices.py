"""What a feed holds by what its owner chose for it; nothing in it says why."""

from datetime import timedelta
from uuid import UUID

import icalendar
import pytest

from planner.actions.calendar import events
from planner.actions.exchange import feeds
from planner.actions.feelings import flags
from planner.core.feed_choices import Choices, Scope
from planner.core.visibility import Visibility
from planner.models import Calendar, Event, Feed
from planner.queries.exchange import feeds as queries
from planner.queries.exchange.feeds import Rendered
from tests.factories import EVENING, NOW, Couple, bring_in, event, ics, version, vevent

pytestmark = pytest.mark.django_db
SHARED, BUSY, PRIVATE = Visibility
LATER = NOW + timedelta(hours=1)
FLAGGED, OURS = Choices(scope=Scope.FLAGGED), Choices(scope=Scope.OURS)
ALARM = (
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "DESCRIPTION:canary",
    "END:VALARM",
)


def feed(owner: UUID, choices: Choices) -> str:
    return feeds.create(owner, name="Phone", choices=choices, now=NOW)[1]


def fetch(token: str) -> Rendered:
    handle = queries.by_token(token)
    made = queries.rendered(handle)
    feeds.keep(handle.id, made)
    return made


def shown(owner: UUID, choices: Choices) -> list[icalendar.Component]:
    found = icalendar.Calendar.from_ical(fetch(feed(owner, choices)).body).walk("VEVENT")
    return sorted(found, key=lambda one: str(one["DTSTART"].to_ical()))


def titles(owner: UUID, choices: Choices) -> list[str]:
    return [str(one["SUMMARY"]) for one in shown(owner, choices)]


def flag(owner: UUID, event_id: UUID, recurrence_id: str = "", *, share: bool = False) -> UUID:
    return flags.flag(owner, event_id, recurrence_id, level=2, note="canary", share_level=share, now=NOW)


def test_only_flagged_means_the_flags_that_this_person_may_see(couple: Couple) -> None:
    quiet, told, _ = (event(couple.ada, title) for title in ("Quiet", "Told", "Plain"))
    event(couple.ada, "Busy", visibility=BUSY)
    flag(couple.ada, quiet)
    flag(couple.ada, told, share=True)

    assert sorted(titles(couple.ada, FLAGGED)) == ["Quiet", "Told"]
    assert titles(couple.ben, FLAGGED) == ["Told"]
    assert titles(couple.stranger, FLAGGED) == []


def test_nothing_in_it_says_flagged(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada, "Office party"), share=True)

    one, all_of_it = (fetch(feed(couple.ben, chosen)).body for chosen in (FLAGGED, Choices()))

    assert one == all_of_it
    assert b"flag" not in one.lower() and b"canary" not in one


def test_one_flagged_date_of_a_series_comes_alone_and_as_an_event_of_its_own(couple: Couple) -> None:
    choir = event(couple.ada, "Choir", EVENING, rrule="FREQ=WEEKLY")
    flag(couple.ada, choir, "20261127T190000")

    (one,), (again,) = shown(couple.ada, FLAGGED), shown(couple.ada, FLAGGED)

    assert [name for name in ("RRULE", "EXDATE", "RECURRENCE-ID") if name in one] == []
    assert one["DTSTART"].to_ical() == b"20261127T190000"
    assert one["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert one["DTEND"].to_ical() == b"20261127T230000"
    assert one["UID"] == again["UID"] != Event.objects.get().uid


def test_a_flagged_date_is_the_override_that_speaks_for_it(couple: Couple) -> None:
    day = "DTSTART;VALUE=DATE:20261120"
    series = f"UID:off@work\nDTSTAMP:20261001T000000Z\n{day}\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:Off"
    moved = f"UID:off@work\nDTSTAMP:20261001T000000Z\nRECURRENCE-ID;VALUE=DATE:20261121\n{day}\nSUMMARY:Moved"
    gone = f"UID:off@work\nRECURRENCE-ID;VALUE=DATE:20261122\n{day}\nSTATUS:CANCELLED"
    bring_in(couple.ada, ics(series, gone, moved))
    row = Event.objects.get()
    for key in ("20261121", "20261123"):
        flag(couple.ada, row.id, key)

    first, second = shown(couple.ada, FLAGGED)

    assert [str(one["SUMMARY"]) for one in (first, second)] == ["Moved", "Off"]
    assert [one["DTSTART"].to_ical() for one in (first, second)] == [b"20261120", b"20261123"]
    assert [one["DTEND"].to_ical() for one in (first, second)] == [b"20261121", b"20261124"]


def test_a_flag_moves_the_version_of_those_who_see_it_and_of_no_other(couple: Couple) -> None:
    party = event(couple.ada)
    mine, theirs = feed(couple.ada, FLAGGED), feed(couple.ben, FLAGGED)
    before, empty = fetch(mine), fetch(theirs)

    flag_id = flag(couple.ada, party)
    assert not queries.by_token(mine).is_fresh and queries.by_token(theirs).is_fresh
    assert (fetch(mine).etag != before.etag, fetch(theirs)) == (True, empty)

    flag(couple.ada, party, share=True)
    assert b"Office party" in fetch(theirs).body

    flags.unflag(couple.ada, flag_id, now=LATER)
    gone = fetch(theirs)
    assert (gone.body, gone.last_modified) == (empty.body, LATER)


def test_only_ours_is_what_both_know_to_be_theirs_together(couple: Couple) -> None:
    for title, world, visibility in (
        ("Weekend", "ours", SHARED),
        ("Surprise", "ours", PRIVATE),
        ("Shift", "ours", BUSY),
        ("Work", "mine", SHARED),
    ):
        event(couple.ada, title, world=world, visibility=visibility)

    assert titles(couple.ada, OURS) == titles(couple.ben, OURS) == ["Weekend"]


@pytest.mark.parametrize("scope", Scope)
def test_without_titles_nothing_but_the_times_is_left(couple: Couple, scope: Scope) -> None:
    lines = ("LOCATION:canary", "DESCRIPTION:canary", "X-CANARY:canary", "RRULE:FREQ=DAILY;COUNT=2")
    bring_in(couple.ada, ics(vevent("party@work", "canary", *lines, "ATTENDEE:mailto:canary", *ALARM)))
    Event.objects.update(visibility=SHARED, world="ours")
    flag(couple.ada, Event.objects.get().id, share=True)
    chosen = Choices(scope=scope, with_titles=False, with_alarms=True)

    mine, theirs = (fetch(feed(owner, chosen)).body for owner in (couple.ada, couple.ben))

    assert b"canary" not in mine.lower() + theirs.lower()
    for body in (mine, theirs):
        assert body.count(b"SUMMARY:Busy") == 1
        assert b"DTSTART:20261120T180000Z\r\n" in body and b"RRULE:FREQ=DAILY;COUNT=2\r\n" in body
    assert mine.count(b"ACTION:DISPLAY\r\nDESCRIPTION:Busy\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n") == 1
    assert b"VALARM" not in theirs


def test_alarms_are_ones_own_and_only_if_wanted(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party", *ALARM)))
    Event.objects.update(visibility=SHARED)
    wanted = Choices(with_alarms=True)

    assert b"BEGIN:VALARM" in fetch(feed(couple.ada, wanted)).body
    assert b"BEGIN:VALARM" not in fetch(feed(couple.ada, Choices())).body
    assert b"VALARM" not in fetch(feed(couple.ben, wanted)).body


def test_ones_own_subscriptions_come_if_wanted(couple: Couple) -> None:
    bring_in(couple.ada, ics(vevent("party@work", "Party")))
    Calendar.objects.filter(source="import").update(source="subscription")

    assert titles(couple.ada, Choices()) == []
    assert titles(couple.ada, Choices(with_subscriptions=True)) == ["Party"]


def test_other_choices_under_the_same_address_move_both_validators(couple: Couple) -> None:
    event(couple.ada)
    feed_id, token = feeds.create(couple.ada, name="Phone", now=NOW)
    before, seen = fetch(token), version(couple.ada)

    feeds.edit(couple.ada, feed_id, name="Watch", choices=Choices(with_titles=False))
    after = fetch(token)

    assert (after.etag != before.etag, after.last_modified > before.last_modified) == (True, True)
    assert queries.by_token(token).is_fresh
    assert [(one.name, one.choices.with_titles) for one in queries.feeds(couple.ada)] == [("Watch", False)]
    assert version(couple.ada) == seen


def test_what_was_made_for_earlier_choices_is_not_kept(couple: Couple) -> None:
    feed_id, token = feeds.create(couple.ada, name="Phone", now=NOW)
    handle = queries.by_token(token)
    made = queries.rendered(handle)

    feeds.edit(couple.ada, feed_id, name="Phone", choices=OURS)
    feeds.keep(handle.id, made)

    assert Feed.objects.get().body_version == 0


def test_a_hidden_event_leaves_the_others_flagged_feed(couple: Couple) -> None:
    party = event(couple.ada)
    flag(couple.ada, party, share=True)
    token = feed(couple.ben, FLAGGED)
    assert b"Office party" in fetch(token).body

    events.show(couple.ada, party, BUSY, now=LATER)

    assert b"VEVENT" not in fetch(token).body
