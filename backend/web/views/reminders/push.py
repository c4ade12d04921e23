"""One's own devices that take push messages: added in the browser itself, tested, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web import browsers, confirmed, mailbox_access, push_offer, this_browser
from backend.web import deeds as deeds_done
from backend.web.errors import Beside
from backend.web.forms.reminders.devices import DeviceForm
from backend.web.signed_in import actor, who
from planner import errors
from planner.actions.channels import devices as deeds
from planner.actions.channels import push_tests
from planner.queries.channels import devices
from planner.queries.engine import offered
from planner.queries.views import DeviceView


@dataclass(frozen=True, slots=True)
class Section:
    """What the page of reminders says of push."""

    is_offered: bool
    offers_mailbox: bool
    devices: Sequence[DeviceView]


def section(request: HttpRequest) -> Section:
    mine = devices.devices(who(request))
    has_mailbox = any(one.is_mailbox for one in mine)
    return Section(
        is_offered=offered.pushes(),
        offers_mailbox=mailbox_access.is_open(request) and not has_mailbox,
        devices=mine,
    )


@login_required
@require_POST
def no(request: HttpRequest) -> HttpResponse:
    """Offer it in this browser no more. The page of reminders still does."""
    response = redirect(deeds_done.asked_for(request) or "web:look_ahead")
    push_offer.decline(response)
    return response


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Where the browser is asked for its address, and the person for their password once more."""
    if not offered.pushes():
        raise errors.NotFound
    form = DeviceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        # Its fields are hidden, so what is wrong with them stands above.
        with Beside(form, dict.fromkeys(form.fields, "")):
            label = browsers.name_of(request.headers.get("User-Agent", ""))
            added = deeds.add(actor(request), **form.cleaned_data, label=label, now=timezone.now())
            this_browser.remember(request, added)
            messages.success(request, _("Messages reach this device from now on. Send it a test to see one."))
            return _back()
    context = {"form": form, "key": settings.VAPID_PUBLIC_KEY}
    return render(request, "reminders/push_new.html", context)


@login_required
@require_POST
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mailbox page as a device, where nothing leaves the machine."""
    deeds.add_mailbox(actor(request), label=_("Mailbox"), now=timezone.now())
    messages.success(request, _("Push messages are shown in the Mailbox from now on."))
    return _back()


@login_required
@require_POST
def remove(request: HttpRequest, device_id: UUID) -> HttpResponse:
    deeds.remove(actor(request), device_id, now=timezone.now())
    messages.success(request, _("Nothing is sent to this device any more."))
    return _back()


@login_required
@require_POST
def test(request: HttpRequest, device_id: UUID) -> HttpResponse:
    push_tests.ask(actor(request), device_id, now=timezone.now())
    messages.success(request, _("A test is on its way. It takes a few seconds."))
    return _back()


def _back() -> HttpResponse:
    return redirect(reverse("web:reminders") + "#push")
