"""Three people, made through the actions that pages call: two partners and a stranger."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from planner.actions.calendar import events
from planner.actions.engine.due import Claimed
from planner.actions.exchange import exports, imports, imports_work
from planner.actions.people import people
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.ical import __main__ as ical_process
from planner.ical.parsed import Source
from planner.models import OutboxMail, Person, ViewVersion
from planner.queries.archive import facts, pack
from planner.queries.calendar import calendar
from planner.queries.exchange import imports as import_queries
from planner.queries.views import ImportView, OccurrenceView

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""A Monday, a week after the clocks of Berlin went back."""

TZID = "Europe/Berlin"
EVENING = datetime(2026, 11, 20, 19, 0)


@dataclass(frozen=True)
class Couple:
    """Two partners, and somebody who has nothing to do with them."""

    ada: UUID
    ben: UUID
    stranger: UUID


def person(name: str, *, tzid: str = TZID, now: datetime = NOW) -> UUID:
    """Somebody with an account and a couple of one; the address is `name@example.org`."""
    made = Person.objects.create_user(f"{name.lower()}@example.org")
    people.register(made.pk, name=name, tzid=tzid, now=now)
    return made.pk


def invite(inviter: UUID, address: str, *, now: datetime = NOW) -> str:
    """The token of a new invitation, taken out of the mail that carries it."""
    known = set(OutboxMail.objects.values_list("id", flat=True))
    people.invite(inviter, email=address, now=now)
    return OutboxMail.objects.exclude(id__in=known).get().text


def join(inviter: UUID, invitee: UUID, *, now: datetime = NOW) -> None:
    """Make these two a couple."""
    address = Person.objects.get(id=invitee).email
    people.accept(invitee, invite(inviter, address, now=now), now=now)


def form(
    title: str = "Office party",
    start: datetime = EVENING,
    *,
    hours: float = 4,
    visibility: Visibility = Visibility.SHARED,
    **fields: object,
) -> EventForm:
    """A timed event as somebody fills it in."""
    end = start + timedelta(hours=hours)
    return EventForm(title, start, end, tzid=TZID, visibility=visibility, **fields)  # type: ignore[arg-type]


def event(
    owner: UUID,
    title: str = "Office party",
    start: datetime = EVENING,
    *,
    visibility: Visibility = Visibility.SHARED,
    now: datetime = NOW,
    **fields: object,
) -> UUID:
    """The id of a new event."""
    return events.add(owner, form(title, start, visibility=visibility, **fields), now=now)  # type: ignore[arg-type]


@pytest.fixture
def couple(db: None) -> Couple:
    """Ada and Ben, who are together, and Cleo, a stranger to both."""
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    join(ada, ben)
    return Couple(ada, ben, cleo)


@pytest.fixture
def ada(couple: Couple) -> UUID:
    return couple.ada


@pytest.fixture
def ben(couple: Couple) -> UUID:
    return couple.ben


@pytest.fixture
def stranger(couple: Couple) -> UUID:
    return couple.stranger


def ics(*events: str) -> bytes:
    """A calendar file of VEVENTs, each given by its inner lines."""
    body = "".join(f"BEGIN:VEVENT\n{one.strip()}\nEND:VEVENT\n" for one in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//tests//EN\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def vevent(uid: str, title: str, *more: str, start: str = "20261120T180000Z") -> str:
    """The inner lines of a VEVENT of four hours; `more` are further lines."""
    lines = (
        f"UID:{uid}",
        "DTSTAMP:20261001T000000Z",
        f"DTSTART:{start}",
        "DURATION:PT4H",
        f"SUMMARY:{title}",
    )
    return "\n".join((*lines, *more))


def read_in(owner: UUID, data: bytes, *, calendar_id: UUID | None = None, now: datetime = NOW) -> UUID:
    """A file received and read as the child process reads it: the import, ready to be applied."""
    import_id = imports.receive(owner, filename="export.ics", data=data, calendar_id=calendar_id, now=now)
    work_on_imports(now=now)
    return import_id


def work_on_imports(*, now: datetime = NOW) -> None:
    """What the job does with the files that wait; the child process is left out."""
    while claims := imports_work.claim_due(now=now):
        for claimed in claims:
            begun = imports_work.begin(claimed, now=now)
            assert begun is not None
            if begun.stage == imports_work.Stage.APPLYING:
                write_in(claimed, now=now)
            elif imports_work.keep(claimed, ical_process.answer(begun.data, Source.UPLOAD), now=now):
                imports_work.compare(claimed, now=now)


def write_in(claimed: Claimed, *, now: datetime = NOW) -> None:
    """A confirmed file, piece by piece."""
    for batch in imports_work.plan(claimed, now=now):
        assert imports_work.write(claimed, batch, now=now)
    imports_work.done(claimed, now=now)


def apply(owner: UUID, import_id: UUID, *, now: datetime = NOW) -> ImportView:
    """A file that was read, confirmed and written."""
    imports.confirm(owner, import_id, now=now)
    work_on_imports(now=now)
    return import_queries.view(owner, import_id)


def bring_in(owner: UUID, data: bytes, *, now: datetime = NOW) -> UUID:
    """A file received, read, confirmed and written."""
    import_id = read_in(owner, data, now=now)
    apply(owner, import_id, now=now)
    return import_id


def exported(owner: UUID, kind: str = "archive", *, now: datetime = NOW, **asked: bool) -> UUID:
    """A file to take away, made as the job makes it: its id."""
    export_id = exports.ask(owner, kind=kind, now=now, **asked)
    for claimed in exports.claim_due(now=now):
        assert exports.begin(claimed, now=now)
        given = pack.facts_of(claimed.id, now=now)
        for part in pack.parts(claimed.id, given):
            assert exports.keep(claimed, part, now=now)
        exports.finish(claimed, facts.others_digest(given), now=now)
    return export_id


def version(person_id: UUID) -> int:
    """The person's view version: it moves when something changes that they can see, and never else."""
    return ViewVersion.objects.get(person_id=person_id).version


def window(viewer: UUID, *, days: int = 60) -> tuple[OccurrenceView, ...]:
    """What this viewer's calendar holds from now on."""
    return calendar.window(viewer, NOW, NOW + timedelta(days=days))


def titles(viewer: UUID) -> list[str]:
    """The titles in this viewer's calendar; "" is a busy block."""
    return [one.title for one in window(viewer)]
