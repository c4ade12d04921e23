"""A source on a real server is read again and again, and whatever it does, nothing is lost by it."""

import gzip
import ssl
import threading
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db.models import F
from pytest_django import Settings

from planner.actions.exchange import subscriptions as deeds
from planner.actions.exchange import subscriptions_work as work
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.models import Event, Flag, Plan, Reminder, Subscription
from planner.queries.exchange import subscriptions as queries
from planner.queries.views import SubscriptionView
from tasks import subscriptions
from tasks.net.http import Limits
from tests.factories import Couple, ics, version, vevent
from tests.tasks import certificates
from tests.tasks.outside import Outside, Reply, drips, raw, says, serving

pytestmark = pytest.mark.django_db

TODAY = datetime.now(UTC).replace(microsecond=0)


def day(days: int, hour: int = 18) -> str:
    """A start so many days from now."""
    return (TODAY + timedelta(days=days)).strftime(f"%Y%m%dT{hour:02}0000Z")


PARTY = vevent("party@work", "Office party", start=day(20))
CHOIR = vevent("choir@town", "Choir", start=day(22))
BOTH = ics(PARTY, CHOIR)


@pytest.fixture
def source() -> Iterator[Outside]:
    with serving(says(BOTH)) as server:
        yield server


class Reader:
    """One subscription of Ada's, and what a tick makes of its source."""

    def __init__(self, ada: UUID, source: Outside, settings: Settings) -> None:
        settings.SUBSCRIPTION_ALLOW = [source.allowed]
        self.ada, self.source = ada, source
        self.id = deeds.subscribe(ada, address=source.url(), now=TODAY)

    def again(self, reply: Reply | None = None, *, deadline_s: float = 5) -> SubscriptionView:
        """What its owner reads after the next look, to which the source replies so."""
        if reply:
            self.source.reply = reply
        Subscription.objects.update(next_at=TODAY, state="pending", lease_token=None, ended_at=None)
        assert subscriptions.run(Limits(deadline_s, 1_000_000, [self.source.allowed])) == 1
        return queries.one(self.ada, self.id, now=datetime.now(UTC))

    def row(self) -> Subscription:
        return Subscription.objects.get(id=self.id)


@pytest.fixture
def reader(couple: Couple, source: Outside, settings: Settings) -> Reader:
    return Reader(couple.ada, source, settings)


def held(owner: UUID) -> list[tuple[str, str]]:
    """UID and start of each event that this person has from a source."""
    rows = Event.objects.filter(owner_id=owner, calendar__source="subscription").order_by("uid")
    return [(row.uid, row.first_start_at.strftime("%Y%m%dT%H%M%SZ")) for row in rows]


def untouched() -> list[object]:
    """All that must not move when nothing is new."""
    return list(Event.objects.order_by("uid").values_list("id", "ics", "changed_at", "fingerprint"))


def test_a_source_is_read_busy_by_default_and_called_what_it_calls_itself(
    reader: Reader, couple: Couple
) -> None:
    body = BOTH.replace(
        b"BEGIN:VEVENT", b"X-WR-CALNAME:Choir and work\r\nX-PUBLISHED-TTL:PT30M\r\nBEGIN:VEVENT", 1
    )

    seen = reader.again(says(body))

    assert (seen.name, seen.host, seen.event_count, seen.error) == ("Choir and work", "localhost", 2, "")
    assert held(couple.ada) == [("choir@town", day(22)), ("party@work", day(20))]
    assert set(Event.objects.values_list("visibility", flat=True)) == {"busy"}
    assert seen.next_at and timedelta(minutes=25) < seen.next_at - datetime.now(UTC) < timedelta(minutes=35)


@pytest.mark.parametrize(
    "headers",
    [('ETag: "one"',), ("Last-Modified: Sun, 01 Nov 2026 10:00:00 GMT",), ()],
    ids=["etag", "date", "none"],
)
def test_what_has_not_changed_is_not_read_again_and_touches_nobody(
    reader: Reader, couple: Couple, headers: tuple[str, ...]
) -> None:
    reader.again(says(BOTH, *headers))
    before, mine, theirs = untouched(), version(couple.ada), version(couple.ben)

    same = reader.again(says(status="304 Not Modified") if headers else says(BOTH))
    stamped = BOTH.replace(b"DTSTAMP:2026", b"DTSTAMP:2027")
    reordered = ics(CHOIR, PARTY).replace(b"DTSTAMP:20261001", b"DTSTAMP:20270101")
    for body in (stamped, reordered):
        assert reader.again(says(body, *headers)).error == ""

    sent = reader.source.requests[1]
    assert all(header.split(": ")[1] in sent for header in headers)
    assert same.error == ""
    assert untouched() == before
    assert (version(couple.ada), version(couple.ben)) == (mine, theirs)


