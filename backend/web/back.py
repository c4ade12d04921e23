"""The way back to a part of a page, after a deed that was done from there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def to_part(part: str, view: str, *args: object, query: str = "") -> HttpResponse:
    """To this part of the page that `view` names."""
    return redirect(f"{reverse(view, args=args)}{query}#{part}")


def to_writing(part: str, view: str, *args: object) -> HttpResponse:
    """The same where somebody goes on writing, also while something waits for their yes."""
    return to_part(part, view, *args, query="?edit=1")


def to_plan(request: HttpRequest, part: str) -> HttpResponse | None:
    """Where the form came from, if it names a plan. Whether there is one for the sender, its page decides."""
    try:
        plan_id = UUID(request.POST.get("plan", ""))
    except ValueError:
        return None
    return to_part(part, "web:plan", plan_id)
