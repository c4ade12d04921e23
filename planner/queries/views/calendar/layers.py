"""What lies over a calendar and is no event."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

HOLIDAY, BIRTHDAY = "holiday", "birthday"


@dataclass(frozen=True, slots=True)
class LayerDay:
    """One thing on one day, in the reader's words; `kind` is `holiday` or `birthday`."""

    on: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class LayerChoiceView:
    """What the viewer has chosen to see; `country` is "" for no holidays."""

    country: str
    subdivision: str
    shows_birthdays: bool


@dataclass(frozen=True, slots=True)
class BirthdayView:
    """`next_on` is the next one from today, `turns` how old they turn then, if their year is known."""

    id: UUID
    name: str
    month: int
    day: int
    year: int | None
    is_mine: bool
    is_shared: bool
    next_on: date
    turns: int | None
