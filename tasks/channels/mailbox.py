"""The channel of the embedded default: what would have left is kept for the mailbox page."""

from planner.actions.channels import mailbox, texts
from planner.queries.channels.outgoing import Mail, Text
from tasks import clock
from tasks.channels.base import HoldsNothing


class MailboxChannel(HoldsNothing):
    is_repeatable = True

    def send(self, message: Mail | Text) -> None:
        """Keep it; a second copy of the same message changes nothing.

        A text leaves the same trace as one that went by a provider, so that it can be answered.
        """
        now = clock.now()
        if isinstance(message, Text):
            texts.begin(message, now=now)
        mailbox.keep(message, now=now)
        if isinstance(message, Text):
            texts.taken(message.key, provider_id="", now=now)
