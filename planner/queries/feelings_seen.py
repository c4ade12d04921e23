"""How hard and how much it matters, for many events at once, from what one viewer may see.

What the other did not share is never loaded, so it cannot weigh in an order, a count or a warning.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from planner.models import Flag, Mark, Matters
from planner.queries import sight
from planner.queries.who import Who

_SHARED_WITHOUT_LEVEL = 1

Said = Mapping[UUID, Mapping[tuple[str, str], int]]
"""By person, what they said of an occurrence or, with "" for its recurrence id, of a whole series."""


@dataclass(frozen=True, slots=True)
class Feelings:
    flags: Said
    matters: Said
    marks: Collection[tuple[str, str]]
    untold: Collection[tuple[UUID, str, str]]
    """Flags, by owner and occurrence, whose level their owner keeps: they count, and nobody says how much."""

    @property
    def flagged(self) -> set[str]:
        """The UIDs of which anybody is seen to say that they are hard."""
        return {uid for levels in self.flags.values() for uid, _ in levels}

    def level(self, uid: str, recurrence_id: str) -> int:
        """0, or the highest level that anybody is seen to give it."""
        return max(_levels(self.flags, uid, recurrence_id), default=0)

    def is_level_told(self, uid: str, recurrence_id: str) -> bool:
        """Whether somebody is seen to say how hard it is."""
        for owner, levels in self.flags.items():
            key = (uid, recurrence_id) if (uid, recurrence_id) in levels else (uid, "")
            if key in levels and (owner, *key) not in self.untold:
                return True
        return False

    def mattering(self, uid: str, recurrence_id: str) -> tuple[int, ...]:
        """How much it is seen to matter, a number for each who said so."""
        return _levels(self.matters, uid, recurrence_id)

    def not_needed(self, uid: str, recurrence_id: str) -> bool:
        return (uid, recurrence_id) in self.marks or (uid, "") in self.marks


def of(who: Who, uids: Collection[str]) -> Feelings:
    """What the viewer may know about these events, in three queries."""
    marks = Mark.objects.filter(person_id=who.person_id, uid__in=uids)
    said, untold = _flags(who, Q(uid__in=uids))
    return Feelings(
        flags=said,
        untold=untold,
        matters=_matters(who, uids),
        marks=frozenset(marks.values_list("uid", "recurrence_id")),
    )


def flags(who: Who) -> Feelings:
    """What the viewer may know to be hard, of whatever event: in one query, and nothing beside it."""
    said, untold = _flags(who, Q())
    return Feelings(flags=said, matters={}, marks=frozenset(), untold=untold)


def _levels(said: Said, uid: str, recurrence_id: str) -> tuple[int, ...]:
    """What each said of the occurrence, else of its series."""
    each = (levels.get((uid, recurrence_id), levels.get((uid, ""), 0)) for levels in said.values())
    return tuple(level for level in each if level)


def _flags(who: Who, about: Q) -> tuple[Said, Collection[tuple[UUID, str, str]]]:
    theirs = sight.said_by_the_other(who) & sight.is_flag_shared()
    said: dict[UUID, dict[tuple[str, str], int]] = {}
    untold: set[tuple[UUID, str, str]] = set()
    for flag in Flag.objects.filter(about, Q(owner_id=who.person_id) | theirs).order_by("id"):
        is_seen = flag.owner_id == who.person_id or flag.level_shared_at
        level = flag.level if is_seen else _SHARED_WITHOUT_LEVEL
        said.setdefault(flag.owner_id, {})[flag.uid, flag.recurrence_id] = level
        if not is_seen:
            untold.add((flag.owner_id, flag.uid, flag.recurrence_id))
    return said, untold


def _matters(who: Who, uids: Collection[str]) -> Said:
    theirs = sight.said_by_the_other(who) & Q(level_shared_at__isnull=False)
    rows = Matters.objects.filter(Q(owner_id=who.person_id) | theirs, uid__in=uids).order_by("id")
    said: dict[UUID, dict[tuple[str, str], int]] = {}
    for row in rows:
        said.setdefault(row.owner_id, {})[row.uid, row.recurrence_id] = row.level
    return said
