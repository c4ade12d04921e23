"""What was found out about one part."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`worth a look` needs nobody at night."""

    WELL = "well"
    LOOK = "worth a look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`said` is what is so, `do` what to do about it; neither holds a secret or anything of anybody."""

    part: str
    level: Level
    said: str
    do: str = ""


def well(part: str, said: str) -> Finding:
    return Finding(part, Level.WELL, said)


def look(part: str, said: str, do: str) -> Finding:
    return Finding(part, Level.LOOK, said, do)


def wrong(part: str, said: str, do: str) -> Finding:
    return Finding(part, Level.WRONG, said, do)
