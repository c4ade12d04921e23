"""What the links of a mail lead to: a page with one button, and a POST that does what it says.

Whoever holds the link has all it takes: no session, no CSRF token. So the page says no more than the mail,
and reading it changes nothing, because mail scanners follow links. An answer or a yes is not given here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.signed_in import actor
from planner import errors
from planner.actions.calendar import talks
from planner.actions.channels import replies as deeds
from planner.queries.channels import replies
from planner.queries.views import ReplyView, SlotView

METHODS = ["GET", "HEAD", "OPTIONS", "POST"]


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it, for the page; `reason` says why nothing did."""

    is_done: bool = True
    reason: str = ""


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to whoever holds the link, by every method that changes nothing and by POST."""
    return csrf_exempt(sensitive_variables("token")(require_http_methods(METHODS)(view)))


@_by_link
def snooze(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = replies.by_token(token, now=now)
    said = None
    if request.method == "POST":
        snoozed = deeds.snooze(link.person_id, link.reminder_id, now=now)
        said = Said(snoozed.until is not None, snoozed.reason)
    return _page(request, "snooze", token, said)


@_by_link
def mute(request: HttpRequest, token: str) -> HttpResponse:
    return _about_the_event(request, "mute", token, deeds.mute)


@_by_link
def unmute(request: HttpRequest, token: str) -> HttpResponse:
    return _about_the_event(request, "unmute", token, deeds.unmute)


@_by_link
def talk(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Pick one of the times that the mail offered."""
    now = timezone.now()
    link = replies.by_token(token, now=now)
    slot = _slot(link, number)
    said = None
    if request.method == "POST":
        try:
            talks.pick(link.person_id, link.reminder_id, number, now=now)
            said = Said()
        except errors.NotFound:
            raise
        except errors.AlongsideError as error:
            said = Said(is_done=False, reason=error.message)
    return _page(request, "talk", token, said, slot=slot)


@login_required
@require_POST
def event_mute(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    deeds.mute_event(actor(request), event_id, slug, now=timezone.now())
    messages.success(request, _("You get no more reminders of this event. Your partner’s are their own."))
    return redirect("web:occurrence", event_id, slug)


@login_required
@require_POST
def event_unmute(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    deeds.unmute_event(actor(request), event_id, slug, now=timezone.now())
    messages.success(request, _("You get reminders of this event again."))
    return redirect("web:occurrence", event_id, slug)


def _about_the_event(request: HttpRequest, name: str, token: str, deed: Callable[..., None]) -> HttpResponse:
    now = timezone.now()
    link = replies.by_token(token, now=now)
    said = None
    if request.method == "POST":
        deed(link.person_id, link.uid, link.recurrence_id, now=now)
        said = Said()
    return _page(request, name, token, said)


def _slot(link: ReplyView, number: int) -> SlotView:
    if not 1 <= number <= len(link.slots):
        raise errors.NotFound
    return link.slots[number - 1]


def _page(request: HttpRequest, deed: str, token: str, said: Said | None, **more: Any) -> HttpResponse:
    link = replies.by_token(token, now=timezone.now())
    context = {"deed": deed, "link": link, "token": token, "said": said, "now": timezone.now(), **more}
    context["is_theirs"] = request.user.pk == link.person_id
    with translation.override(link.language):
        return render(request, "reply/reply.html", context)
