"""Outside calendars that Alongside reads for one person: add, look after, show, end."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web.errors import Beside
from backend.web.forms.exchange.imports import InvolvesBoth
from backend.web.forms.exchange.subscriptions import SubscribeForm, SubscriptionForm, VisibilityForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.exchange import subscriptions as deeds
from planner.core.visibility import Visibility
from planner.queries.exchange import subscriptions
from planner.queries.views import EventView

SECRETS = ("address", "username", "password")
LOOK_AGAIN_S = 3


@sensitive_post_parameters(*SECRETS)
@sensitive_variables("form", "given")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_new(request: HttpRequest) -> HttpResponse:
    form = SubscribeForm(request.POST or None, initial={"visibility": Visibility.BUSY})
    if form.is_valid():
        with Beside(form):
            given = form.cleaned_data
            made = deeds.subscribe(actor(request), **given, now=timezone.now())
            return redirect("web:subscription", made)
    return render(request, "subscriptions/new.html", {"form": form})


@login_required
@require_safe
def subscription(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = subscriptions.one(actor(request), subscription_id, now=now)
    ahead = _ahead(request, subscription_id)
    form = InvolvesBoth(brought=ahead)
    context = {
        "now": now,
        "subscription": found,
        "seen": VisibilityForm(initial={"visibility": found.visibility}),
        "form": form,
        "choices": list(zip(ahead, form["events"], strict=True)),
    }
    page = render(request, "subscriptions/subscription.html", context)
    if found.is_under_way:
        page.headers["Refresh"] = str(LOOK_AGAIN_S)
    return page


@sensitive_post_parameters(*SECRETS)
@sensitive_variables("form")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_edit(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    found = subscriptions.one(actor(request), subscription_id, now=timezone.now())
    form = SubscriptionForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        with Beside(form):
            deeds.edit(actor(request), subscription_id, **form.changes(), now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("web:subscription", subscription_id)
    return render(request, "subscriptions/edit.html", {"form": form, "subscription": found})


@login_required
@require_POST
def subscription_refresh(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    try:
        deeds.refresh_now(actor(request), subscription_id, now=timezone.now())
    except errors.TooOften as error:
        messages.error(request, _(error.message))
    return redirect("web:subscription", subscription_id)


@login_required
@require_POST
def subscription_empty(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """Its owner says that nothing is in it any more."""
    deeds.confirm_empty(actor(request), subscription_id, now=timezone.now())
    return redirect("web:subscription", subscription_id)


@login_required
@require_POST
def subscription_visibility(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    form = VisibilityForm(request.POST)
    found = subscriptions.one(actor(request), subscription_id, now=timezone.now())
    if form.is_valid():
        deeds.show(actor(request), found.id, form.cleaned_data["visibility"], now=timezone.now())
        messages.success(request, _("Saved. It holds for all that is in this calendar."))
    else:
        messages.error(request, _("Choose what your partner sees of it."))
    return redirect("web:subscription", subscription_id)


@login_required
@require_POST
def subscription_share(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """Which of its events involve both: what is ticked becomes shared, the rest stays as it is."""
    form = InvolvesBoth(request.POST, brought=_ahead(request, subscription_id))
    if form.is_valid():
        deeds.share(actor(request), subscription_id, form.cleaned_data["events"], now=timezone.now())
        messages.success(request, form.said)
    return redirect("web:subscription", subscription_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_end(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    found = subscriptions.one(actor(request), subscription_id, now=timezone.now())
    if request.method == "POST":
        deeds.unsubscribe(actor(request), subscription_id, now=timezone.now())
        messages.success(request, _("“%(name)s” is no longer read.") % {"name": found.name})
        return redirect("web:calendars")
    return render(request, "subscriptions/end.html", {"subscription": found})


def _ahead(request: HttpRequest, subscription_id: UUID) -> Sequence[EventView]:
    """What lies ahead in it and is not shared."""
    return subscriptions.not_shared(actor(request), subscription_id, now=timezone.now())
