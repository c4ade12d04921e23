"""What somebody takes away: all that is theirs, readable by any program, and nothing that is not."""

import io
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import icalendar
import jsonschema
import pytest

from planner import errors
from planner.actions.calendar import events, talks
from planner.actions.channels import devices, replies
from planner.actions.exchange import exports, feeds, tokens
from planner.actions.feelings import flags, own_lines
from planner.actions.people import people
from planner.actions.plan import reflections
from planner.core.calendar.events import Component, unfolded
from planner.core.visibility import Visibility
from planner.ical import read, stream
from planner.ical.parsed import ParsedEvent
from planner.models import CheckIn, Event, ExportPart, Lesson, RepairLine
from planner.queries.archive import exports as queries
from planner.queries.archive import pack
from planner.queries.plan import plans
from tests import plan_factories as evenings
from tests.factories import NOW, Couple, bring_in, event, exported, ics, person, titles, vevent, window
from tests.sinks import webpush

pytestmark = pytest.mark.django_db
SCHEMA = json.loads(Path("docs/export.schema.json").read_text())
SAMPLES = os.environ.get("ALONGSIDE_SAMPLES")
FILES = [
    *sorted(Path("tests/data/ics").glob("*.ics")),
    *(sorted(Path(SAMPLES).glob("*/*.ics")) if SAMPLES else ()),
]
DATED = ("DTSTART", "DTEND", "DTSTAMP", "RDATE", "EXDATE", "RECURRENCE-ID")
ODD = vevent(
    "odd@work",
    "Odd",
    "X-MOOD;X-HOW=very:fine",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org",
    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nX-WR-ALARMUID:abc\nEND:VALARM",
)
CHOIR = vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=3").replace(
    "DTSTART:20261120T180000Z", "DTSTART;TZID=America/New_York:20261020T190000"
)


def content(owner: UUID, export_id: UUID) -> bytes:
    return b"".join(queries.content(owner, export_id, now=NOW))


def archive(owner: UUID, **asked: bool) -> ZipFile:
    return ZipFile(io.BytesIO(content(owner, exported(owner, **asked))))


def data(owner: UUID) -> dict[str, object]:
    return dict(json.loads(archive(owner).read("alongside.json")))


def test_the_calendar_file_holds_each_event_whole(couple: Couple) -> None:
    event(couple.ada, "Made here", visibility=Visibility.PRIVATE)
    event(couple.ben, "Ben’s own")
    bring_in(couple.ada, ics(ODD, CHOIR))

    file = content(couple.ada, exported(couple.ada, "calendar"))

    found = icalendar.Calendar.from_ical(file)
    assert {str(one["SUMMARY"]) for one in found.walk("VEVENT")} == {"Made here", "Odd", "Choir"}
    assert [str(one["TZID"]) for one in found.walk("VTIMEZONE")] == ["America/New_York", "Europe/Berlin"]
    assert b"X-MOOD;X-HOW=very:fine\r\n" in file and b"X-WR-ALARMUID:abc\r\n" in file
    assert max(map(len, file.split(b"\r\n"))) <= 75 and file.endswith(b"END:VCALENDAR\r\n")


def test_a_uid_in_two_calendars_is_there_once_and_in_the_archive_twice(ada: UUID) -> None:
    event(ada, "Made here")
    made = Event.objects.get()
    copy = Event.objects.get()
    copy.pk, copy.calendar_id = None, _imported(ada)
    copy.save()

    file = content(ada, exported(ada, "calendar"))
    calendars = [archive(ada).read(name) for name in archive(ada).namelist() if name.endswith(".ics")]

    assert file.count(f"UID:{made.uid}".encode()) == 1
    assert [one.count(f"UID:{made.uid}".encode()) for one in calendars] == [1, 1]


def _imported(owner: UUID) -> UUID:
    bring_in(owner, ics(vevent("other@work", "Other")))
    return Event.objects.get(uid="other@work").calendar_id


