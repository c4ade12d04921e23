"""A due row becomes a message: composed at send time, from what its person may see at that time."""

from datetime import datetime
from uuid import UUID

from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Channel, Drop, Hold, Send
from planner.queries import deliveries
from planner.queries.messages import mail, push, text
from planner.queries.messages.account_mail import account
from planner.queries.messages.push import pushed
from planner.queries.outgoing import Message

__all__ = ["account", "compose", "pushed"]


def compose(reminder_id: UUID, token: UUID, *, now: datetime) -> Message | Hold | Drop | None:
    """The message of a claimed reminder, or what becomes of it instead; None when the lease is lost."""
    reminder = deliveries.leased(reminder_id, token)
    if reminder is None:
        return None
    if reminder.step == DIGEST:
        return mail.digest(reminder, now=now)
    about = deliveries.occasion(reminder, now=now)
    if isinstance(about, Drop):
        return about
    decision = deliveries.decide(about, now=now)
    if not isinstance(decision, Send):
        return decision
    if reminder.channel == Channel.PUSH:
        return push.reminder(about, now=now)
    return text.reminder(about) if reminder.channel == Channel.SMS else mail.reminder(about, now=now)
