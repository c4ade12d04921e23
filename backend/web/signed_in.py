"""Who asks for a page that only somebody signed in gets."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def actor(request: HttpRequest) -> UUID:
    """The person's id; the views that call this let nobody else in."""
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk
