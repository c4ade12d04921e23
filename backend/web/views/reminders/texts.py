"""One's own phone: a number, the code that shows whose it is, a test, and the way out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web import confirmed
from backend.web.errors import Beside
from backend.web.forms.reminders.phones import CodeForm, NumberForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.channels import phones as deeds
from planner.core.sms.provider import Mailbox
from planner.queries.channels import phones
from planner.queries.engine import offered
from planner.queries.views import PhoneView


@dataclass(frozen=True, slots=True)
class Section:
    """What the page of reminders says of texts."""

    is_offered: bool
    stay_here: bool
    phone: PhoneView | None
    code_form: CodeForm

    @property
    def is_shown(self) -> bool:
        return self.is_offered or self.phone is not None


def section(phone: PhoneView | None, code_form: CodeForm | None = None) -> Section:
    return Section(
        is_offered=offered.texts(),
        stay_here=isinstance(settings.SMS, Mailbox),
        phone=phone,
        code_form=code_form or CodeForm(),
    )


@login_required
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    return _page(request)


@sensitive_post_parameters("number")
@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """Say which number is one's own; a code goes there."""
    if not offered.texts():
        raise errors.NotFound
    form = NumberForm(request.POST or None)
    if form.is_valid():
        with Beside(form):
            deeds.ask_code(actor(request), form.cleaned_data["number"], now=timezone.now())
            return redirect("web:reminders_texts")
    return render(request, "reminders/number.html", {"form": form})


@sensitive_post_parameters("code")
@login_required
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """Type the code, and texts come."""
    form = CodeForm(request.POST)
    if form.is_valid():
        with Beside(form):
            deeds.verify(actor(request), form.cleaned_data["code"], now=timezone.now())
            messages.success(request, _("This number is yours. Texts come from now on."))
            return redirect("web:reminders_texts")
    return _page(request, form)


@login_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Another code, for the one before has run out or did not come."""
    return _then_back(request, deeds.ask_again, _("A new code is on its way."))


@login_required
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    return _then_back(request, deeds.send_test, _("A test text is on its way."))


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    if phones.mine(actor(request), now=timezone.now()) is None:
        raise errors.NotFound
    if request.method != "POST":
        return render(request, "reminders/number_remove.html")
    deeds.remove(actor(request), now=timezone.now())
    messages.success(request, _("The number is gone. No texts come any more."))
    return redirect("web:reminders")


def _then_back(request: HttpRequest, deed: Callable[..., None], words: str) -> HttpResponse:
    """Do it, and say so or why not on the page that it was done from."""
    try:
        deed(actor(request), now=timezone.now())
    except errors.TooOften as problem:
        messages.warning(request, _(problem.message))
    else:
        messages.success(request, words)
    return redirect("web:reminders_texts")


def _page(request: HttpRequest, code_form: CodeForm | None = None) -> HttpResponse:
    shown = section(phones.mine(actor(request), now=timezone.now()), code_form)
    if not shown.is_shown:
        raise errors.NotFound
    return render(request, "reminders/texts.html", {"texts": shown})
