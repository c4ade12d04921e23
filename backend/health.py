"""Whether reminders are moving: red when nobody ticks or something due lies about."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.queries import health


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while all is well, else 503, with the problems by code."""
    state = health.state(now=timezone.now())
    body = {"is_well": state.is_well, "problems": state.problems}
    return JsonResponse(body, status=200 if state.is_well else 503)
