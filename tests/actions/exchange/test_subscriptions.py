"""What a person does with an outside calendar, and what stays theirs."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from planner import errors
from planner.actions.calendar import bulk, events
from planner.actions.exchange import subscriptions as deeds
from planner.actions.exchange import subscriptions_work as work
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.feed_choices import Choices, Scope
from planner.core.visibility import Visibility
from planner.ical.parsed import Source
from planner.ical.read import read
from planner.models import Calendar, Event, Flag, Subscription
from planner.queries.calendar import event_views
from planner.queries.exchange import feed_bodies, subscriptions
from planner.queries.people import who as who_queries
from tests.factories import NOW, Couple, ics, titles, version, vevent, window
from tests.privacy import files

pytestmark = pytest.mark.django_db
URL = "webcal://ada:s3cret@calendars.example/private-4711/basic.ics"
PARTY, CHOIR = vevent("party@work", "Office party"), vevent("choir@town", "Choir")


@pytest.fixture
def kept(couple: Couple) -> UUID:
    """A subscription of Ada's that was read."""
    made = deeds.subscribe(couple.ada, address=URL, name="Work", now=NOW)
    files.refresh(made, ics(PARTY, CHOIR), now=NOW)
    return made


def test_address_name_and_password_are_encrypted_and_only_the_host_is_shown(couple: Couple) -> None:
    made = deeds.subscribe(couple.ada, address=URL, now=NOW)

    row, view = Subscription.objects.get(), subscriptions.one(couple.ada, made, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Subscription._meta.db_table}")
        stored = b"".join(bytes(one) for one in cursor.fetchone() if isinstance(one, bytes | memoryview))

    assert (row.url, row.username, row.password) == (
        "https://calendars.example/private-4711/basic.ics",
        "ada",
        "s3cret",
    )
    assert b"4711" not in stored and b"s3cret" not in stored
    assert (view.name, view.host, view.has_password) == ("calendars.example",) * 2 + (True,)
    assert "4711" not in repr(view) and "s3cret" not in repr(subscriptions.work(row.id, row.id, now=NOW))


def test_nobody_else_can_do_anything_with_it(couple: Couple, kept: UUID) -> None:
    for other in (couple.ben, couple.stranger):
        assert subscriptions.subscriptions(other, now=NOW) == ()
        for deed in (
            lambda who: subscriptions.one(who, kept, now=NOW),
            lambda who: subscriptions.not_shared(who, kept, now=NOW),
            lambda who: deeds.edit(who, kept, name="x", now=NOW),
            lambda who: deeds.refresh_now(who, kept, now=NOW),
            lambda who: deeds.confirm_empty(who, kept, now=NOW),
            lambda who: deeds.show(who, kept, Visibility.SHARED, now=NOW),
            lambda who: deeds.share(who, kept, [], now=NOW),
            lambda who: deeds.unsubscribe(who, kept, now=NOW),
        ):
            with pytest.raises(errors.NotFound):
                deed(other)


def test_the_other_sees_when_it_is_busy_and_what_is_shown_to_them(couple: Couple, kept: UUID) -> None:
    assert titles(couple.ben) == [""]
    asked = subscriptions.not_shared(couple.ada, kept, now=NOW)

    deeds.share(couple.ada, kept, [asked[0].id], now=NOW)
    assert sorted(titles(couple.ben)) == ["", asked[0].title]
    deeds.show(couple.ada, kept, Visibility.SHARED, now=NOW)
    assert sorted(titles(couple.ben)) == ["Choir", "Office party"]
    seen = version(couple.ben)
    deeds.show(couple.ada, kept, Visibility.PRIVATE, now=NOW)

    assert titles(couple.ben) == []
    assert version(couple.ben) > seen
    assert Calendar.objects.get(source="subscription").visibility == "private"


def test_what_comes_from_outside_is_not_edited_here(couple: Couple, kept: UUID) -> None:
    party = Event.objects.get(uid="party@work")

    assert not event_views.event(couple.ada, party.id, now=NOW).can_edit
    with pytest.raises(errors.NotAllowed):
        events.delete(couple.ada, party.id, now=NOW)


