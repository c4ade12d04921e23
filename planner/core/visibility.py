"""What the other partner is shown of an event: all of it, only its time, or nothing."""

from enum import StrEnum


class Visibility(StrEnum):
    SHARED = "shared"
    BUSY = "busy"
    PRIVATE = "private"


class Shown(StrEnum):
    FULL = "full"
    BUSY = "busy"
    NOTHING = "nothing"


_TO_THE_OTHER = {
    Visibility.SHARED: Shown.FULL,
    Visibility.BUSY: Shown.BUSY,
    Visibility.PRIVATE: Shown.NOTHING,
}


def shown(visibility: Visibility, *, is_owner: bool, together: bool) -> Shown:
    """How much of an event this viewer is shown; `together` says that viewer and owner are a couple now."""
    if is_owner:
        return Shown.FULL
    return _TO_THE_OTHER[visibility] if together else Shown.NOTHING