def test_only_what_changed_is_rewritten(reader: Reader, couple: Couple) -> None:
    reader.again()
    choir = Event.objects.get(uid="choir@town").changed_at
    theirs = version(couple.ben)

    seen = reader.again(
        says(ics(vevent("party@work", "Big party", start=day(20)), CHOIR, vevent("new@x", "New")))
    )

    assert seen.event_count == 3
    assert "Big party" in Event.objects.get(uid="party@work").ics
    assert Event.objects.get(uid="choir@town").changed_at == choir
    assert version(couple.ben) > theirs  # a new busy time; a new title alone they would not notice


def test_a_title_that_changes_is_not_noticed_by_whoever_sees_only_the_time(
    reader: Reader, couple: Couple
) -> None:
    reader.again()
    mine, theirs = version(couple.ada), version(couple.ben)

    reader.again(says(ics(vevent("party@work", "Big party", start=day(20)), CHOIR)))

    assert version(couple.ada) > mine
    assert version(couple.ben) == theirs


def test_a_moved_event_keeps_its_flag_its_plan_and_its_reminders(reader: Reader, couple: Couple) -> None:
    reader.again()
    party = Event.objects.get(uid="party@work")
    flags.flag(couple.ada, party.id, "", level=2, now=TODAY)
    plans.start(couple.ada, party.id, "", now=TODAY)
    live = Reminder.objects.filter(person_id=couple.ada, state="pending", step="last-call")
    before = live.get().due_at

    reader.again(says(ics(vevent("party@work", "Office party", start=day(25)), CHOIR)))

    moved = Event.objects.get(id=party.id)
    assert moved.first_start_at == party.first_start_at + timedelta(days=5)
    assert Flag.objects.get().uid == Plan.objects.get().uid == moved.uid
    assert live.get().due_at == before + timedelta(days=5)
    assert Reminder.objects.filter(person_id=couple.ada, about="moved").exists()


def test_a_series_that_its_source_moves_takes_along_what_was_said_of_one_occurrence(
    reader: Reader, couple: Couple
) -> None:
    def choir(hour: int) -> bytes:
        return ics(vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=9", start=day(1, hour)), PARTY)

    reader.again(says(choir(18)))
    row = Event.objects.get(uid="choir@town")
    flags.flag(couple.ada, row.id, day(15), level=2, now=TODAY)
    plans.start(couple.ada, row.id, day(15), now=TODAY)
    live = Reminder.objects.filter(person_id=couple.ada, state="pending", step="last-call")

    reader.again(says(choir(19)))

    assert Flag.objects.get().recurrence_id == Plan.objects.get().recurrence_id == day(15, 19)
    assert live.get().recurrence_id == day(15, 19)
    draft = Plan.objects.get().drafts.get()
    assert draft.starts_at == datetime.strptime(day(15, 19), "%Y%m%dT%H%M%S%z")


def test_uids_that_change_at_every_fetch_flap_nothing(reader: Reader, couple: Couple) -> None:
    reader.again(says(ics(PARTY, CHOIR)))
    party = Event.objects.get(uid="party@work")
    flags.flag(couple.ada, party.id, "", level=2, now=TODAY)
    before = untouched()

    for turn in range(2):
        renamed = [one.replace("@", f"-{turn}@") for one in (PARTY, CHOIR)]
        reader.again(says(ics(*renamed)))
        assert untouched() == before
    moved = [vevent("party-2@work", "Office party", start=day(25)), CHOIR.replace("@", "-2@")]
    reader.again(says(ics(*moved)))
    stable = [vevent("party-2@work", "Office party", start=day(26)), CHOIR.replace("@", "-2@")]
    reader.again(says(ics(*stable)))

    assert held(couple.ada) == [("choir@town", day(22)), ("party@work", day(26))]
    assert Event.objects.get(uid="party@work").id == party.id
    assert "UID:party@work" in Event.objects.get(id=party.id).ics
    assert Flag.objects.get().uid == "party@work"


def test_an_event_that_its_source_took_away_goes_and_what_was_said_of_it_stays_private(
    reader: Reader, couple: Couple
) -> None:
    reader.again()
    party = Event.objects.get(uid="party@work")
    flags.flag(couple.ada, party.id, "", level=2, share_level=True, now=TODAY)

    reader.again(says(ics(CHOIR)))

    assert held(couple.ada) == [("choir@town", day(22))]
    assert Flag.objects.get().level_shared_at is None
    assert not Reminder.objects.filter(person_id=couple.ada, state="pending").exists()


BAD: dict[str, Reply] = {
    "404": says(b"", status="404 Not Found"),
    "500": says(b"", status="500 Oops"),
    "html": says(b"<!doctype html><html>BEGIN:VCALENDAR</html>", "Content-Type: text/calendar"),
    "login": says(b"<html>Sign in</html>"),
    "nothing": says(b""),
    "truncated": says(BOTH[:-20]),
    "half an event": says(BOTH[:200]),
    "half the bytes": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + BOTH),
    "no http": raw(b"BEGIN:VCALENDAR\r\n"),
    "closed": raw(b""),
    "to itself": says(b"", "Location: /calendar.ics", status="302 Found"),
    "to this machine": says(b"", "Location: http://127.0.0.1/", status="302 Found"),
    "bomb": says(gzip.compress(b" " * 3_000_000), "Content-Encoding: gzip"),
}


