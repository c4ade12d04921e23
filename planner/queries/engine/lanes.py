"""The lanes of what is no reminder, by the names that their counts and breakers have."""

from planner.core.reminding.reminders import Channel
from planner.models import DueRow, OutboxMail, OutboxText, PushTest, WebhookMessage
from planner.queries.engine import offered

ACCOUNT = "account"
TEXTS = "texts"
PUSH_TESTS = "push tests"
WEBHOOKS = "webhooks"
OUTBOXES: dict[str, type[DueRow]] = {
    ACCOUNT: OutboxMail,
    TEXTS: OutboxText,
    PUSH_TESTS: PushTest,
    WEBHOOKS: WebhookMessage,
}
"""Each with the rows that it works on."""


def open_outboxes() -> dict[str, type[DueRow]]:
    """Those that somebody works on: where a channel is not offered any more, what is left is let be."""
    closed = {TEXTS: not offered.texts(), PUSH_TESTS: not offered.pushes()}
    return {name: rows for name, rows in OUTBOXES.items() if not closed.get(name)}


def going(channel: Channel) -> str:
    """The lane of what is said at the door by this channel: no reminder and no code holds it up."""
    return f"time to go by {channel}"
