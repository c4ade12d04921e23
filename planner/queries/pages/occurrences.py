"""One occurrence with all that its page tells: who asks and which event it is are looked up once."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict, cast
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper

from planner.core.calendar import zones
from planner.models import Event
from planner.queries.afterwards import check_ins, lessons
from planner.queries.calendar import calendar, event_views, talks
from planner.queries.feelings import flags
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.plan import plans
from planner.queries.reminders import ladders, nudges, reminders
from planner.queries.views import OccurrencePage


class _Asked(TypedDict):
    """What is asked along with the row of the event."""

    can_share: bool
    nudged_at: datetime | None
    matters: list[list[Any]] | None


def page(actor: Actor, event_id: UUID, recurrence_id: str, *, now: datetime) -> OccurrencePage:
    """What this viewer sees of an occurrence. Raises `NotFound`."""
    who = who_queries.of(actor)
    event, standing, asked = _rows(who, event_id, recurrence_id, now=now)
    found = calendar.occurrence_view(who, event, sight.occurrence(who, event, recurrence_id))
    about, is_over, is_ahead = (event.uid, recurrence_id), found.ends_at <= now, found.starts_at > now
    told = check_ins.told(who, *about, can_share=asked["can_share"]) if is_over else None
    is_looked_back_on = told is not None and told.is_looked_back_on
    plan, kept = plans.of(who, standing, recurrence_id, is_looked_back_on=is_looked_back_on, now=now)
    ground = ladders.ground((who.person_id,), uid=None, now=now)
    concerns, nudged_at = ground.interest(who.person_id), asked["nudged_at"]
    felt = flags.felt_of(who, event, recurrence_id, matters=flags.read_matters(asked["matters"]))
    return OccurrencePage(
        occurrence=found,
        event=event_views.view(who, event, now=now),
        feelings=replace(felt, not_needed=concerns.is_not_needed(about)),
        plan=plan,
        kept=kept,
        talk=talks.of(who, standing, recurrence_id, now=now) if is_ahead else None,
        check_in=told.view if told else None,
        lessons=lessons.said_of(who, event, recurrence_id) if is_over else None,
        offered=None if is_over else lessons.for_occurrence(who, *about, event.kind, now=now),
        is_talk=talks.at_event(who, event, now=now),
        reminders=reminders.coming(who, event, recurrence_id, ground, now=now),
        is_muted=concerns.is_muted(about),
        nudged_local=zones.wall_clock(nudged_at, who.zone) if nudged_at and is_ahead else None,
    )


def _rows(who: Who, event_id: UUID, recurrence_id: str, *, now: datetime) -> tuple[Event, Event, _Asked]:
    """The event, the row that stands for its UID, and what is asked along: one query. Raises `NotFound`."""
    asked = {
        "can_share": ExpressionWrapper(sight.is_row_seen_by_the_other(who), output_field=BooleanField()),
        "nudged_at": nudges.nudged_at(who, now=now),
        "matters": flags.matters_along(who, recurrence_id),
    }
    event, standing = sight.with_standing(sight.copies(who, event_id).annotate(**asked), event_id)
    return event, standing, cast(_Asked, {name: getattr(event, name) for name in asked})
