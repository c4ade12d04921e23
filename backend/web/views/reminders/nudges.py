"""A soft word to the other: would you have a look?"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.web.signed_in import actor
from planner import errors
from planner.actions.plan import nudges


@login_required
@require_POST
def nudge(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """It says the same whatever comes of it: that is the other's alone to know."""
    try:
        nudges.nudge(actor(request), event_id, slug, now=timezone.now())
    except (errors.NudgedAlready, errors.TooOften) as refused:
        messages.info(request, _(refused.message))
    else:
        messages.success(request, _("Passed on. It says no more than that there is something to look at."))
    return redirect("web:occurrence", event_id, slug)
