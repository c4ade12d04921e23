"""A mail to try one's own address with, and the link by which it tells that it has arrived."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.signed_in import actor
from planner.actions.channels import contacts as deeds
from planner.queries.channels import mail_ways


@login_required
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Send a mail to oneself, by the way that all mail takes."""
    deeds.try_mail(actor(request), now=timezone.now())
    messages.success(request, _("A mail is on its way to you."))
    return redirect("web:reminders")


@csrf_exempt
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def works(request: HttpRequest, mail_id: UUID, token: str) -> HttpResponse:
    """The link in that mail: whoever holds it has shown that mail arrives. Reading it changes nothing."""
    now = timezone.now()
    person_id = mail_ways.tried(mail_id, token, now=now)
    is_done = request.method == "POST"
    if is_done:
        deeds.confirmed(person_id, now=now)
    return render(request, "reminders/mail_works.html", {"is_done": is_done})
