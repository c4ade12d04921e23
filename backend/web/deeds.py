"""After a deed on an event: what is said of it, with the way back, and where one is led."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from planner import errors
from planner.actions.calendar.event_writes import Done
from planner.core.calendar.series import Scope

UNDO = "undo:"
"""Begins the tag of a message that brings an "Undo" along."""

BEFORE = "before:"
"""Begins the tag that says at which page of ours it is found again once the deed is undone."""


def tell(request: HttpRequest, words: str, done: Done, *, before: tuple[UUID, str]) -> None:
    """Say what was done on the next page, beside a button that undoes it and leads back to what was there."""
    found_at = reverse("web:occurrence", args=before)
    messages.success(request, words, extra_tags=f"{UNDO}{done.undo_id} {BEFORE}{found_at}")


def lead(done: Done) -> HttpResponse:
    """To where the occurrence is found now; to the calendar if it is not."""
    if done.event_id is None:
        return redirect("web:calendar")
    if not done.recurrence_id:
        return redirect("web:event", done.event_id)
    return redirect("web:occurrence", done.event_id, done.recurrence_id)


def to_day(day: date) -> HttpResponse:
    """To the calendar, where this day is."""
    return redirect(f"{reverse('web:calendar')}?day={day:%Y-%m-%d}")


def asked_for(request: HttpRequest, name: str = "next") -> str:
    """The page of ours to go back to, if the form names one; "" else."""
    wanted = request.POST.get(name, "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else ""


def scope_of(text: str) -> Scope:
    """How far a deed reaches, as a page says it. Raises `Invalid`."""
    try:
        return Scope(text)
    except ValueError as error:
        raise errors.Invalid(_("Choose one from the list."), field="scope") from error
