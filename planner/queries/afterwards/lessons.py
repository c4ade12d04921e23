"""Lessons: one's own, the other's as far as they share them, and which of them something new begins with."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner import errors
from planner.models import Event, KindChoice, Lesson
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import LessonsView, LessonView, OfferedView

_MOST_LOOKED_AT = 40


def mine(actor: UUID) -> tuple[LessonView, ...]:
    """All that the actor keeps, the latest event first."""
    who = who_queries.of(actor)
    return _views(who, _in_order(Lesson.objects.filter(owner_id=actor)))


def visible(actor: UUID) -> tuple[LessonView, ...]:
    """The same, and what the other shares of theirs."""
    who = who_queries.of(actor)
    return _views(who, _in_order(_told(who)))


def lesson(actor: UUID, lesson_id: UUID) -> LessonView:
    """One lesson. Raises `NotFound`."""
    who = who_queries.of(actor)
    found = _views(who, _told(who).filter(id=lesson_id))
    if not found:
        raise errors.NotFound
    return found[0]


def said_of(who: Who, event: Event, recurrence_id: str) -> LessonsView:
    """What the two kept of an occurrence in sight."""
    rows = _told(who).filter(uid=event.uid, recurrence_id=recurrence_id)
    found = {row.is_mine: row for row in (_view(who, row, {event.uid: event}) for row in rows)}
    return LessonsView(mine=found.get(True), theirs=found.get(False))


def offered(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> OfferedView:
    """What the actor may begin an occurrence with. Raises `NotFound`."""
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    sight.occurrence(who, event, recurrence_id)
    return for_occurrence(who, event.uid, recurrence_id, event.kind, now=now)


def for_occurrence(who: Who, uid: str, recurrence_id: str, kind: str, *, now: datetime) -> OfferedView:
    """What this viewer may begin an occurrence with: lessons of the same series, and of events of this kind.

    Of each owner the latest; nothing that was kept of this occurrence itself, nor, for a kind that says
    nothing ("other"), of any that is merely of it.
    """
    alike = Q(uid=uid) if kind == KindChoice.OTHER else Q(uid=uid) | Q(kind=kind)
    rows = _told(who).filter(alike, happened_at__lt=now).exclude(uid=uid, recurrence_id=recurrence_id)
    found = list(_in_order(rows)[:_MOST_LOOKED_AT])
    series = [row for row in found if row.uid == uid]
    others = [row for row in found if row.uid != uid]
    last, like_it = _latest_time(who, series), _latest_each(who, others)
    views = {view.id: view for view in _views(who, (*last, *like_it))}
    return OfferedView(
        last_time=tuple(views[row.id] for row in last), alike=tuple(views[row.id] for row in like_it)
    )


def _latest_time(who: Who, rows: Sequence[Lesson]) -> list[Lesson]:
    """Those of the last occurrence that brought any."""
    return _latest_each(who, [row for row in rows if row.happened_at == rows[0].happened_at])


def _latest_each(who: Who, rows: Iterable[Lesson]) -> list[Lesson]:
    """The first of each owner, the viewer's own before the other's."""
    found: dict[UUID, Lesson] = {}
    for row in rows:
        found.setdefault(row.owner_id, row)
    return [found[one] for one in who.couple_ids if one in found]


def _told(who: Who) -> QuerySet[Lesson]:
    theirs = sight.told_for_good_by_the_other(who) & Q(shared_at__isnull=False)
    return Lesson.objects.filter(Q(owner_id=who.person_id) | theirs)


def _in_order(rows: QuerySet[Lesson]) -> QuerySet[Lesson]:
    # By when it was, not by when it was written: that would tell of changes to what is not shared.
    return rows.order_by("-happened_at", "id")


def _views(who: Who, rows: Iterable[Lesson]) -> tuple[LessonView, ...]:
    found = list(rows)
    if not found:
        return ()
    once = sight.once(who).filter(uid__in={row.uid for row in found}).defer("ics")
    events = {event.uid: event for event in once}
    return tuple(_view(who, row, events) for row in found)


def _view(who: Who, row: Lesson, events: dict[str, Event]) -> LessonView:
    event = events.get(row.uid)
    return LessonView(
        id=row.id,
        event_id=event.id if event else None,
        recurrence_id=row.recurrence_id,
        title=sight.parsed(event).summary if event else "",
        kind=row.kind,
        happened_on=row.happened_at.astimezone(who.zone).date(),
        text=row.text,
        is_mine=row.owner_id == who.person_id,
        is_shared=row.shared_at is not None,
    )
