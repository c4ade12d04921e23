"""The way back to a plan's page, for deeds that are also done from there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def to_plan(request: HttpRequest, part: str) -> HttpResponse | None:
    """Where the form came from, if it names a plan. Whether there is one for the sender, its page decides."""
    try:
        plan_id = UUID(request.POST.get("plan", ""))
    except ValueError:
        return None
    response = redirect("web:plan", plan_id)
    response["Location"] += f"#{part}"
    return response
