"""What one said of evenings that are long past: on a page of one's own, and on no other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from planner.core.repair import ORDER, Part
from planner.models import CheckIn, RepairLine
from planner.queries.afterwards import check_ins
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import AnswerView, ArchivedView, RepairWordsView

Key = tuple[str, str]


@dataclass(slots=True)
class _Found:
    id: UUID | None = None
    at: datetime | None = None
    answer: AnswerView | None = None
    lines: list[RepairLine] = field(default_factory=list)


def mine(actor: UUID) -> tuple[ArchivedView, ...]:
    """All that lies in the actor's archive, the latest evening first."""
    who = who_queries.of(actor)
    found: defaultdict[Key, _Found] = defaultdict(_Found)
    archived = {"owner_id": actor, "archived_at__isnull": False}
    for row in CheckIn.objects.filter(**archived, felt__isnull=False):
        one = found[row.uid, row.recurrence_id]
        one.id, one.at, one.answer = row.id, row.created_at, check_ins.answer(row)
    for line in RepairLine.objects.filter(**archived).order_by("created_at", "id"):
        one = found[line.uid, line.recurrence_id]
        one.id, one.at = one.id or line.id, one.at or line.created_at
        one.lines.append(line)
    return _views(who, found)


def words(rows: Sequence[RepairLine]) -> tuple[RepairWordsView, ...]:
    """One's own lines of a talk that say something, in the order of its steps."""
    told = (row for row in sorted(rows, key=lambda row: ORDER.index(Part(row.part))) if row.text)
    return tuple(_words(row) for row in told)


def _words(row: RepairLine) -> RepairWordsView:
    part, is_felt = Part(row.part), row.part == Part.FELT
    feelings = tuple(row.text.split()) if is_felt else ()
    return RepairWordsView(part, "" if is_felt else row.text, feelings, is_shared=row.shared_at is not None)


def _views(who: Who, found: dict[Key, _Found]) -> tuple[ArchivedView, ...]:
    once = sight.once(who).filter(uid__in={uid for uid, _ in found}).defer("ics")
    titles = {event.uid: sight.parsed(event).summary for event in once}
    views = (
        ArchivedView(
            id=one.id,
            title=titles.get(uid, ""),
            on=one.at.astimezone(who.zone).date(),
            answer=one.answer,
            words=words(one.lines),
        )
        for (uid, _), one in found.items()
        if one.id and one.at
    )
    return tuple(sorted(views, key=lambda view: (view.on, view.title), reverse=True))
