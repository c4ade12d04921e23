"""Which text an answer is about: the one that went to its number last."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from planner.models import OfferedSlots, Reminder, SentText
from planner.models.channels.texts import StatusChoice

ANSWERED_WITHIN = timedelta(days=14)


def last(owners: Collection[UUID], *, now: datetime, with_offer: bool) -> Reminder | None:
    """The reminder that last went by text to one of these people, who share a number.

    `with_offer`: the last one that offered times to choose from.
    """
    sent = SentText.objects.filter(key=OuterRef("pk")).exclude(status=StatusChoice.FAILED)
    reminders = Reminder.objects.filter(person_id__in=owners).annotate(
        texted_at=sent.filter(began_at__gt=now - ANSWERED_WITHIN).values("began_at")[:1]
    )
    told = reminders.filter(texted_at__isnull=False)
    if with_offer:
        told = told.filter(Exists(OfferedSlots.objects.filter(reminder_id=OuterRef("pk")).exclude(starts=[])))
    return told.order_by("-texted_at", "-id").first()
