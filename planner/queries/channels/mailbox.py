"""What would have left this machine: a person's own, or what went to addresses without an account."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from planner import errors
from planner.core.calendar import zones
from planner.models import ChannelChoice, MailboxMessage
from planner.queries.channels import phones
from planner.queries.people import who
from planner.queries.views import MailboxView

_PAGE = 100


def mine(actor: UUID) -> tuple[MailboxView, ...]:
    """The newest messages to this person, newest first."""
    return _views(MailboxMessage.objects.filter(person_id=actor), who.of(actor).zone, phones.verified(actor))


def text(actor: UUID, key: str) -> MailboxView:
    """One text to this person that they can answer. Raises `NotFound`."""
    rows = MailboxMessage.objects.filter(person_id=actor, key=key, channel=ChannelChoice.SMS)
    found = _views(rows, who.of(actor).zone, phones.verified(actor))
    if not found or not found[0].can_be_answered:
        raise errors.NotFound
    return found[0]


def unaddressed() -> tuple[MailboxView, ...]:
    """The newest messages to addresses that have no account, newest first."""
    return _views(MailboxMessage.objects.filter(person=None), zones.UTC_ZONE)


def _views(
    messages: QuerySet[MailboxMessage], zone: ZoneInfo, number: str | None = None
) -> tuple[MailboxView, ...]:
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
            can_be_answered=row.channel == ChannelChoice.SMS and row.to == number,
        )
        for row in rows
    )
