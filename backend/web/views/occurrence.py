"""One dated event: when and where, what both said of it, and the next step towards a plan."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.web.signed_in import actor
from planner.core.plan.support_plan import State
from planner.core.visibility import Visibility
from planner.queries import calendar, flags, plans, reminders, slots
from planner.queries.views import OccurrenceView, PlanView, ReminderView

STAGES = {
    State.DRAFT: "plan",
    State.PROPOSED: "plan",
    State.AGREED: "get_ready",
    State.GOING_SEPARATELY: "get_ready",
    State.DECLINED: "get_ready",
}


@login_required
@require_safe
def occurrence(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    found = calendar.occurrence(actor(request), event_id, slug)
    plan = plans.for_occurrence(actor(request), event_id, slug, now=now)
    context = {
        "now": now,
        "occurrence": found,
        "event": calendar.event(actor(request), event_id, now=now),
        "feelings": flags.feelings(actor(request), event_id, slug),
        "plan": plan,
        "kept": plans.kept_for(actor(request), event_id, slug, now=now),
        "stage": _stage(found, plan, now),
        "is_over": found.ends_at <= now,
        "can_talk": _can_talk(found, plan, now),
        "clashes": _clashes(actor(request), found, now),
        "reminders": _reminders(actor(request), event_id, slug, now),
        "visibilities": list(Visibility),
    }
    return render(request, "occurrence/occurrence.html", context)


def _can_talk(found: OccurrenceView, plan: PlanView | None, now: datetime) -> bool:
    """Whether a talk beforehand may still bring a plan: there is time, it is open, and both see the event."""
    is_open = plan is None or plan.state in (State.NONE, State.DRAFT, State.PROPOSED)
    return is_open and found.starts_at > now and found.visibility in (None, Visibility.SHARED)


def _clashes(person: UUID, found: OccurrenceView, now: datetime) -> tuple[OccurrenceView, ...]:
    """What the viewer has while a talk is on. The other is told nothing of it, and was offered the time."""
    if found.event_id is None or found.ends_at <= now or not slots.is_talk(found):
        return ()
    return slots.mine_at(person, found.starts_at, found.ends_at, but=found.event_id)


def _stage(found: OccurrenceView, plan: PlanView | None, now: datetime) -> str:
    if found.ends_at <= now:
        return "afterwards"
    return STAGES.get(plan.state, "look_ahead") if plan else "look_ahead"


def _reminders(person: UUID, event_id: UUID, slug: str, now: datetime) -> list[ReminderView]:
    """The viewer's own that are still to come for it."""
    log = reminders.log(person, now=now)
    return [one for one in log.next if (one.event_id, one.recurrence_id) == (event_id, slug)]
