"""Two yeses on one version: what plans and the standing agreement have in common.

Versions are frozen and numbered, oldest first. Nothing that was said is rewritten, only who says yes to it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from planner.core.plan.plan_content import Content
from planner.errors import NotFound, Stale


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    author: UUID
    content: Content
    yes: frozenset[UUID]
    """Who says yes to it now: its author too, unless taken back. With nobody's it is withdrawn."""
    was_agreed: bool = False
    """Whether both said yes to it at one time: it then took the place of every version before it."""


def is_agreed(version: Version, partners: Collection[UUID]) -> bool:
    return len(partners) == 2 and version.yes.issuperset(partners)


def agreed(versions: Sequence[Version], partners: Collection[UUID]) -> Version | None:
    """What both say yes to now; it stays readable while a newer version waits.

    A yes that is taken back brings no older agreement back: nothing agrees on anyone's behalf.
    """
    last = next((one for one in reversed(versions) if one.was_agreed or is_agreed(one, partners)), None)
    return last if last and is_agreed(last, partners) else None


def waiting(versions: Sequence[Version], partners: Collection[UUID]) -> Version | None:
    """The newest version that somebody still stands by, while it waits for the other's yes.

    Whoever has proposed another since no longer stands by an older one, even if they withdrew that too.
    """
    moved_on: set[UUID] = set()
    for version in reversed(versions):
        if is_agreed(version, partners):
            return None
        if version.yes - moved_on:
            return version
        if version.was_agreed:
            return None
        moved_on.add(version.author)
    return None


def on_the_table(versions: Sequence[Version], partners: Collection[UUID]) -> Version | None:
    """What the next version is written on: the one that waits, else what is agreed."""
    return waiting(versions, partners) or agreed(versions, partners)


def refuse_stale(versions: Sequence[Version], partners: Collection[UUID], number: int) -> None:
    """Nothing, if this is the number of what is on the table, 0 being nothing; else `Stale`."""
    table = on_the_table(versions, partners)
    if number != (table.number if table else 0):
        raise Stale


def following(versions: Sequence[Version], content: Content, *, by: UUID) -> Version:
    """The next version, which carries its author's yes."""
    return Version(len(versions) + 1, by, content, frozenset({by}))


def numbered(versions: Sequence[Version], number: int) -> Version:
    """The version of this number. Raises `NotFound`."""
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def without(version: Version, by: UUID, partners: Collection[UUID]) -> Version:
    """The version without this partner's yes, remembering that it was agreed if it was."""
    return replace(
        version, yes=version.yes - {by}, was_agreed=version.was_agreed or is_agreed(version, partners)
    )
