"""A calendar file on its way in, and ids that no action hands out."""

from datetime import datetime, timedelta
from uuid import UUID

from planner.actions import imports
from planner.ical import read, wire
from planner.models import Calendar, Event, Flag, Reminder


def ics(title: str, *, uid: str, now: datetime) -> bytes:
    """A file with one event in it."""
    start = now + timedelta(days=12)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tests//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{title}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def receive(owner: UUID, filename: str, data: bytes, *, now: datetime) -> UUID:
    """A file, read and waiting to be confirmed; the child process is left out."""
    import_id = imports.receive(owner, filename=filename, data=data, now=now)
    for claimed in imports.claim_due(now=now):
        taken = imports.begin(claimed, now=now)
        assert taken is not None and imports.finish(claimed, wire.dump(read.read(taken)), now=now)
    return import_id


def calendar_of(owner: UUID) -> UUID:
    return Calendar.objects.get(owner_id=owner, source=Calendar.Source.OWN).id


def event_of(owner: UUID, uid: str) -> UUID:
    return Event.objects.get(owner_id=owner, uid=uid).id


def reminder_about(flag: UUID) -> UUID:
    row = Flag.objects.get(id=flag)
    return Reminder.objects.filter(person_id=row.owner_id, uid=row.uid).order_by("due_at")[0].id
