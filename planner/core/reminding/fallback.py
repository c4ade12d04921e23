"""A message that did not get through comes by another channel of the same person, each at most once."""

from collections.abc import Collection
from datetime import datetime, timedelta

from planner.core.reminding import sending
from planner.core.reminding.reminders import URGENT, Channel, Facts, Recipient, Step, channels_of

NEWS_LASTS = timedelta(days=1)
"""How old news may be that is told another way."""
_ANY = (Channel.PUSH, Channel.SMS, Channel.EMAIL)
_FAILED = frozenset({"dead", "missed"})


def got_lost(step: Step, state: str) -> bool:
    """Whether a row in this state is worth another channel.

    One that may have arrived (`unknown`) is shown and not repeated, but for the two that are of use at one
    moment only: there, twice is better than not at all.
    """
    return state in _FAILED or (state == "unknown" and step in URGENT)


def another(
    step: Step,
    facts: Facts,
    recipient: Recipient,
    *,
    tried: Collection[str],
    due_at: datetime | None = None,
    now: datetime,
) -> Channel | None:
    """The channel to try next: first of those that the step comes by, then any; None when none helps now."""
    if sending.still_applies(step, facts, recipient, due_at=due_at, now=now):
        return None
    usual = channels_of(step, recipient)
    others = () if step in URGENT and not recipient.urgent_by_email else _ANY
    left = (one for one in (*usual, *others) if one in recipient.channels and one not in tried)
    return next(left, None)
