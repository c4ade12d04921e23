"""Every mail that would go to somebody, composed as the clock would compose it at its time."""

from datetime import datetime
from uuid import UUID

from planner.models import LIVE_STATES, OutboxMail, Reminder
from planner.queries import messages
from planner.queries.channels.outgoing import Mail
from tests.actions.reminders.engine import composed


def all_of(person_id: UUID, now: datetime) -> list[str]:
    """All of each message: address, headers and both parts."""
    waiting = Reminder.objects.filter(person_id=person_id, state__in=LIVE_STATES).order_by("next_at", "id")
    account = OutboxMail.objects.filter(person_id=person_id).order_by("id")
    found = [composed(row) for row in waiting] + [messages.account(mail.id, now=now) for mail in account]
    return [repr(message) for message in found if isinstance(message, Mail)]
