"""One's own webhooks: made, changed, tried, given another secret, ended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web import confirmed
from backend.web.errors import Beside
from backend.web.forms.exchange.webhooks import NewWebhookForm, WebhookForm
from backend.web.signed_in import actor
from planner.actions.exchange import webhooks as deeds
from planner.queries.exchange import webhooks as queries


@login_required
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    found = queries.webhooks(actor(request))
    return render(request, "webhooks/webhooks.html", {"webhooks": found, "is_full": len(found) >= deeds.MOST})


@sensitive_variables("secret")
@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_new(request: HttpRequest) -> HttpResponse:
    form = NewWebhookForm(request.POST or None)
    if form.is_valid():
        with Beside(form):
            webhook_id, secret = deeds.create(actor(request), **form.cleaned_data, now=timezone.now())
            return _secret(request, webhook_id, secret)
    return render(request, "webhooks/new.html", {"form": form})


@login_required
@require_safe
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """How it is going, and what it was told lately."""
    found = queries.webhook(actor(request), webhook_id)
    context = {"now": timezone.now(), "webhook": found, "log": queries.log(actor(request), webhook_id)}
    return render(request, "webhooks/webhook.html", context)


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_edit(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    found = queries.webhook(actor(request), webhook_id)
    form = WebhookForm.of(found, request.POST or None)
    if form.is_valid():
        with Beside(form):
            deeds.edit(actor(request), webhook_id, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("web:webhook", webhook_id)
    return render(request, "webhooks/edit.html", {"webhook": found, "form": form})


@login_required
@require_POST
def webhook_test(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    deeds.test(actor(request), webhook_id, now=timezone.now())
    messages.success(request, _("A test is on its way. It takes a few seconds."))
    return redirect("web:webhook", webhook_id)


@login_required
@require_POST
def webhook_resume(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    deeds.resume(actor(request), webhook_id, now=timezone.now())
    messages.success(request, _("It is told again from now on. What came meanwhile stays untold."))
    return redirect("web:webhook", webhook_id)


@sensitive_variables("secret")
@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_rotate(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    found = queries.webhook(actor(request), webhook_id)
    if request.method == "POST":
        secret = deeds.rotate(actor(request), webhook_id, now=timezone.now())
        return _secret(request, webhook_id, secret)
    return render(request, "webhooks/rotate.html", {"webhook": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_remove(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    found = queries.webhook(actor(request), webhook_id)
    if request.method == "POST":
        deeds.remove(actor(request), webhook_id, now=timezone.now())
        messages.success(
            request, _("“%(name)s” has ended. Nothing is sent there now.") % {"name": found.name}
        )
        return redirect("web:webhooks")
    return render(request, "webhooks/remove.html", {"webhook": found})


@sensitive_variables()
def _secret(request: HttpRequest, webhook_id: UUID, secret: str) -> HttpResponse:
    """The one page that ever shows it; it is kept encrypted, to sign with, and read back to nobody."""
    found = queries.webhook(actor(request), webhook_id)
    response = render(request, "webhooks/secret.html", {"webhook": found, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response
