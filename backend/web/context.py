"""What every page knows: who is signed in, and with whom."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from planner.queries import people


def couple(request: HttpRequest) -> dict[str, Any]:
    """`couple` for a signed-in person's pages, fetched only if a template asks for it."""
    if not request.user.is_authenticated:
        return {"couple": None}
    actor = request.user.pk
    return {"couple": SimpleLazyObject(lambda: people.couple(actor))}
