"""`index.html`: everything once more, for people: one file without script that opens anywhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Ask, Content, Reply
from planner.models import Event
from planner.queries import wording
from planner.queries.archive.facts import Facts
from planner.queries.calendar.event_views import last_wall
from planner.queries.people import sight
from planner.queries.views import PlanView

FOLDER = "planner/archive"


@dataclass(frozen=True, slots=True)
class Line:
    """An event on the page; a recurring one stands where it begins."""

    title: str
    location: str
    description: str
    start: datetime
    end: datetime
    is_all_day: bool
    is_recurring: bool
    tzid: str
    visibility: str


@dataclass(frozen=True, slots=True)
class Card:
    """A plan as it is read at the door, and the rest of it; an own draft where nothing is agreed."""

    plan: PlanView
    content: Content
    promised: tuple[Ask, ...]
    lines: tuple[tuple[str, str], ...]
    is_agreed: bool
    is_bare: bool


def written(facts: Facts, events: Iterable[list[Event]], *, count: int) -> Iterator[str]:
    """The page in pieces, the events last."""
    context = {"facts": facts, "cards": [_card(one) for one in facts.plans if _content(one)], "count": count}
    yield render_to_string(f"{FOLDER}/head.html", context)
    year = None
    for batch in events:
        for of, rows in groupby(map(_line, batch), key=lambda line: line.start.year):
            opens = {"year": of if of != year else None, "ends": year is not None and of != year}
            yield render_to_string(f"{FOLDER}/events.html", {"lines": list(rows)} | opens)
            year = of
    yield render_to_string(f"{FOLDER}/tail.html", {"has_events": year is not None})


def _line(row: Event) -> Line:
    first = sight.parsed(row).components[0]
    return Line(
        title=wording.title(first.summary),
        location=first.location,
        description=first.description,
        start=first.start.wall,
        end=last_wall(first),
        is_all_day=first.start.is_date,
        is_recurring=row.is_recurring,
        tzid=first.start.tzid,
        visibility=row.visibility,
    )


def _content(plan: PlanView) -> Content | None:
    """What was agreed, else what is on the table, else the reader's own lines."""
    if plan.agreed or plan.open:
        return (plan.agreed or plan.open).content  # type: ignore[union-attr]
    return plan.draft


def _card(plan: PlanView) -> Card:
    content = _content(plan) or Content()
    people = (plan.partner, plan.me) if plan.partner else (plan.me,)
    return Card(
        plan=plan,
        content=content,
        promised=tuple(
            ask for ask in content.asks if not ask.answer or ask.answer.reply is not Reply.NOT_THIS_TIME
        ),
        lines=tuple((one.name, text) for one in people if (text := content.line_of(one.id))),
        is_agreed=plan.agreed is not None,
        is_bare=support_plan.is_bare(content),
    )
