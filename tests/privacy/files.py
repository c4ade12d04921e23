"""A calendar file on its way in, and ids that no action hands out."""

from datetime import datetime, timedelta
from uuid import UUID

from planner.actions import reminders
from planner.actions.channels import devices
from planner.actions.exchange import imports, subscriptions_work
from planner.actions.exchange.subscriptions_work import Seen
from planner.ical import pieces
from planner.ical import refresh as refreshes
from planner.ical.parsed import Source
from planner.ical.read import read
from planner.ical.refresh import Trust
from planner.models import Calendar, Event, Flag, PushDevice, Reminder
from tests import factories
from tests.sinks.webpush import Device


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
    """A file, read and waiting to be confirmed."""
    import_id = imports.receive(owner, filename=filename, data=data, now=now)
    factories.work_on_imports(now=now)
    return import_id


def bring_in(owner: UUID, filename: str, data: bytes, *, now: datetime) -> None:
    """A file, read, confirmed and written."""
    factories.apply(owner, receive(owner, filename, data, now=now), now=now)


def export(owner: UUID, kind: str, *, now: datetime) -> UUID:
    """A file to take away, ready."""
    return factories.exported(owner, kind, now=now)


def refresh(
    subscription_id: UUID, data: bytes, *, etag: str = "", last_modified: str = "", now: datetime
) -> None:
    """What a tick does with a source that answers so."""
    (claimed,) = subscriptions_work.claim_due(now=now)
    found = pieces.split(data)
    assert found and claimed.id == subscription_id
    compared = refreshes.compare(found, {}, Trust())
    fresh = refreshes.fresh(found, compared, {}, read(data, source=Source.REFRESH))
    subscriptions_work.keep(claimed, fresh, Seen(etag, last_modified, "x"), now=now)


def calendar_of(owner: UUID) -> UUID:
    return Calendar.objects.get(owner_id=owner, source=Calendar.Source.IMPORT).id


def event_of(owner: UUID, uid: str) -> UUID:
    return Event.objects.get(owner_id=owner, uid=uid).id


def reminder_about(flag: UUID) -> UUID:
    row = Flag.objects.get(id=flag)
    return Reminder.objects.filter(person_id=row.owner_id, uid=row.uid).order_by("due_at")[0].id


def device(owner: UUID, path: str, label: str, *, now: datetime) -> UUID:
    """A browser that takes this person's pushes."""
    keys = Device().subscription("")["keys"]
    return devices.add(owner, endpoint=f"https://push.example/{path}", **keys, label=label, now=now)


def keys_of(device_id: UUID) -> dict[str, str]:
    """What a browser gave, for our eyes alone."""
    row = PushDevice.objects.get(id=device_id)
    return {"push key": row.p256dh, "push auth": row.auth}


def push_about(flag: UUID, *, now: datetime) -> UUID:
    """News by push of the event that was flagged, to whoever flagged it."""
    row = Flag.objects.get(id=flag)
    reminders.news(row.owner_id, row.uid, "", now=now)
    return Reminder.objects.get(person_id=row.owner_id, uid=row.uid, channel="push").id
