"""What is new in a source is told from its bytes, without reading them."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.calendar.changes import Thinned, Vanished
from planner.errors import TooManyEvents
from planner.ical import held, pieces, refresh
from planner.ical.held import Held
from planner.ical.parsed import Source
from planner.ical.read import read
from planner.ical.refresh import Compared, Trust
from tests.factories import ics, vevent

ZONE = b"""BEGIN:VTIMEZONE\r
TZID:Office\r
BEGIN:STANDARD\r
DTSTART:19700101T000000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
"""
ALARM = "BEGIN:VALARM\nUID:alarm\nACTION:DISPLAY\nDESCRIPTION:BEGIN:VEVENT\nTRIGGER:-PT15M\nEND:VALARM"
PARTY, CHOIR = vevent("party@work", "Party", ALARM), vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY")
OVERRIDE = vevent("choir@town", "Choir, late", "RECURRENCE-ID:20261127T180000Z", start="20261127T200000Z")
PLAIN = ics(PARTY, CHOIR, OVERRIDE)
USUAL = Trust()


def split(data: bytes) -> pieces.Pieces:
    found = pieces.split(data)
    assert found is not None
    return found


def known(data: bytes) -> dict[str, Held]:
    """What is held after this was read and kept."""
    return dict(refresh.compare(split(data), {}, Trust()).held)


def again(before: bytes, after: bytes, trust: Trust = USUAL) -> Compared:
    return refresh.compare(split(after), known(before), trust)


SAME: dict[str, Callable[[bytes], bytes]] = {
    "stamps": lambda data: data.replace(b"DTSTAMP:2026", b"DTSTAMP:2031"),
    "order": lambda _: ics(OVERRIDE, CHOIR, PARTY),
    "order of lines": lambda _: ics("\n".join(reversed(CHOIR.split("\n"))), OVERRIDE, PARTY),
    "line ends": lambda data: data.replace(b"\r\n", b"\n"),
    "folds": lambda data: data.replace(b"SUMMARY:Par", b"SUMMARY:P\r\n ar"),
    "a mark of byte order": lambda data: b"\xef\xbb\xbf" + data,
    "renewed": lambda data: data.replace(b"SUMMARY", b"LAST-MODIFIED:20310101T000000Z\r\nSUMMARY"),
    "blank lines": lambda data: data + b"\r\n\r\n",
    "other words of its own": lambda data: data.replace(b"PRODID:", b"PRODID:other"),
}
OTHER: dict[str, Callable[[bytes], bytes]] = {
    "title": lambda data: data.replace(b"SUMMARY:Party", b"SUMMARY:Feast"),
    "an alarm": lambda data: data.replace(b"-PT15M", b"-PT30M"),
    "a time": lambda data: data.replace(b"20261127T200000Z", b"20261127T210000Z"),
    "one less": lambda _: ics(PARTY, CHOIR),
    "a zone": lambda data: data.replace(b"BEGIN:VEVENT", ZONE + b"BEGIN:VEVENT", 1),
    "a default zone": lambda data: data.replace(b"PRODID", b"X-WR-TIMEZONE:Europe/Berlin\r\nPRODID"),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_says_the_same_has_the_same_digest(change: Callable[[bytes], bytes]) -> None:
    assert split(change(PLAIN)).digest == split(PLAIN).digest


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_what_says_something_else_has_another_digest(change: Callable[[bytes], bytes]) -> None:
    assert change(PLAIN) != PLAIN
    assert split(change(PLAIN)).digest != split(PLAIN).digest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"BEGIN:VCALENDAR\r\n",
        PLAIN[:-20],
        PLAIN + b"BEGIN:VCALENDAR\r\n",
        PLAIN.replace(b"BEGIN:VEVENT", b"begin:vevent", 1),
        PLAIN.replace(b"BEGIN:VEVENT", b"BEGIN;X=1:VEVENT", 1),
        PLAIN.replace(b"BEGIN:VEVENT", b"BEGIN: VEVENT", 1),
        PLAIN.replace(b"END:VEVENT\r\n", b"", 1),
        PLAIN.replace(b"END:VEVENT\r\n", b"END:VEVENT\r\nSUMMARY:lost\r\n", 1)[:-15],
        PLAIN.replace(b"UID:party@work", b"uid:party@work"),
        PLAIN.replace(b"BEGIN:VEVENT", b"BEGIN:VTODO\r\nBEGIN:VEVENT", 1),
        PLAIN.replace(b"\r\n", b"\n").decode().encode("utf-16")[:-7],
    ],
)
def test_what_is_not_plain_is_left_to_the_reader(data: bytes) -> None:
    assert pieces.split(data) is None


def test_folded_marks_old_line_ends_and_odd_bytes_are_plain_enough() -> None:
    odd = (
        PLAIN.replace(b"BEGIN:VEVENT", b"BEGIN:VEV\r\n ENT")
        .replace(b"Party", b"Pa\x00rty")
        .replace(b"\r\n", b"\r")
    )

    assert set(split(odd).marks) == {"party@work", "choir@town"}
    assert split(PLAIN.replace(b"Party", b"F\xeate")).title("party@work")
    assert split(PLAIN.decode().encode("utf-16")).marks


def test_a_document_of_some_events_reads_as_they_do_in_the_whole() -> None:
    whole = PLAIN.replace(b"BEGIN:VEVENT", ZONE + b"BEGIN:VEVENT", 1)
    wanted = {one.event.uid: one.event for one in read(whole).objects}

    part = read(split(whole).document({"choir@town": "choir@town"}), source=Source.REFRESH)

    assert [one.event for one in part.objects] == [wanted["choir@town"]]
    assert "UID:alarm" in read(split(whole).document({"party@work": "other"})).objects[0].text


def test_only_what_changed_is_to_be_read() -> None:
    same = again(PLAIN, PLAIN)
    changed = again(PLAIN, OTHER["an alarm"](PLAIN))
    removed = again(PLAIN, ics(PARTY))

    assert (same.to_read, same.removed) == ({}, ())
    assert (changed.to_read, changed.removed) == ({"party@work": "party@work"}, ())
    assert (removed.to_read, removed.removed) == ({}, ("choir@town",))


def test_what_is_held_survives_its_column() -> None:
    said = (("Party", "no_uid", "It had none."), ("Party", "duplicate", "Twice."))
    kept = known(PLAIN) | {"new@x": Held("m", "c", "t", "old@x", said), "bad@x": Held("m", "c", "t", "")}

    assert held.load(held.dump(kept)) == kept
    assert held.load(b"") == {}


def test_a_source_that_empties_or_thins_out_is_not_believed_at_once() -> None:
    many = [vevent(f"{number}@x", f"Event {number}") for number in range(30)]

    with pytest.raises(Vanished):
        again(PLAIN, ics())
    with pytest.raises(Vanished):
        again(PLAIN, ics(vevent("other@x", "Other")))
    with pytest.raises(Thinned):
        again(ics(*many), ics(*many[:14]))
    with pytest.raises(TooManyEvents):
        again(PLAIN, PLAIN, Trust(most=1))

    assert len(again(ics(*many), ics(*many[:14]), Trust(thin=True)).removed) == 16
    assert len(again(ics(*many), ics(*many[:15])).removed) == 15
    assert again(PLAIN, ics(), Trust(empty=True)).removed == ("choir@town", "party@work")


def test_new_uids_for_the_same_events_are_no_change() -> None:
    renamed = PLAIN.replace(b"UID:party@work", b"UID:1").replace(b"UID:choir@town", b"UID:2")
    found = again(PLAIN, renamed)
    moved = refresh.compare(
        split(
            renamed.replace(b"UID:1", b"UID:3")
            .replace(b"UID:2", b"UID:4")
            .replace(b"20261120T1", b"20261121T1")
        ),
        found.held,
        Trust(),
    )

    assert (found.to_read, found.removed) == ({}, ())
    assert {uid: one.uid for uid, one in found.held.items()} == {"1": "party@work", "2": "choir@town"}
    assert moved.to_read == {"3": "party@work", "4": "choir@town"}


def test_a_stable_source_that_replaces_an_event_by_another_of_that_title_made_a_new_one() -> None:
    again_on = vevent("party-2@work", "Party", start="20261201T180000Z")

    found = again(PLAIN, ics(again_on, CHOIR, OVERRIDE))

    assert (found.to_read, found.removed) == ({"party-2@work": "party-2@work"}, ("party@work",))


def test_a_name_that_is_taken_here_is_not_given_twice() -> None:
    renamed = again(PLAIN, ics(PARTY.replace("UID:party@work", "UID:new@work"), CHOIR, OVERRIDE))
    both = ics(
        PARTY.replace("UID:party@work", "UID:new@work"), vevent("party@work", "Another"), CHOIR, OVERRIDE
    )

    found = refresh.compare(split(both), renamed.held, Trust())

    assert found.held["new@work"].uid == "party@work"
    assert found.to_read["party@work"] not in ("party@work", "")


def test_events_without_a_uid_are_known_by_what_they_say() -> None:
    nameless = [one.replace("UID:party@work\n", "").replace("UID:choir@town\n", "") for one in (PARTY, CHOIR)]
    nameless[0] = nameless[0].replace("UID:alarm\n", "")

    found = again(ics(*nameless), ics(*reversed(nameless)))
    moved = again(ics(*nameless), ics(nameless[0].replace("1120T18", "1120T19"), nameless[1]))

    assert (found.to_read, found.removed) == ({}, ())
    assert list(moved.to_read.values()) == [uid for uid in known(ics(*nameless)) if uid not in moved.held]


@settings(max_examples=40)
@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.randoms(use_true_random=False))
def test_reading_what_changed_gives_what_reading_all_would(
    order: list[int], changed: set[int], rnd: random.Random
) -> None:
    before = [vevent(f"{number}@x", f"Event {number}") for number in range(6)]
    after = [
        one.replace("Event", "Changed") if number in changed else one for number, one in enumerate(before)
    ]
    rnd.shuffle(order)
    data = ics(*(after[number] for number in order))

    found = again(ics(*before), data)
    part = read(split(data).document(found.to_read)).objects if found.to_read else ()

    whole = {one.event.uid: one.text for one in read(data).objects}
    assert {one.event.uid: one.text for one in part} == {
        f"{number}@x": whole[f"{number}@x"] for number in changed
    }
