"""What happened to an account is noted for its owner, who hears of the grave of it by mail."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from planner.actions.engine import outbox
from planner.core import security
from planner.core.calendar import zones
from planner.core.security import Happened
from planner.models import Person, SecurityEvent
from planner.queries.people import alerts

KEPT: Final = timedelta(days=365)


@transaction.atomic
def note(
    person_id: UUID,
    what: Happened,
    *,
    about: str = "",
    program: str = "",
    machine: str = "",
    to: str = "",
    now: datetime,
) -> None:
    """Write a line into this person's log, and queue a mail about it if it is grave.

    `about` is what they call the thing. The mail goes to their own address, or to `to`: after a change of
    address the old one has to hear of it.
    """
    past = SecurityEvent.objects.filter(person_id=person_id, what=what)
    is_known = not past.exists() or past.filter(program=program, machine=machine).exists()
    was_today = past.filter(happened_at__gte=zones.midnight(now.date(), zones.UTC_ZONE)).exists()
    row = SecurityEvent.objects.create(
        person_id=person_id, what=what, about=about, program=program, machine=machine, happened_at=now
    )
    if security.is_alerting(what, is_known_browser=is_known, was_today=was_today):
        address = to or Person.objects.values_list("email", flat=True).get(id=person_id)
        outbox.put(kind=alerts.ALERT, person_id=person_id, to=address, text=str(row.pk), now=now)


def sweep(*, now: datetime) -> int:
    """Throw away what happened over a year ago; how many lines."""
    return SecurityEvent.objects.filter(happened_at__lt=now - KEPT).delete()[0]
