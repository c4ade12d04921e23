"""What the rules ask of a resource."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from rest_framework.response import Response


class Guarded(Protocol):
    """A resource in the middle of a request."""

    action: str
    needs_match: Collection[str]
    tells_of_both: bool

    @property
    def actor(self) -> UUID: ...

    @property
    def now(self) -> datetime: ...

    @property
    def can_be_read(self) -> bool:
        """Whether there is anything to read where this request goes."""

    def reread(self, made: str = "") -> Response:
        """What a read of it answers now; `made` is the id of what a POST made. Raises `NotFound`."""

    def hold(self) -> None:
        """Keep what it is about as it is until the transaction ends."""
