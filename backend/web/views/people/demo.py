"""The demo without an account: a couple of one's own for a day, seen as either of the two."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.web import visiting
from backend.web.signed_in import actor
from planner import errors
from planner.actions.people import demo_visits
from planner.queries.people import demos, people


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Lend a couple, and let the visitor in as the first of the two."""
    if request.user.is_authenticated:
        return redirect("web:look_ahead")
    if not ratelimit.consume(request, action="demo"):
        raise errors.DemoFull
    first, _second = demo_visits.lend(language=get_language() or "en", now=timezone.now())
    visiting.begin(request, first)
    return redirect("web:look_ahead")


@login_required
@require_POST
def demo_other(request: HttpRequest) -> HttpResponse:
    """Look at it all as the other of the two."""
    other = demos.other(actor(request))
    visiting.begin(request, other)
    name = people.couple(other).me.name
    messages.success(request, _("You are %(name)s now.") % {"name": name})
    return redirect("web:look_ahead")


@login_required
@require_POST
def demo_end(request: HttpRequest) -> HttpResponse:
    """Throw it all away, and on to an account of one's own."""
    visitor = actor(request)
    demo_visits.end(visitor)
    logout(request)
    return redirect("account_signup")
