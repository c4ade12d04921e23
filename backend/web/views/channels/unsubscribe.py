"""One-click unsubscribe (RFC 8058): a POST from the mail program itself ends one kind of reminder.

Whoever holds the link has all it takes: no session, no CSRF token. Reading it changes nothing, because mail
scanners follow links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from planner.actions import reminders as deeds
from planner.queries.reminders import reminders


@csrf_exempt
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        step, is_done = deeds.unsubscribe(token, now=timezone.now()), True
    else:
        step, is_done = reminders.step_of(token), False
    return render(request, "unsubscribe/unsubscribe.html", {"step": step, "is_done": is_done})
