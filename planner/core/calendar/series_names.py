"""What the occurrences of a series are called after an edit: whatever is said of one goes with its name."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.core.calendar import masters, recurrence, series, spans, zones
from planner.core.calendar.events import EventObject

_NEARBY = timedelta(days=7)

Name = tuple[str, str]
"""UID and RECURRENCE-ID; the second is "" for a one-off, and for what is said of a series as a whole."""


@dataclass(frozen=True, slots=True)
class Naming:
    """An edit, as far as it renames: `kept` is the old UID afterwards, `following` what was split off it.

    From `at` on (None: from the beginning, unless something was split off) the walls lie `move` later.
    """

    before: EventObject
    kept: EventObject | None
    following: EventObject | None = None
    at: datetime | None = None
    move: timedelta = spans.NO_TIME
    is_nearest: bool = False
    """Whether a date that the rule does not have is looked for nearby: the months differ in length."""

    @property
    def renames(self) -> bool:
        """Whether any name changes at all, or may."""
        if self.kept is None:
            return False
        return bool(self.following or self.move or _form(self.before) != _form(self.kept))

    def after(self, key: str) -> Name:
        """The name of what was called `key`; it may name nothing that takes place."""
        if not key and is_named(self.before):
            return self.before.uid, ""
        wall = _wall(self.before, key)
        if wall is None:
            return self.before.uid, key
        if self.following and self.at and wall >= self.at:
            return self.following.uid, self._named(self.following, key, zones.later(wall, self.move))
        moved = wall if self.at else zones.later(wall, self.move)
        return self.before.uid, self._named(self.kept, key, moved)

    def back(self, name: Name) -> Name:
        """Where the words about `name` belong once the edit is undone."""
        uid, key = name
        is_new = self.following is not None and uid == self.following.uid
        now = self.following if is_new else self.kept
        if now is None or not key and is_named(now):
            return self.before.uid, key
        wall = _wall(now, key)
        if wall is None:
            return self.before.uid, key
        is_moved = is_new or self.at is None
        return self.before.uid, _name(self.before, key, zones.later(wall, -self.move) if is_moved else wall)

    def is_gone(self, key: str) -> bool:
        """Whether what was called `key` took place, and does no more under its new name."""
        return takes_place(self.before, key) and not self._has(self.after(key))

    def _has(self, name: Name) -> bool:
        uid, key = name
        event = self.following if self.following and uid == self.following.uid else self.kept
        return event is not None and takes_place(event, key)

    def _named(self, event: EventObject | None, key: str, wall: datetime) -> str:
        if event is None:
            return key
        named = _name(event, key, wall)
        if not self.is_nearest or takes_place(event, named) or not takes_place(self.before, key):
            return named
        return _nearest(event, wall) or named


def seats(names: Collection[Name], goes: Callable[[Name], Name]) -> dict[Name, Name]:
    """Where each of the names goes that changes, no two to one place.

    Whoever sits where another comes to takes the place that became free: no words are ever written over.
    """
    moving = {name: goes(name) for name in sorted(names) if goes(name) != name}
    taken: dict[Name, Name] = {}
    for name, place in moving.items():
        taken.setdefault(place, name)
    moving = {name: place for place, name in taken.items()}
    sitting = {place: name for name, place in moving.items() if place in names and place not in moving}
    return moving | _pushed_on(sitting, moving)


def _pushed_on(sitting: dict[Name, Name], moving: dict[Name, Name]) -> dict[Name, Name]:
    """Those who sit in a place that is taken, and the free place at the end of the chain that pushed them."""
    pushed = {}
    comes_to = {place: name for name, place in moving.items()}
    for place, comer in sitting.items():
        free = comer
        while free in comes_to:
            free = comes_to[free]
        pushed[place] = free
    return pushed


def is_named(event: EventObject) -> bool:
    """Whether its occurrences carry a RECURRENCE-ID."""
    return event.is_recurring or len(event.masters) > 1


def _form(event: EventObject) -> tuple[bool, ...]:
    """What the names of an event's occurrences look like."""
    start = event.master.start if event.master else None
    return (is_named(event), *((start.is_date, start.tzid == "UTC") if start else ()))


def _wall(event: EventObject, key: str) -> datetime | None:
    if key:
        return series.wall_of(key)
    return event.master.start.wall if event.master else None


def takes_place(event: EventObject, key: str) -> bool:
    """Whether there is such an occurrence, or, for "", such a series."""
    if not key and is_named(event):
        return True
    return recurrence.find(event, key, home=zones.UTC_ZONE) is not None


def _name(event: EventObject, key: str, wall: datetime) -> str:
    master = event.master
    if master is None:
        return key
    if is_named(event):
        return masters.key_at(master, wall)
    return "" if masters.key_at(master, wall) == masters.key_at(master, master.start.wall) else key


def _nearest(event: EventObject, wall: datetime) -> str | None:
    """The name of the occurrence next to a wall time, if there is one within a week."""
    tz = zones.zone(event.master.start.tzid) if event.master else None
    at = zones.instant(wall, tz or zones.UTC_ZONE)
    near = recurrence.occurrences(
        event, zones.later(at, -_NEARBY), zones.later(at, _NEARBY), home=zones.UTC_ZONE
    )
    found = min(near, key=lambda one: abs(one.starts_at - at), default=None)
    return found.recurrence_id if found else None
