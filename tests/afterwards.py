"""An evening that was hard, looked back on by both, and how they talk it over."""

from datetime import datetime
from uuid import UUID

from planner.actions.afterwards import check_ins, repairs
from planner.core.check_ins import Felt, Reveal
from planner.core.repair import ORDER, Part


def looked_back(*people: UUID, on: UUID, key: str = "", now: datetime) -> None:
    """Each says that it was hard, to be read by both."""
    for one in people:
        check_ins.say(one, on, key, felt=Felt.HARD, reveal=Reveal.TOGETHER, now=now)


def calm(*people: UUID, on: UUID, key: str = "", now: datetime) -> None:
    """Each is calm enough."""
    for one in people:
        check_ins.want_to_talk(one, on, key, now=now)


def sat_down(first: UUID, second: UUID, *, on: UUID, key: str = "", now: datetime) -> None:
    """They looked back, are both calm enough, and have begun the ten minutes."""
    looked_back(first, second, on=on, key=key, now=now)
    calm(first, second, on=on, key=key, now=now)
    repairs.begin(first, on, key, now=now)


def write(
    who: UUID, on: UUID, part: Part, text: str = "", *, key: str = "", now: datetime, **how: bool
) -> None:
    """One's own line in a part, done unless `how` says otherwise."""
    repairs.write(who, on, key, part=part, text=text, now=now, **how)


def through(*people: UUID, on: UUID, until: Part, key: str = "", now: datetime) -> None:
    """Both pass whatever comes before a part."""
    for part in ORDER[: ORDER.index(until)]:
        for one in people:
            write(one, on, part, key=key, now=now)
