"""A due row becomes a message: composed at send time, from what its person may see at that time."""

from datetime import datetime

from planner.core.reminding.reminders import Channel, Drop
from planner.queries.channels.outgoing import Message
from planner.queries.messages import mail, push, text
from planner.queries.messages.account_mail import account
from planner.queries.messages.mail import digest
from planner.queries.messages.push import pushed
from planner.queries.messages.time_to_go import time_to_go
from planner.queries.messages.together import Part
from planner.queries.messages.together import message as together
from planner.queries.messages.webhook import webhook
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import SlotView

__all__ = ["Part", "account", "digest", "pushed", "reminder", "time_to_go", "together", "webhook"]


def reminder(about: Occasion, offered: tuple[SlotView, ...], *, now: datetime) -> Message | Drop:
    """The message of one reminder, with the times that it offers for a talk."""
    if about.reminder.channel == Channel.PUSH:
        return push.reminder(about, now=now)
    if about.reminder.channel == Channel.SMS:
        return text.reminder(about, offered)
    return mail.reminder(about, offered, now=now)