def test_what_is_taken_out_comes_back_as_it_was(ada: UUID) -> None:
    bring_in(ada, ics(ODD, CHOIR))
    event(ada, "Made here", rrule="FREQ=WEEKLY;COUNT=2")
    cleo = person("Zoe")

    bring_in(cleo, content(ada, exported(ada, "calendar")))

    assert titles(cleo) == titles(ada)
    assert [one.starts_at for one in window(cleo)] == [one.starts_at for one in window(ada)]
    marks = [
        dict(Event.objects.filter(owner_id=one).values_list("uid", "fingerprint")) for one in (ada, cleo)
    ]
    assert marks[0] == marks[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_file_comes_out_as_it_went_in(path: Path) -> None:
    """Read, written as an export writes it, and read again: the same times, and all else line for line."""
    try:
        first = read.read(path.read_bytes()).objects
    except errors.UnreadableCalendar:
        return

    texts = (stream.whole(one.text, dtstamp="20260101T000000Z") for one in first)
    again = read.read("".join(stream.written("x", texts)).encode()).objects

    assert {one.event.uid: _times(one) for one in again} == {one.event.uid: _times(one) for one in first}
    assert {one.event.uid: _lines(one) for one in again} == {one.event.uid: _lines(one) for one in first}


def _times(one: ParsedEvent) -> list[Component]:
    """All values but the stamp, which is added where there was none."""
    return [replace(each, dtstamp=None) for each in one.event.components]


def _lines(one: ParsedEvent) -> list[str]:
    """What the VEVENTs say besides their times: alarms, attendees and unknown properties too."""
    lines = unfolded(one.text[one.text.index("BEGIN:VEVENT") : one.text.rindex("END:VEVENT")])
    return sorted(line for line in lines if not line.upper().startswith(DATED))


def test_the_archive_says_everything_in_its_documented_form(couple: Couple) -> None:
    party = evenings.evening(couple.ada, title="Office party")
    evenings.agreed(couple.ada, couple.ben, party)
    flags.flag(couple.ada, party.id, "", level=3, note="dread", now=NOW)
    flags.matter(couple.ada, party.id, "", level=2, why="my boss", now=NOW)
    own_lines.keep(couple.ada, party.id, "", coping="breathe", now=NOW)
    own_lines.keep(couple.ben, party.id, "", coping="not hers to have", now=NOW)
    plan_id = plans.all(couple.ada, now=NOW)[0].id
    reflections.reflect(couple.ben, plan_id, version=1, text="that we leave early", now=NOW)
    flags.mark_not_needed(couple.ada, party.id, "", not_needed=True, now=NOW)
    replies.mute(couple.ada, party.uid, "", now=NOW)
    feeds.create(couple.ada, name="phone", now=NOW)
    _, token = tokens.create(couple.ada, name="script", now=NOW)
    keys = webpush.Device().subscription("")["keys"]
    devices.add(couple.ada, endpoint="https://push.example/x", **keys, label="Firefox", now=NOW)
    Event.objects.update(ics=ics(vevent(party.uid, "Office party")).decode())
    talks.suggest(couple.ada, party.id, "", starts_at=NOW + timedelta(hours=5), now=NOW)
    about = {"owner_id": couple.ada, "uid": party.uid, "felt": 3, "line": "loud", "reveal": "never"}
    CheckIn.objects.create(**about, created_at=NOW, changed_at=NOW)
    line = {"owner_id": couple.ada, "uid": party.uid, "part": "felt", "text": "tense tired"}
    RepairLine.objects.create(**line, created_at=NOW, changed_at=NOW)
    kept = {"owner_id": couple.ada, "uid": party.uid, "kind": "family", "happened_at": NOW, "text": "early"}
    Lesson.objects.create(**kept, created_at=NOW, changed_at=NOW)

    found = data(couple.ada)

    jsonschema.validate(found, SCHEMA)
    assert [(one["title"], one["state"], one["by"]) for one in found["talks"]] == [
        ("Office party", "suggested", "me")
    ]
    assert [(one["felt"], one["line"]) for one in found["check_ins"]] == [(3, "loud")]
    assert [one["feelings"] for one in found["talked_over"][0]["words"]] == [["tense", "tired"]]
    assert [(one["text"], one["is_shared"], one["title"]) for one in found["lessons"]] == [
        ("early", False, "Office party")
    ]
    assert (found["format"], found["version"]) == ("alongside", 1)
    assert [one["title"] for one in found["events"]] == ["Office party"]
    assert (found["flags"][0]["note"], found["matters"][0]["why"]) == ("dread", "my boss")
    assert [found[name][0]["title"] for name in ("not_needed", "muted")] == ["Office party"] * 2
    plan = found["plans"][0]
    assert (plan["state"], plan["agreed_number"], plan["versions"][0]["by"]) == ("agreed", 1, "me")
    assert plan["versions"][0]["content"]["if_thens"] == [
        {"if": "we get separated", "then_we": "meet at the coats"}
    ]
    assert [(one["by"], one["text"]) for one in plan["reflections"]] == [("other", "that we leave early")]
    assert [(one["title"], one["coping"]) for one in found["own_lines"]] == [("Office party", "breathe")]
    assert [one["name"] for one in (*found["feeds"], *found["tokens"])] == ["phone", "script"]
    assert [one["label"] for one in found["devices"]] == ["Firefox"]
    written = json.dumps(found)
    assert [
        secret for secret in (token, "not hers to have", "push.example", *keys.values()) if secret in written
    ] == []


def test_the_page_reads_like_one_and_runs_nothing(couple: Couple) -> None:
    party = evenings.evening(couple.ada, title="Office <b>party</b>")
    evenings.agreed(couple.ada, couple.ben, party)
    Event.objects.update(ics=ics(vevent(party.uid, "Office party")).decode())

    page = archive(couple.ada).read("index.html").decode()

    assert "Office &lt;b&gt;party&lt;/b&gt;" in page and "meet at the coats" in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert page.rstrip().endswith("</html>") and page.count("<ul") == page.count("</ul>")


def test_it_comes_in_parts_and_counts_its_way(ada: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(ada, ics(*(vevent(f"{n}@work", f"Meeting {n}") for n in range(450))))
    monkeypatch.setattr(pack, "PART_BYTES", 10_000)
    monkeypatch.setattr(pack, "LUMP_BYTES", 5_000)

    export_id = exported(ada, "calendar")

    parts = [len(part.data) for part in ExportPart.objects.order_by("number")]
    view = queries.export(ada, export_id, now=NOW)
    assert len(parts) > 5 and set(parts[:-1]) == {10_000} and 0 < parts[-1] <= 10_000
    assert (view.done_count, view.total_count, view.size_bytes) == (450, 450, sum(parts))
    assert content(ada, export_id).count(b"BEGIN:VEVENT") == 450


def test_it_is_gone_after_a_day_and_when_thrown_away(ada: UUID) -> None:
    export_id, later = exported(ada), NOW + timedelta(days=1)

    with pytest.raises(errors.NotFound):
        queries.export(ada, export_id, now=later)
    assert exports.sweep(now=later - timedelta(seconds=1)) == 0 and exports.sweep(now=later) == 1
    other = exported(ada)
    exports.delete(ada, other)
    assert not ExportPart.objects.exists()


def test_one_that_is_thrown_away_while_it_is_made_stops(ada: UUID) -> None:
    export_id = exports.ask(ada, kind="archive", now=NOW)
    (claimed,) = exports.claim_due(now=NOW)
    exports.begin(claimed, now=NOW)
    parts = pack.parts(claimed.id, pack.facts_of(claimed.id, now=NOW))
    part = next(parts)

    exports.delete(ada, export_id)

    assert not exports.keep(claimed, part, now=NOW)
    assert not exports.finish(claimed, "", now=NOW)


def test_it_is_its_owners_alone(couple: Couple) -> None:
    export_id = exported(couple.ada)

    for actor in (couple.ben, couple.stranger):
        assert queries.exports(actor, now=NOW) == ()
        for deed in (queries.export, queries.content):
            with pytest.raises(errors.NotFound):
                deed(actor, export_id, now=NOW)
        with pytest.raises(errors.NotFound):
            exports.delete(actor, export_id)


def test_what_the_other_takes_back_is_not_handed_out(couple: Couple) -> None:
    party = event(couple.ada, "Office party")
    flags.flag(couple.ben, party, "", level=1, now=NOW)
    export_id = exported(couple.ben)
    event(couple.ada, "Another")
    before = queries.export(couple.ben, export_id, now=NOW).stage

    events.show(couple.ada, party, Visibility.PRIVATE, now=NOW)

    assert (before, queries.export(couple.ben, export_id, now=NOW).stage) == ("ready", "stale")
    with pytest.raises(errors.Stale):
        queries.content(couple.ben, export_id, now=NOW)


def test_leaving_throws_away_what_both_had_made(couple: Couple) -> None:
    made = exported(couple.ada), exported(couple.ben)

    people.leave(couple.ben, now=NOW)

    for owner, export_id in zip((couple.ada, couple.ben), made, strict=True):
        with pytest.raises(errors.NotFound):
            queries.export(owner, export_id, now=NOW)


def test_after_leaving_the_agreed_plans_are_there_and_nothing_newer(couple: Couple) -> None:
    party = evenings.evening(couple.ada, title="Office party")
    evenings.agreed(couple.ada, couple.ben, party)
    people.leave(couple.ada, now=NOW)
    events.show(couple.ada, party.id, Visibility.PRIVATE, now=NOW)
    Event.objects.filter(id=party.id).update(ics=ics(vevent(party.uid, "Renamed later")).decode())

    found = data(couple.ben)

    assert [(one["title"], one["is_closed"]) for one in found["plans"]] == [("Office party", True)]
    assert found["events"] == [] and "Renamed later" not in json.dumps(found)
