"""The door to reminders: every deed that changes what somebody is reminded of calls it, in one transaction.

What is to come is planned in `planning`, sent in `sending`, and kept true by `upkeep`.
"""

from planner.actions.reminders.deeds import (
    end_quiet,
    news,
    news_again,
    nudge,
    read,
    reschedule,
    reschedule_everything,
    resume,
    stop,
    unsay_moved,
    unsubscribe,
)
from planner.actions.reminders.sending import (
    begin_send,
    claim_due,
    put_back,
    record_delivered,
    record_failed,
    record_sent,
    record_undelivered,
)

__all__ = [
    "begin_send",
    "claim_due",
    "end_quiet",
    "news",
    "news_again",
    "nudge",
    "put_back",
    "read",
    "record_delivered",
    "record_failed",
    "record_sent",
    "record_undelivered",
    "reschedule",
    "reschedule_everything",
    "resume",
    "stop",
    "unsay_moved",
    "unsubscribe",
]