def test_a_source_in_trouble_loses_nothing_and_all_troubles_read_alike(
    reader: Reader, couple: Couple
) -> None:
    reader.again()
    before, seen = untouched(), (version(couple.ada), version(couple.ben))

    said = {trouble: reader.again(reply).error for trouble, reply in BAD.items()}

    assert said == dict.fromkeys(BAD, str(queries.WORDS[queries.UNREACHABLE]))
    assert untouched() == before
    assert (version(couple.ada), version(couple.ben)) == seen
    assert reader.again(says(BOTH)).error == ""


def test_a_server_that_drips_is_left_at_the_deadline(reader: Reader) -> None:
    until = threading.Event()

    view = reader.again(drips(b"HTTP/1.1 200 OK\r\n\r\nBEGIN:VCALENDAR", until=until), deadline_s=0.2)

    until.set()
    assert view.error_code == "unreachable"


def test_the_pause_grows_and_a_server_may_ask_for_more(reader: Reader) -> None:
    pauses = []
    for _ in range(3):
        view = reader.again(says(b"", status="503 Busy"))
        pauses.append(view.next_at - datetime.now(UTC))  # type: ignore[operator]
    asked = reader.again(says(b"", "Retry-After: 7200", status="429 Slow down"))
    capped = reader.again(says(b"", "Retry-After: 99999999", status="503 Busy"))

    assert timedelta(minutes=4) < pauses[0] < pauses[1] < pauses[2] < timedelta(minutes=26)
    assert asked.next_at and asked.next_at - datetime.now(UTC) > timedelta(minutes=119)
    assert capped.next_at and capped.next_at - datetime.now(UTC) < timedelta(hours=31)


def test_a_source_that_is_gone_for_good_is_not_asked_again(reader: Reader, couple: Couple) -> None:
    reader.again()

    view = reader.again(says(b"", status="410 Gone"))

    assert (view.error_code, view.next_at, view.event_count) == ("gone", None, 2)
    assert subscriptions.tick() == 0
    deeds.edit(couple.ada, reader.id, name="", address=reader.source.url("/new.ics"), now=TODAY)
    assert reader.row().state == "pending"


def test_a_source_that_empties_is_asked_about_before_anything_goes(reader: Reader, couple: Couple) -> None:
    reader.again(says(BOTH, 'ETag: "full"'))

    doubted = reader.again(says(ics(), 'ETag: "empty"'))
    still = reader.again(says(ics(), 'ETag: "empty"'))
    assert (doubted.asks_if_empty, still.asks_if_empty, still.event_count) == (True, True, 2)
    assert reader.source.header("If-None-Match") == '"full"'

    deeds.confirm_empty(couple.ada, reader.id, now=TODAY)
    emptied = reader.again()

    assert (emptied.error, emptied.event_count) == ("", 0)
    assert reader.again(says(BOTH)).event_count == 2


