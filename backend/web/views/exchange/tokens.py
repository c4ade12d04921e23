"""Personal tokens for programs that call the API."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from backend.web import confirmed
from backend.web.errors import Beside
from backend.web.forms.exchange.tokens import TokenForm
from backend.web.signed_in import actor
from planner.actions.exchange import tokens as deeds
from planner.queries import wording
from planner.queries.exchange import tokens


@login_required
@require_safe
def token_list(request: HttpRequest) -> HttpResponse:
    return _page(request, TokenForm())


@sensitive_variables("token")
@login_required
@confirmed.lately
@require_POST
def token_new(request: HttpRequest) -> HttpResponse:
    """Shows the token, this once: only its hash is kept."""
    form = TokenForm(request.POST)
    if form.is_valid():
        with Beside(form):
            name = form.cleaned_data["name"]
            scopes, lasts = form.cleaned_data["scopes"], form.lasts
            _id, token = deeds.create(
                actor(request), name=name, scopes=scopes, lasts=lasts, now=timezone.now()
            )
            return render(request, "tokens/token.html", {"name": name, "token": token})
    return _page(request, form)


@login_required
@require_POST
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    deeds.revoke(actor(request), token_id, now=timezone.now())
    messages.success(request, _("The token has ended."))
    return redirect("web:tokens")


def _page(request: HttpRequest, form: TokenForm) -> HttpResponse:
    now = timezone.now()
    found = tokens.tokens(actor(request), now=now)
    said = [[wording.TOKEN_SCOPES[scope] for scope in one.scopes] for one in found]
    context = {"now": now, "tokens": list(zip(found, said, strict=True)), "form": form}
    return render(request, "tokens/tokens.html", context)
