"""A person's own push devices."""

from uuid import UUID

from django.db.models import OuterRef, Subquery

from planner import errors
from planner.core import push
from planner.core.calendar import zones
from planner.models import PushDevice, PushTest
from planner.queries.channels.outgoing import Device
from planner.queries.people import who
from planner.queries.people.who import Actor
from planner.queries.views import DeviceView


def devices(actor: Actor) -> tuple[DeviceView, ...]:
    """The viewer's devices, the newest first."""
    viewer = who.of(actor)
    tests = PushTest.objects.filter(device=OuterRef("pk")).order_by("-created_at", "-id").values("state")
    mine = PushDevice.objects.filter(person_id=viewer.person_id).annotate(test=Subquery(tests[:1]))
    return tuple(
        DeviceView(
            id=row.id,
            label=row.label,
            created_at=row.created_at,
            added_on=zones.wall_clock(row.created_at, viewer.zone).date(),
            key=bytes(row.endpoint_hash).hex(),
            is_mailbox=row.endpoint.startswith(push.MAILBOX),
            test=vars(row)["test"] or "",
        )
        for row in mine.order_by("-created_at", "id")
    )


def has_any(actor: UUID) -> bool:
    """Whether the viewer takes pushes anywhere."""
    return PushDevice.objects.filter(person_id=actor).exists()


def device(actor: UUID, device_id: UUID) -> DeviceView:
    """One of them. Raises `NotFound`."""
    found = next((one for one in devices(actor) if one.id == device_id), None)
    if found is None:
        raise errors.NotFound
    return found


def addresses(person_id: UUID) -> tuple[Device, ...]:
    """Where this person's pushes go, the oldest device first."""
    rows = PushDevice.objects.filter(person_id=person_id).order_by("created_at", "id")
    return tuple(address(row) for row in rows)


def address(row: PushDevice) -> Device:
    return Device(row.id, row.endpoint, row.p256dh, row.auth)
