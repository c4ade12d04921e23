"""One dated event: when and where, what both said of it, and the next step towards a plan."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import etag, require_safe

from backend.web import live
from backend.web.signed_in import who
from planner.core.plan.support_plan import State
from planner.core.visibility import Visibility
from planner.queries.pages import occurrences
from planner.queries.views import OccurrencePage, OccurrenceView, PlanView

STAGES = {
    State.DRAFT: "plan",
    State.PROPOSED: "plan",
    State.AGREED: "get_ready",
    State.GOING_SEPARATELY: "get_ready",
    State.DECLINED: "get_ready",
}


@login_required
@require_safe
@etag(live.etag)
def occurrence(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    page = occurrences.page(who(request), event_id, slug, now=now)
    found, plan = page.occurrence, page.plan
    context = {
        "now": now,
        "occurrence": found,
        "event": page.event,
        "feelings": page.feelings,
        "plan": plan,
        "kept": page.kept,
        "stage": _stage(found, plan, now),
        "is_over": found.ends_at <= now,
        "check_in": page.check_in if _is_looked_back_on(page) else None,
        "lessons": page.lessons,
        "offered": page.offered,
        "can_talk": _can_talk(found, plan, now),
        "talk": page.talk,
        "may_nudge": _may_nudge(page, now),
        "nudged_local": page.nudged_local,
        "is_talk": page.is_talk,
        "reminders": page.reminders,
        "is_muted": page.is_muted,
        "visibilities": list(Visibility),
    }
    page_of = "talks/talk.html" if page.is_talk else "occurrence/occurrence.html"
    return render(request, page_of, context)


def _is_looked_back_on(page: OccurrencePage) -> bool:
    """Whether this viewer has a reason to say how it was: a plan, a flag, or that one of them has said so."""
    said, feelings, kept = page.check_in, page.feelings, page.lessons
    is_planned = page.plan is not None and page.plan.state is not State.NONE
    is_said = said is not None and bool(said.mine or said.theirs or said.is_archived)
    is_kept = kept is not None and bool(kept.mine or kept.theirs)
    return is_planned or bool(feelings.my_flag or feelings.their_flag) or is_said or is_kept


def _may_nudge(page: OccurrencePage, now: datetime) -> bool:
    """Whether there is something for both to look at: of what the viewer keeps to themselves nobody hears."""
    plan, mine = page.plan, page.feelings.my_flag
    is_shared = page.feelings.their_flag is not None or (mine is not None and mine.is_shared)
    is_on_the_table = plan is not None and plan.open is not None
    return _can_talk(page.occurrence, plan, now) and (is_shared or is_on_the_table)


def _can_talk(found: OccurrenceView, plan: PlanView | None, now: datetime) -> bool:
    """Whether a talk beforehand may still bring a plan: there is time, it is open, and both see the event."""
    is_open = plan is None or plan.state in (State.NONE, State.DRAFT, State.PROPOSED)
    return is_open and found.starts_at > now and found.visibility in (None, Visibility.SHARED)


def _stage(found: OccurrenceView, plan: PlanView | None, now: datetime) -> str:
    if found.ends_at <= now:
        return "afterwards"
    return STAGES.get(plan.state, "look_ahead") if plan else "look_ahead"