def test_when_most_of_it_is_missing_it_is_looked_at_once_more(reader: Reader) -> None:
    many = [vevent(f"{number}@x", f"Event {number}", start=day(number)) for number in range(1, 31)]
    reader.again(says(ics(*many)))

    first = reader.again(says(ics(*many[:10])))
    at_once = reader.again()
    Subscription.objects.update(doubted_at=F("doubted_at") - timedelta(minutes=20))
    later = reader.again()

    assert (first.error_code, first.event_count) == ("thinned", 30)
    assert (at_once.error_code, at_once.event_count) == ("thinned", 30)
    assert (later.error_code, later.event_count) == ("", 10)


def test_a_password_is_asked_for_and_used(
    couple: Couple, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guarded(connection: ssl.SSLSocket, request: str) -> None:
        knows = "Authorization: Basic YWRhOnMzY3JldA==" in request
        says(BOTH)(connection, request) if knows else says(b"", status="401 Who?")(connection, request)

    tls = certificates.trusted_localhost(tmp_path, monkeypatch)
    with serving(guarded, tls=tls) as source:  # type: ignore[arg-type]
        reader = Reader(couple.ada, source, settings)
        asked = reader.again()
        deeds.edit(couple.ada, reader.id, username="ada", password="s3cret", now=TODAY)
        given = reader.again()

    assert asked.error_code == "wants_password"
    assert (given.error, given.event_count, given.has_password) == ("", 2, True)


def test_a_file_that_is_not_plain_is_read_as_a_whole_and_compared_like_any_other(
    reader: Reader, couple: Couple
) -> None:
    odd = BOTH.replace(b"BEGIN:VEVENT", b"begin:vevent", 1)
    reader.again(says(odd))
    before = untouched()

    reader.again(says(odd.replace(b"DTSTAMP:2026", b"DTSTAMP:2027")))
    assert untouched() == before
    reader.again(says(odd.replace(b"Office party", b"Big party")))

    assert len(before) == 2
    assert "Big party" in Event.objects.get(uid="party@work").ics
    assert reader.again(says(BOTH)).event_count == 2


def test_a_bad_event_costs_the_others_nothing_and_keeps_what_was_known_of_it(
    reader: Reader, couple: Couple
) -> None:
    broken = "UID:broken@x\nSUMMARY:Broken"
    reader.again(says(ics(PARTY, CHOIR, broken)))
    assert len(held(couple.ada)) == 2

    reader.again(says(ics("UID:party@work\nSUMMARY:Office party\nDTSTART:soon", CHOIR, broken)))
    assert held(couple.ada) == [("choir@town", day(22)), ("party@work", day(20))]
    reader.again(says(ics("UID:party@work\nSUMMARY:Office party\nDTSTART:soon", CHOIR)))

    assert held(couple.ada) == [("choir@town", day(22)), ("party@work", day(20))]


ODD = vevent("odd@x", "Odd", "RRULE:FREQ=SOMETIMES", start=day(24))
NO_RULE = ("Odd", "unreadable_rule", "The repetition could not be read; only the first date is shown.", 1)
NO_START = ("Broken", "unreadable_start", "The start could not be read, so this event was left out.", 1)


def problems(view: SubscriptionView) -> list[tuple[str, str, str, int]]:
    return sorted(astuple(one) for one in view.problems)


@pytest.mark.parametrize("spelled", [b"BEGIN:VEVENT", b"begin:vevent"], ids=["plain", "read as a whole"])
def test_what_was_mended_is_said_until_its_source_mends_it(reader: Reader, spelled: bytes) -> None:
    def from_source(*events: str) -> Reply:
        return says(ics(PARTY, *events).replace(b"BEGIN:VEVENT", spelled, 1))

    broken = "UID:broken@x\nSUMMARY:Broken"

    first = reader.again(from_source(ODD, broken))
    kept = reader.again(from_source(ODD, broken, CHOIR))
    mended = reader.again(from_source(ODD.replace("SOMETIMES", "DAILY;COUNT=2"), broken, CHOIR))
    gone = reader.again(from_source(CHOIR))

    assert problems(first) == problems(kept) == [NO_START, NO_RULE]
    assert (problems(mended), problems(gone)) == ([NO_START], [])


def test_a_problem_stays_with_an_event_whose_uid_changes(reader: Reader) -> None:
    reader.again(says(ics(ODD, PARTY)))

    renamed = reader.again(says(ics(ODD.replace("odd@x", "1@x"), PARTY.replace("party@work", "2@x"))))

    assert problems(renamed) == [NO_RULE]


@pytest.mark.parametrize("spelled", [b"BEGIN:VEVENT", b"begin:vevent"], ids=["plain", "read as a whole"])
def test_a_source_may_change_nothing_but_how_often_it_is_read(reader: Reader, spelled: bytes) -> None:
    def asking(wish: bytes) -> Reply:
        return says(BOTH.replace(b"BEGIN:VEVENT", wish + b"\r\n" + spelled, 1))

    reader.again(asking(b"X-WR-CALNAME:Work\r\nREFRESH-INTERVAL;VALUE=DURATION:PT2H"))
    before, name, events = reader.row().every, reader.row().calendar.name, untouched()
    reader.again(asking(b"X-PUBLISHED-TTL:PT30M"))
    hurried = reader.row().every
    reader.again(asking(b"X-PUBLISHED-TTL:PT1M"))

    assert (before, hurried, reader.row().every) == (
        timedelta(hours=2),
        timedelta(minutes=30),
        timedelta(minutes=15),
    )
    assert (name, untouched()) == ("Work", events)


def test_a_copy_does_not_show_what_its_owner_hides_elsewhere(
    reader: Reader, couple: Couple, settings: Settings
) -> None:
    reader.again()
    Event.objects.filter(uid="party@work").update(visibility="private")
    with serving(says(BOTH)) as other:
        settings.SUBSCRIPTION_ALLOW = [other.allowed]
        deeds.subscribe(couple.ada, address=other.url(), now=TODAY)
        subscriptions.run(Limits(5, 1_000_000, [other.allowed, reader.source.allowed]))

    assert sorted(Event.objects.values_list("uid", "visibility")) == [
        ("choir@town", "busy"),
        ("choir@town", "busy"),
        ("party@work", "private"),
        ("party@work", "private"),
    ]


def test_two_ticks_read_a_source_once_and_a_crash_leaves_it_to_the_next(reader: Reader) -> None:
    now = datetime.now(UTC)
    (crashed,) = work.claim_due(now=now)
    assert work.claim_due(now=now) == ()
    assert subscriptions.tick() == 0
    Subscription.objects.update(next_at=now - timedelta(seconds=1))  # its lease is over

    assert subscriptions.run(Limits(5, 1_000_000, [reader.source.allowed])) == 1

    assert len(reader.source.requests) == 1
    assert not work.trouble(crashed, "unreachable", now=now)
    assert reader.row().error_code == ""


def test_what_was_found_for_an_address_that_changed_meanwhile_is_dropped(
    reader: Reader, couple: Couple
) -> None:
    now = datetime.now(UTC)
    (claimed,) = work.claim_due(now=now)
    todo = queries.work(claimed.id, claimed.token, now=now)
    assert todo
    found = subscriptions.look(todo, Limits(5, 1_000_000, [reader.source.allowed]))
    deeds.edit(couple.ada, reader.id, address=reader.source.url("/other.ics"), now=now)

    assert isinstance(found, subscriptions.New)
    assert not work.keep(claimed, found.fresh, found.seen, now=now)
    assert held(couple.ada) == []


def test_a_host_that_hangs_does_not_keep_the_others_waiting(
    reader: Reader, couple: Couple, settings: Settings
) -> None:
    until, answered = threading.Event(), threading.Event()

    def hangs(connection: object, request: str) -> None:
        answered.wait(5)
        until.set()

    def answers(connection: object, request: str) -> None:
        says(BOTH)(connection, request)  # type: ignore[arg-type]
        answered.set()

    reader.source.reply = hangs  # type: ignore[assignment]
    with serving(answers) as good:  # type: ignore[arg-type]
        settings.SUBSCRIPTION_ALLOW = [good.allowed, reader.source.allowed]
        deeds.subscribe(couple.ada, address=good.url(), now=TODAY)

        subscriptions.run(Limits(5, 1_000_000, [good.allowed, reader.source.allowed]))

    assert until.is_set()
    assert len(held(couple.ada)) == 2
