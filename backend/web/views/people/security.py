"""What opens an account and what happened to it, on one page to which allauth’s own pages give way."""

from typing import Any

from allauth.account.views import password_set as set_password
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.web import confirmed
from backend.web.accounts import sessions, ways_in
from backend.web.signed_in import actor
from planner.queries.people import alerts

LATEST = 5


@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    context = {
        "ways": ways_in.mine(request),
        "sessions": sessions.mine(request),
        "log": alerts.log(actor(request), most=LATEST),
        "now": timezone.now(),
    }
    return render(request, "security/security.html", context)


@login_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    context = {"log": alerts.log(actor(request)), "now": timezone.now()}
    return render(request, "security/log.html", context)


@login_required
@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    sessions.end(request, session_id)
    messages.success(request, _("Signed out there."))
    return redirect("web:security")


@login_required
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    sessions.end_others(request)
    messages.success(request, _("You are signed in here, and nowhere else."))
    return redirect("web:security")


@login_required
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """For whoever has nothing to confirm with but a code by mail: sign out, sign in, and go on."""
    onward = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()})
    return render(request, "security/again.html", {"onward": onward if is_ours else "/"})


@login_required
@require_safe
def instead(request: HttpRequest) -> HttpResponse:
    """All of it stands on one page."""
    return redirect("web:security")


password_set = confirmed.lately(set_password)
"""An account without a password gets its first only from whoever it is."""


class _PasskeyNew(AddWebAuthnView):  # type: ignore[misc]
    """A key that signs in by itself, and not only one beside a password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context


passkey_new = _PasskeyNew.as_view()
