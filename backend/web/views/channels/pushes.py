"""What a browser's worker asks for: its script, a message's words, where that leads; its new address."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from backend.web import look
from backend.web.forms.reminders.devices import DeviceForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.channels import devices as deeds
from planner.queries import messages


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it may look after every page."""
    context = {"look": look.digest()}
    response = render(request, "service-worker.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_required
@require_safe
def push(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """The words of one of one's own messages, for a lock screen."""
    found = messages.pushed(actor(request), push_id, now=timezone.now())
    return JsonResponse({"title": found.title, "body": found.body})


@login_required
@require_safe
def push_open(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """To where the message leads."""
    return redirect(messages.pushed(actor(request), push_id, now=timezone.now()).path)


@csrf_exempt
@require_POST
def push_renew(request: HttpRequest) -> HttpResponse:
    """A browser has a new address. It needs no session: the old one vouches for it, which nobody else has."""
    given = _object(request.body)
    keys = given.get("keys")
    form = DeviceForm({**(keys if isinstance(keys, dict) else {}), "endpoint": given.get("endpoint")})
    if not form.is_valid():
        raise errors.NotFound
    deeds.renew(str(given.get("was", "")), **form.cleaned_data, now=timezone.now())
    return HttpResponse(status=204)


def _object(body: bytes) -> dict[str, Any]:
    """What was posted, empty when it is no JSON object."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
