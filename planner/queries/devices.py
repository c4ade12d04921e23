"""A person's own push devices, and what their messages say."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from planner import errors
from planner.core import push
from planner.core.calendar import zones
from planner.core.reminding.reminders import Channel, Drop
from planner.models import PushDevice, PushTest, Reminder
from planner.queries import deliveries, messages_words, who
from planner.queries.outgoing import Device
from planner.queries.views import DeviceView, PushView

TITLE = "Alongside"
PAGE = "/me/reminders/"


def devices(actor: UUID) -> tuple[DeviceView, ...]:
    """The viewer's devices, the newest first."""
    zone = who.of(actor).zone
    rows = PushDevice.objects.filter(person_id=actor).order_by("-created_at", "id")
    tests = _tests(actor)
    return tuple(
        DeviceView(
            id=row.id,
            label=row.label,
            created_at=row.created_at,
            added_on=zones.wall_clock(row.created_at, zone).date(),
            key=bytes(row.endpoint_hash).hex(),
            is_mailbox=row.endpoint.startswith(push.MAILBOX),
            test=tests.get(row.id, ""),
        )
        for row in rows
    )


def device(actor: UUID, device_id: UUID) -> DeviceView:
    """One of them. Raises `NotFound`."""
    found = next((one for one in devices(actor) if one.id == device_id), None)
    if found is None:
        raise errors.NotFound
    return found


def message(actor: UUID, push_id: UUID, *, now: datetime) -> PushView:
    """What a push that this person got says, and where it leads. Raises `NotFound`."""
    mine = Reminder.objects.select_related("person").filter(person_id=actor, channel=Channel.PUSH)
    reminder = mine.filter(id=push_id).first()
    if reminder is not None:
        return _reminder(reminder, now)
    if PushTest.objects.filter(id=push_id, device__person_id=actor).exists():
        return PushView(TITLE, _("A test. Messages reach this device."), PAGE)
    raise errors.NotFound


def addresses(person_id: UUID) -> tuple[Device, ...]:
    """Where this person's pushes go, the oldest device first."""
    rows = PushDevice.objects.filter(person_id=person_id).order_by("created_at", "id")
    return tuple(address(row) for row in rows)


def address(row: PushDevice) -> Device:
    return Device(row.id, row.endpoint, row.p256dh, row.auth)


def _tests(actor: UUID) -> Mapping[UUID, str]:
    """The state of the newest test of each device."""
    rows = PushTest.objects.filter(device__person_id=actor).order_by("created_at", "id")
    return dict(rows.values_list("device_id", "state"))


def _reminder(row: Reminder, now: datetime) -> PushView:
    """The subject of the same mail, which names nothing; or that there is nothing to lead to any more."""
    about = deliveries.occasion(row, now=now)
    if isinstance(about, Drop):
        return PushView(TITLE, _("This is over, or has changed since."), PAGE)
    words = messages_words.of(about, unsubscribe="")
    return PushView(TITLE, words.subject, words.link.removeprefix(settings.PUBLIC_URL))
