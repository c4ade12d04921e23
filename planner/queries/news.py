"""What the start tells beside its list: talks that lie ahead, and what lately did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from planner.models import Person, Reminder, Talk
from planner.queries import nested, reminder_rows, reminders, sight, talks
from planner.queries.nested import Rows
from planner.queries.views import ReminderView, TalkView
from planner.queries.who import Who

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class News:
    talks: tuple[TalkView, ...]
    notices: tuple[ReminderView, ...]


def of(who: Who, *, now: datetime) -> News:
    """Both in two queries, and a third for what else the viewer has at the time of a talk."""
    lost = reminders.lost(who, now=now)
    asked = (_all(talks.coming(who, now=now)), _all(lost), _all(reminder_rows.beside(lost)))
    coming, gone, beside = Person.objects.values_list(*asked).get(id=who.person_id)
    open_talks, not_arrived = _read(Talk, coming), _read(Reminder, gone)
    uids = {row.uid for row in open_talks} | {row.uid for row in not_arrived}
    events = sight.for_uids(who, uids - {""})
    return News(
        talks=talks.ahead(who, open_talks, events.values(), now=now),
        notices=reminders.notices(who, not_arrived, _read(Reminder, beside), events),
    )


def _all(rows: QuerySet[M]) -> Rows:
    return Rows(rows, *nested.names(rows.model))


def _read(model: type[M], found: list[list[object]] | None) -> Sequence[M]:
    return [nested.row(model, one) for one in found or ()]
