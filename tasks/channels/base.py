"""What every channel is: something that a message can be given to."""

from types import TracebackType
from typing import Protocol, Self

from planner.queries.messages import Message


class NotSent(Exception):
    """The message did not go, or nobody can say whether it went."""

    def __init__(self, reason: str, *, is_permanent: bool = False, is_uncertain: bool = False) -> None:
        self.reason = reason
        self.is_permanent = is_permanent
        self.is_uncertain = is_uncertain
        super().__init__(reason)


class Channel(Protocol):
    """Used with `with`: what it holds open is closed afterwards."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, message: Message) -> None:
        """Hand the message over for good. Raises `NotSent`."""
