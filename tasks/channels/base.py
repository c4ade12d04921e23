"""What every channel is: something that a message can be given to."""

from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self, TypeVar

OURS = (401, 402, 403, 404, 405)
"""The settings or the bill are at fault, not the message: whoever runs this may mend them in time."""
PASSING = (408, 409, 425, 429)


def is_refused_for_good(status: int) -> bool:
    """Whether a provider's answer says that it will never take this message."""
    return 300 <= status < 500 and status not in (*OURS, *PASSING)


class NotSent(Exception):
    """The message did not go, or nobody can say whether it went."""

    def __init__(
        self,
        reason: str,
        *,
        is_permanent: bool = False,
        is_uncertain: bool = False,
        is_about_recipient: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        self.reason = reason
        self.is_permanent = is_permanent
        self.is_uncertain = is_uncertain
        # What is refused for good says nothing of the channel itself, which has answered.
        self.is_about_recipient = is_about_recipient or is_permanent
        self.retry_after = retry_after
        super().__init__(reason)


M_contra = TypeVar("M_contra", contravariant=True)


class Channel(Protocol[M_contra]):
    """Used with `with`: what it holds open is closed afterwards."""

    is_repeatable: bool
    """Whether the other side knows a second copy by its key, so that it does no harm."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, message: M_contra) -> None:
        """Hand the message over for good. Raises `NotSent`."""


class HoldsNothing:
    """A channel that has nothing to close afterwards."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass
