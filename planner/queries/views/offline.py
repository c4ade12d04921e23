"""What a browser keeps for the hours without a connection."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KeptView:
    """`version` is another name when anything in what is kept has changed."""

    version: str
    card_ids: tuple[UUID, ...]
