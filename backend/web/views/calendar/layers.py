"""What lies over one's calendar: public holidays and birthdays."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.calendar.layers import (
    AddressBookForm,
    BirthdayPageForm,
    LayersForm,
    ShareForm,
    initial,
)
from backend.web.signed_in import actor
from planner import errors
from planner.actions.calendar import layers as deeds
from planner.queries.calendar import layers as queries
from planner.queries.views import BirthdayView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def layers(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    before = queries.choice(actor(request))
    form = LayersForm(request.POST if request.method == "POST" else None, chosen=before)
    if form.is_valid():
        with Beside(form):
            deeds.choose(actor(request), **form.chosen(before), now=now)
            messages.success(request, _("Saved. Your calendar shows it."))
            return redirect("web:layers")
    birthdays = queries.birthdays(actor(request), now=now)
    mine = [one for one in birthdays if one.is_mine]
    share = ShareForm(mine=mine)
    context = {
        "now": now,
        "form": form,
        "mine": list(zip(mine, share["shared"], strict=True)),
        "theirs": [one for one in birthdays if not one.is_mine],
    }
    return render(request, "layers/layers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def birthday_new(request: HttpRequest) -> HttpResponse:
    form = BirthdayPageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with Beside(form):
            deeds.add_birthday(actor(request), form.written, now=timezone.now())
            messages.success(request, _("It is in your calendar."))
            return redirect("web:layers")
    return render(request, "layers/birthday.html", {"form": form, "birthday": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def birthday(request: HttpRequest, birthday_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = queries.birthday(actor(request), birthday_id, now=now)
    if not found.is_mine:
        raise errors.NotAllowed
    form = BirthdayPageForm(request.POST if request.method == "POST" else None, initial=initial(found))
    if form.is_valid():
        with Beside(form):
            deeds.edit_birthday(actor(request), birthday_id, form.written, now=now)
            messages.success(request, _("Saved."))
            return redirect("web:layers")
    return render(request, "layers/birthday.html", {"form": form, "birthday": found})


@login_required
@require_POST
def birthday_delete(request: HttpRequest, birthday_id: UUID) -> HttpResponse:
    deeds.delete_birthday(actor(request), birthday_id, now=timezone.now())
    messages.success(request, _("It is gone from your calendar."))
    return redirect("web:layers")


@login_required
@require_POST
def birthdays_share(request: HttpRequest) -> HttpResponse:
    """Which of one's own birthdays both see: what is ticked, and no other."""
    now = timezone.now()
    form = ShareForm(request.POST, mine=_mine(request, now))
    if form.is_valid():
        deeds.share_birthdays(actor(request), form.cleaned_data["shared"], now=now)
        messages.success(request, _("Saved. You both see what is ticked."))
    return redirect("web:layers")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def birthdays_bring_in(request: HttpRequest) -> HttpResponse:
    form = AddressBookForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid():
        with Beside(form):
            data = form.cleaned_data["file"].read()
            brought = deeds.bring_in_birthdays(actor(request), data, now=timezone.now())
            messages.success(request, _told(brought))
            return redirect("web:layers")
    return render(request, "layers/bring_in.html", {"form": form})


def _mine(request: HttpRequest, now: datetime) -> list[BirthdayView]:
    return [one for one in queries.birthdays(actor(request), now=now) if one.is_mine]


def _told(brought: deeds.BroughtIn) -> str:
    """ "12 birthdays came in. 3 you had already. Of 1 no day could be made out." """
    said = [
        ngettext("%(n)d birthday came in.", "%(n)d birthdays came in.", brought.added) % {"n": brought.added}
    ]
    if brought.known:
        said.append(_("%(n)d you had already.") % {"n": brought.known})
    if brought.unread:
        said.append(_("Of %(n)d no day could be made out.") % {"n": brought.unread})
    return " ".join(said)
