"""Who asks for a page that only somebody signed in gets."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

_WHO = "_who"


def actor(request: HttpRequest) -> UUID:
    """The person's id; the views that call this let nobody else in."""
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk


def who(request: HttpRequest) -> Who:
    """The person, and whom they are with: looked up once for all that a page asks."""
    known = vars(request)
    if _WHO not in known:
        known[_WHO] = who_queries.of(actor(request))
    return cast(Who, known[_WHO])
