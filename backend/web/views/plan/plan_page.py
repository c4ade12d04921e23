"""The one page of a plan: what is the reader's alone, what is theirs to share, and what is for both."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from backend.web.forms.feelings.flags import FlagForm, MattersForm
from backend.web.forms.feelings.own_lines import OwnLinesForm
from backend.web.forms.plan.plan_fields import AgreeForm, version_number
from backend.web.forms.plan.plans import PlanForm
from backend.web.forms.plan.reflections import HeardForm, ReflectForm
from planner.core.plan import reflecting, support_plan
from planner.core.plan.plan_content import Reply
from planner.core.visibility import Visibility
from planner.queries.views import PlanPage, PlanView, ReflectionView


def answer(request: HttpRequest, page: PlanPage, now: datetime, **refused: Form) -> HttpResponse:
    """The page, with whatever form was just refused, by its name below, in place of a fresh one."""
    seen = page.plan
    is_over = seen.is_closed or now >= seen.ends_at
    is_waiting = bool(seen.open and seen.open.my_yes)
    context: dict[str, Any] = {
        "plan": seen,
        "couple": page.couple,
        "feelings": page.feelings,
        "now": now,
        "is_over": is_over,
        "is_waiting": is_waiting,
        # What waits for a yes comes first, unless the reader is writing.
        "is_folded": bool(seen.open) and not is_waiting and not refused.get("form") and not _edits(request),
        "is_hidden": is_hidden(seen),
        "stage": _stage(seen, now),
        "heard": _latest(seen),
        "offered": page.offered,
    }
    if not is_over:
        context |= _own_forms(page) | _forms_for_both(request, seen) | refused
        context |= _yes_buttons(seen, context["form"], context["agree_form"])
    return render(request, "plans/plan.html", context)


def _forms_for_both(request: HttpRequest, seen: PlanView) -> dict[str, Form | None]:
    return {
        "form": _draft_form(request, seen),
        "agree_form": _open_agree_form(seen),
        "reflect_form": _reflect_form(seen),
        "heard_form": HeardForm(),
    }


def _yes_buttons(seen: PlanView, form: Form | None, agree_form: AgreeForm | None) -> dict[str, bool]:
    """Which buttons say yes, and which of them leads: none while somebody writes."""
    has_one_tap = _has_one_tap(seen)
    if agree_form is None:
        return {"has_one_tap": has_one_tap}
    is_simple = agree_form.is_bare or not agree_form.asks
    may_be_whole = bool(seen.draft or not seen.missing)
    return {
        "has_one_tap": has_one_tap,
        "offers_all": agree_form.wants_answers and may_be_whole,
        # One yes is enough: where it stands under the offer, none stands below.
        "offers_yes": agree_form.wants_answers or (may_be_whole and not has_one_tap),
        "leads_to_all": form is None,
        "leads_to_yes": form is None and is_simple,
    }


def agree_form(seen: PlanView, data: QueryDict) -> AgreeForm:
    """The answers to the version that the sender read."""
    given = version_number(data.get("version", ""))
    read = seen.open if given is None else seen.version(given)
    if read is None:
        return AgreeForm(data, asks=(), version=1, is_bare=True)
    asks = support_plan.asks_to(read.content, seen.me.id)
    return AgreeForm(data, asks=asks, version=read.number, is_bare=support_plan.is_bare(read.content))


def _own_forms(page: PlanPage) -> dict[str, Form]:
    """What is the reader's own, as long as they see the event that it is about."""
    seen, said = page.plan.occurrence, page.feelings
    if seen is None or said is None:
        return {}
    partner = page.couple.partner.name if page.couple.partner else ""
    return {
        "flag_form": FlagForm(
            None,
            flag=said.my_flag,
            partner=partner,
            is_recurring=seen.is_recurring,
            auto_id="flag_%s",
        ),
        "matters_form": MattersForm(None, matters=said.my_matters, partner=partner, auto_id="matters_%s"),
        "own_form": OwnLinesForm(None, own=page.own),
    }


def _draft_form(request: HttpRequest, seen: PlanView) -> PlanForm | None:
    """The form, while there is something to write; a plan on the table is changed on request only."""
    is_wanted = seen.draft or not seen.base or _edits(request)
    return PlanForm(plan=seen) if is_wanted else None


def _edits(request: HttpRequest) -> bool:
    return "edit" in request.GET


def _open_agree_form(seen: PlanView) -> AgreeForm | None:
    """The answers to the version that waits for a yes."""
    if seen.open is None:
        return None
    asks = support_plan.asks_to(seen.open.content, seen.me.id)
    is_bare = support_plan.is_bare(seen.open.content)
    return AgreeForm(
        asks=asks, version=seen.open.number, is_bare=is_bare, may_reflect=_may_reflect(seen, seen.open.number)
    )


def _reflect_form(seen: PlanView) -> ReflectForm | None:
    """Where the yes is given already, the sentence stands by itself."""
    is_asked = seen.partner and seen.base and _may_reflect(seen, seen.base)
    return ReflectForm(version=seen.base) if is_asked else None


def _may_reflect(seen: PlanView, number: int) -> bool:
    mine = [one for one in seen.reflections if one.by_me and one.number == number]
    return reflecting.may_reflect([one.reply for one in mine])


def _latest(seen: PlanView) -> tuple[ReflectionView, ...]:
    """The last sentence of each, whichever version it is about: the history has them all."""
    last = {one.by_me: one for one in seen.reflections}
    return tuple(one for one in seen.reflections if one in last.values())


def _has_one_tap(seen: PlanView) -> bool:
    """Whether all that waits for the reader's yes is one thing that the other offered instead."""
    if seen.open is None or seen.open.my_yes or (seen.missing and seen.draft is None):
        return False
    asks = seen.open.content.asks
    offers = [ask for ask in asks if ask.by == seen.me.id and ask.answer and ask.answer.reply is Reply.OTHER]
    return len(offers) == 1 and not support_plan.asks_to(seen.open.content, seen.me.id)


def is_hidden(seen: PlanView) -> bool:
    """Whether the viewer keeps the event to themselves, so that nobody could agree on it."""
    visibility = seen.occurrence.visibility if seen.occurrence else None
    return visibility is not None and visibility is not Visibility.SHARED


def _stage(seen: PlanView, now: datetime) -> str:
    if now >= seen.ends_at:
        return "afterwards"
    return "get_ready" if seen.agreed and not seen.open else "plan"
