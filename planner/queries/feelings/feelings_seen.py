"""How hard and how much it matters, for many events at once, from what one viewer may see.

What the other did not share is never loaded, so it cannot weigh in an order, a count or a warning.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from planner.core.calendar import zones
from planner.models import Flag, Mark, Matters
from planner.queries.engine import among, compiled
from planner.queries.engine.among import Among
from planner.queries.engine.compiled import Statement
from planner.queries.people import sight
from planner.queries.people.who import Who

_SHARED_WITHOUT_LEVEL = 1
_FLAG, _MATTERS, _MARK = "flag", "matters", "mark"
_KEY = ("uid", "recurrence_id")
_STAND_INS = {"me": UUID(int=1), "other": UUID(int=2), "uids": "the uids asked about"}

_Levels = dict[tuple[str, str], int]
_Rows = QuerySet[Any, tuple[Any, ...]]

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

    @property
    def uids(self) -> set[str]:
        """The UIDs of which anybody is seen to say anything."""
        mattering = {uid for levels in self.matters.values() for uid, _ in levels}
        return self.flagged | mattering | {uid for uid, _ in self.marks}

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


class _Row(NamedTuple):
    """What one of them said of an occurrence, or of all; the level of a mark says nothing."""

    what: str
    owner_id: UUID
    uid: str
    recurrence_id: str
    level: int
    is_told: bool


def of(who: Who, uids: Collection[str]) -> Feelings:
    """What the viewer may know about these events, in one query."""
    given = {"me": who.person_id, "other": who.partner_id, "uids": among.packed(uids)}
    rows = _statement(connection.vendor, who.partner_id is None).rows(given)
    return _seen(_Row(what, compiled.uuid(owner_id), *rest) for what, owner_id, *rest in rows)


@cache
def _statement(vendor: str, is_alone: bool) -> Statement:
    return compiled.statement(partial(_asked, is_alone=is_alone), _STAND_INS)


def _asked(*, me: UUID, other: UUID, uids: str, is_alone: bool) -> _Rows:
    who, about = Who(me, me, None if is_alone else other, zones.UTC_ZONE), Q(Among("uid", uids))
    return _flags(who, about).union(_matters(who, about), _marks(who, about), all=True)


def flags(who: Who) -> Feelings:
    """What the viewer may know to be hard, of whatever event: in one query, and nothing beside it."""
    return _seen(_Row(*row) for row in _flags(who, Q()))


def _levels(said: Said, uid: str, recurrence_id: str) -> tuple[int, ...]:
    """What each said of the occurrence, else of its series."""
    each = (levels.get((uid, recurrence_id), levels.get((uid, ""), 0)) for levels in said.values())
    return tuple(level for level in each if level)


def _seen(rows: Iterable[_Row]) -> Feelings:
    flags, matters = defaultdict[UUID, _Levels](dict), defaultdict[UUID, _Levels](dict)
    marks, untold = set(), set()
    for row in rows:
        key = row.uid, row.recurrence_id
        if row.what == _MARK:
            marks.add(key)
        elif row.what == _MATTERS:
            matters[row.owner_id][key] = row.level
        else:
            flags[row.owner_id][key] = row.level if row.is_told else _SHARED_WITHOUT_LEVEL
            if not row.is_told:
                untold.add((row.owner_id, *key))
    return Feelings(flags=flags, matters=matters, marks=marks, untold=untold)


def _flags(who: Who, about: Q) -> _Rows:
    mine = Q(owner_id=who.person_id)
    is_told = ExpressionWrapper(mine | Q(level_shared_at__isnull=False), output_field=BooleanField())
    rows = Flag.objects.filter(about, mine | sight.said_by_the_other(who) & sight.is_flag_shared())
    return rows.values_list(Value(_FLAG), "owner_id", *_KEY, "level", is_told)


def _matters(who: Who, about: Q) -> _Rows:
    theirs = sight.said_by_the_other(who) & Q(level_shared_at__isnull=False)
    rows = Matters.objects.filter(about, Q(owner_id=who.person_id) | theirs)
    return rows.values_list(Value(_MATTERS), "owner_id", *_KEY, "level", Value(True))


def _marks(who: Who, about: Q) -> _Rows:
    rows = Mark.objects.filter(about, person_id=who.person_id)
    return rows.values_list(Value(_MARK), "person_id", *_KEY, Value(0), Value(True))
