"""What the other changes appears on an open page: its parts alone, and 304 while nothing has changed.

`?part=live` asks for a page without its frame, so that messages wait for whoever turns a page. The answer
follows the reader's own view version; the hour is in it because pages say "tomorrow". Nothing is written.
"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from planner.queries.engine import view_versions

PART = "live"


def is_asked(request: HttpRequest) -> bool:
    return request.GET.get("part") == PART


def etag(request: HttpRequest, *args: Any, **ids: Any) -> str | None:
    """For Django's `etag`: no page but a live one can be answered with 304."""
    if not is_asked(request) or not request.user.is_authenticated:
        return None
    return f'"{request.user.pk.hex[:8]}-{view_versions.of(request.user.pk)}-{timezone.now():%d%H}"'
