"""The channel of the embedded default: what would have left is kept for the mailbox page."""

from types import TracebackType
from typing import Self

from planner.actions import mailbox
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
        """Keep it; a second copy of the same message changes nothing."""
        mailbox.keep(message, now=clock.now())
