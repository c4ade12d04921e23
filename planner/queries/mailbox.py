"""What would have left this machine: a person's own, or what went to addresses without an account."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from planner.core.calendar import zones
from planner.models import MailboxMessage
from planner.queries import who
from planner.queries.views import MailboxView

_PAGE = 100


def mine(actor: UUID) -> tuple[MailboxView, ...]:
    """The newest messages to this person, newest first."""
    return _views(MailboxMessage.objects.filter(person_id=actor), who.of(actor).zone)


def unaddressed() -> tuple[MailboxView, ...]:
    """The newest messages to addresses that have no account, newest first."""
    return _views(MailboxMessage.objects.filter(person=None), zones.UTC_ZONE)


def _views(messages: QuerySet[MailboxMessage], zone: ZoneInfo) -> tuple[MailboxView, ...]:
    rows = messages.order_by("-created_at", "-id")[:_PAGE]
    return tuple(
        MailboxView(
            key=row.key,
            channel=row.channel,
            to=row.to,
            subject=row.subject,
            text=row.text,
            html=row.html,
            event=row.event,
            at_local=zones.wall_clock(row.created_at, zone),
        )
        for row in rows
    )
