"""The channel of the embedded default: what would have left is kept for the mailbox page."""

from types import TracebackType
from typing import Self

from planner.actions import mailbox, texts
from planner.queries.outgoing import Mail, Text
from tasks import clock


class MailboxChannel:
    is_repeatable = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

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
