"""What is over moves out of the queue's way, and in time goes for good.

The table that is claimed from holds what lies ahead and the last ninety days: claims, planning and vacuum
stay as quick in the tenth year as in the first.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from planner.models import (
    LIVE_STATES,
    KeptAnswer,
    MailboxMessage,
    MailEvent,
    OutboxMail,
    PastReminder,
    Reminder,
)

IN_THE_QUEUE = timedelta(days=90)
AFTER_THE_EVENT = timedelta(days=60)
"""Longer than an occurrence is planned for after it began: what was sent for it is still asked for."""
IN_THE_LOG = timedelta(days=365)
BATCH = 1_000
_KEPT = tuple(field.attname for field in PastReminder._meta.concrete_fields)


def archive(*, now: datetime) -> int:
    """Move every reminder that was over long ago to the archive, in short transactions; how many."""
    count = 0
    while moved := _archive_some(now):
        count += moved
    return count


@transaction.atomic
def _archive_some(now: datetime) -> int:
    rows = Reminder.objects.select_for_update(skip_locked=True).filter(_long_over(now))
    found = list(rows.order_by("ended_at").values(*_KEPT)[:BATCH])
    PastReminder.objects.bulk_create((PastReminder(**row) for row in found), ignore_conflicts=True)
    Reminder.objects.filter(id__in=[row["id"] for row in found]).delete()
    return len(found)


def _long_over(now: datetime) -> Q:
    event_over = Q(event_on__lt=(now - AFTER_THE_EVENT).date())
    # A row takes along what came again of it, so that goes first, when its own time is over.
    nothing_came_again = ~Exists(Reminder.objects.filter(again_of=OuterRef("pk")))
    return ~Q(state__in=LIVE_STATES) & Q(ended_at__lt=now - IN_THE_QUEUE) & event_over & Q(nothing_came_again)


def forget(*, now: datetime) -> int:
    """Throw away what nobody reads any more: sent account mail, bounces that no provider tells of again,
    answers that no request is repeated for, and the log of a year ago; how many.
    """
    sent = ~Q(state__in=LIVE_STATES) & Q(ended_at__lt=now - IN_THE_QUEUE)
    gone = (
        OutboxMail.objects.filter(sent),
        PastReminder.objects.filter(ended_at__lt=now - IN_THE_LOG),
        MailboxMessage.objects.filter(created_at__lt=now - IN_THE_LOG),
        MailEvent.objects.filter(heard_at__lt=now - IN_THE_QUEUE),
        KeptAnswer.objects.filter(expires_at__lte=now),
    )
    return sum(rows.delete()[0] for rows in gone)
