"""One occurrence with all that its page tells: who asks and which event it is are looked up once."""

from datetime import datetime
from uuid import UUID

from planner.queries import (
    calendar,
    check_ins,
    event_views,
    flags,
    ladders,
    lessons,
    nudges,
    plans,
    reminders,
    sight,
    talks,
)
from planner.queries import who as who_queries
from planner.queries.views import OccurrencePage
from planner.queries.who import Actor


def page(actor: Actor, event_id: UUID, recurrence_id: str, *, now: datetime) -> OccurrencePage:
    """What this viewer sees of an occurrence. Raises `NotFound`."""
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    found = calendar.occurrence_view(who, event, sight.occurrence(who, event, recurrence_id))
    is_over = found.ends_at <= now
    plan, kept = plans.of(who, event.uid, recurrence_id, now=now)
    ground = ladders.ground((actor,), uid=None, now=now)
    return OccurrencePage(
        occurrence=found,
        event=event_views.view(who, event, now=now),
        feelings=flags.said_of(who, event, recurrence_id),
        plan=plan,
        kept=kept,
        talk=talks.of(who, event, recurrence_id, now=now) if found.starts_at > now else None,
        check_in=check_ins.said_of(who, event.uid, recurrence_id) if is_over else None,
        lessons=lessons.said_of(who, event, recurrence_id) if is_over else None,
        offered=None
        if is_over
        else lessons.for_occurrence(who, event.uid, recurrence_id, event.kind, now=now),
        is_talk=talks.at_event(who, event, now=now),
        reminders=reminders.coming(who, event, recurrence_id, ground, now=now),
        is_muted=ground.interest(actor).is_muted((event.uid, recurrence_id)),
        nudged_local=nudges.lately(who, event.uid, now=now) if found.starts_at > now else None,
    )
