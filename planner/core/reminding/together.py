"""What a full day would hold goes along with a message that leaves: several things in one message."""

from collections.abc import Iterable
from datetime import datetime

from planner.core.reminding import sending
from planner.core.reminding.reminders import URGENT, Channel, Facts, Recipient, Send, Step
from planner.core.reminding.sending import SentToday, Waiting

_CHANNELS = frozenset({Channel.EMAIL, Channel.PUSH})
"""A text is answered by words, and those are about one thing."""


def may_share(step: Step, channel: Channel) -> bool:
    """Whether a message of this step takes others along, or goes with them. What is urgent goes alone."""
    return channel in _CHANNELS and step not in URGENT


def joins(
    one: Waiting,
    beside: Iterable[Waiting],
    after: SentToday,
    facts: Facts,
    recipient: Recipient,
    *,
    was_held: bool,
    now: datetime,
) -> bool:
    """Whether it goes along with a message that leaves now, `after` which the day stands like this.

    `was_held`: a full day has held it already. `beside`: what else waits about the same occurrence.
    """
    if one.due_at > now or not (was_held or after.is_full(one.channel)):
        return False
    if not isinstance(sending.before_cap(one, facts, recipient, now=now), Send):
        return False
    return not sending.gives_way(one, beside, after, facts, recipient, now=now)