def test_an_edit_changes_what_is_given_and_starts_again(couple: Couple, kept: UUID) -> None:
    deeds.edit(couple.ada, kept, name="Office", now=NOW)
    quiet = Subscription.objects.get()
    deeds.edit(couple.ada, kept, password="new", now=NOW)
    secret = Subscription.objects.get()
    deeds.edit(couple.ada, kept, address="https://other.example/cal", now=NOW)
    moved = Subscription.objects.get()

    assert (quiet.calendar.name, quiet.content_hash) == ("Office", moved.content_hash or quiet.content_hash)
    assert quiet.next_at > NOW and quiet.content_hash
    assert (secret.username, secret.password, secret.next_at, secret.content_hash) == ("ada", "new", NOW, "")
    assert (moved.url, moved.username, moved.password) == ("https://other.example/cal", "", "")
    assert moved.held == quiet.held
    with pytest.raises(errors.Invalid):
        deeds.edit(couple.ada, kept, address="http://a:b@other.example/", now=NOW)


def test_refresh_now_is_at_once_but_not_again_and_again(couple: Couple, kept: UUID) -> None:
    with pytest.raises(errors.TooOften):
        deeds.refresh_now(couple.ada, kept, now=NOW + timedelta(seconds=50))

    later = NOW + timedelta(minutes=2)
    deeds.refresh_now(couple.ada, kept, now=later)
    (claimed,) = work.claim_due(now=later)
    deeds.refresh_now(couple.ada, kept, now=later)

    assert work.trouble(claimed, "unreachable", now=later)


def test_it_ends_with_its_events_and_what_was_said_of_them_stays(couple: Couple, kept: UUID) -> None:
    party = Event.objects.get(uid="party@work")
    flags.flag(couple.ada, party.id, "", level=2, share_level=True, now=NOW)

    deeds.unsubscribe(couple.ada, kept, now=NOW)

    assert not Event.objects.exists() and not Calendar.objects.filter(source="subscription").exists()
    assert Flag.objects.get().level_shared_at is None
    assert titles(couple.ben) == []


def test_each_has_so_many_and_none_twice(ada: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "MOST", 2)
    deeds.subscribe(ada, address="https://one.example/", now=NOW)
    with pytest.raises(errors.Invalid):
        deeds.subscribe(ada, address="webcal://one.example", now=NOW)
    deeds.subscribe(ada, address="https://two.example/", now=NOW)
    with pytest.raises(errors.TooMany):
        deeds.subscribe(ada, address="https://three.example/", now=NOW)


def test_it_goes_on_when_the_two_part(couple: Couple, kept: UUID) -> None:
    people.leave(couple.ada, now=NOW)

    assert titles(couple.ben) == []
    assert len(subscriptions.subscriptions(couple.ada, now=NOW)) == 1
    assert work.claim_due(now=NOW + timedelta(hours=2))


ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT5M", "END:VALARM")


@pytest.mark.parametrize("visibility", Visibility)
def test_a_change_that_the_other_does_not_see_is_in_no_byte_of_theirs(
    couple: Couple, kept: UUID, visibility: Visibility
) -> None:
    deeds.show(couple.ada, kept, visibility, now=NOW)
    if visibility is Visibility.SHARED:
        flags.flag(couple.ben, files.event_of(couple.ada, "party@work"), "", level=1, now=NOW)
    scopes = [Choices(scope=scope) for scope in Scope]

    def bens() -> list[object]:
        who = who_queries.of(couple.ben)
        return [version(couple.ben), *(feed_bodies.body(who, one, language="en") for one in scopes)]

    before = bens()
    for day, more in enumerate((("ATTENDEE:mailto:guest@example.org",), ("X-NOTE:mine",), ALARM), 1):
        party = vevent("party@work", "Office party", "SEQUENCE:7", *more)
        files.refresh(kept, ics(party, CHOIR), now=NOW + timedelta(days=day))
        assert bens() == before


def test_what_is_hidden_while_it_is_being_read_is_hidden(couple: Couple, kept: UUID) -> None:
    deeds.show(couple.ada, kept, Visibility.SHARED, now=NOW)
    source = read(ics(vevent("late", "Come late")), source=Source.REFRESH)
    (made,) = [bulk.fresh(Subscription.objects.get().calendar, one, now=NOW) for one in source.objects]

    deeds.show(couple.ada, kept, Visibility.PRIVATE, now=NOW)
    bulk.write(who_queries.of(couple.ada), [made], by=None, now=NOW)

    assert Event.objects.get(uid="late").visibility == Visibility.PRIVATE
    assert window(couple.ben) == ()
