"""What the start tells beside its list: talks that lie ahead, and what lately did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from planner.core.calendar import zones
from planner.core.calendar.free_slots import QUARTER
from planner.models import Person, Reminder, Talk
from planner.queries.calendar import talks
from planner.queries.engine import compiled, nested
from planner.queries.engine.compiled import Statement
from planner.queries.engine.nested import Rows
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.reminders import reminder_rows, reminders
from planner.queries.views import ReminderView, TalkView

M = TypeVar("M", bound=Model)

_STAND_INS = {
    "me": UUID(int=1),
    "other": UUID(int=2),
    "couple": UUID(int=3),
    "after": datetime(1971, 1, 1, tzinfo=UTC),
    "since": datetime(1972, 1, 1, tzinfo=UTC),
}


@dataclass(frozen=True, slots=True)
class News:
    talks: tuple[TalkView, ...]
    notices: tuple[ReminderView, ...]


def of(who: Who, *, now: datetime) -> News:
    """Both in two queries, and a third for what else the viewer has at the time of a talk."""
    given = {
        "me": who.person_id,
        "other": who.partner_id,
        "couple": who.couple_id,
        "after": now - QUARTER,
        "since": now - reminders.NOTICED,
    }
    ((coming, gone, beside),) = _statement(connection.vendor, who.partner_id is None).rows(given)
    open_talks, not_arrived = _read(Talk, coming), _read(Reminder, gone)
    uids = {row.uid for row in open_talks} | {row.uid for row in not_arrived}
    events = sight.for_uids(who, uids - {""})
    return News(
        talks=talks.ahead(who, open_talks, events.values(), now=now),
        notices=reminders.notices(who, not_arrived, _read(Reminder, beside), events),
    )


@cache
def _statement(vendor: str, is_alone: bool) -> Statement:
    """Put into SQL once, for Django needs longer for that than the database for its answer."""
    return compiled.statement(partial(_asked, is_alone=is_alone), _STAND_INS)


def _asked(
    *, me: UUID, other: UUID, couple: UUID, after: datetime, since: datetime, is_alone: bool
) -> QuerySet[Person, tuple[Any, ...]]:
    who = Who(me, couple, None if is_alone else other, zones.UTC_ZONE)
    lost = reminders.lost(who, since=since)
    asked = (_all(talks.coming(who, after=after)), _all(lost), _all(reminder_rows.beside(lost)))
    return Person.objects.filter(id=me).values_list(*asked)


def _all(rows: QuerySet[M]) -> Rows:
    return Rows(rows, *nested.names(rows.model))


def _read(model: type[M], column: str | None) -> Sequence[M]:
    return [nested.row(model, one) for one in nested.lists(column)]
