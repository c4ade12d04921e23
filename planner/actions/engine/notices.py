"""What a person does about messages that did not arrive."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from planner import errors
from planner.core.reminding import fates
from planner.models import Reminder


def dismiss(actor: UUID, reminder_ids: Collection[UUID], *, now: datetime) -> None:
    """Say no more that these did not arrive; the log still does. Raises `NotFound` if one is not theirs."""
    mine = Reminder.objects.filter(person_id=actor, id__in=reminder_ids, state__in=fates.LOST)
    if mine.count() != len(set(reminder_ids)):
        raise errors.NotFound
    mine.filter(dismissed_at__isnull=True).update(dismissed_at=now)
