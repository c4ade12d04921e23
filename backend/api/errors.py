"""Every refusal in one shape: `{"error": {"code", "message", "field"}}`."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from backend import busy
from planner import errors

STATUS: Mapping[type[errors.AlongsideError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.Invalid: 400,
    errors.TooLarge: 413,
    errors.TooMany: 400,
    errors.KeyReused: 422,
    errors.AlongsideError: 409,
}


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an error, or None for one that nobody foresaw (500)."""
    set_rollback()
    if isinstance(error, errors.AlongsideError):
        return _refusal(_status(type(error)), error.code, _(error.message), error.field)
    if busy.is_busy(error):
        wait = {"Retry-After": str(busy.RETRY_AFTER_S)}
        busy_now = _("Somebody else is writing just now. Try again in a moment.")
        return _refusal(503, "busy", busy_now, "", wait)
    if isinstance(error, RequestDataTooBig):
        return _refusal(413, errors.TooLarge.code, _("This is more than one request may bring."), "")
    return _framework(error) if isinstance(error, exceptions.APIException) else None


class Nothing(APIView):
    """Where no resource is: the one 404 of the API, instead of a page."""

    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise errors.NotFound


def _status(kind: type[errors.AlongsideError]) -> int:
    """The status of the nearest ancestor that has one."""
    return next(STATUS[one] for one in kind.__mro__ if one in STATUS)


def _framework(error: exceptions.APIException) -> Response:
    field, detail = _first(error.detail)
    headers = _headers(error)
    return _refusal(error.status_code, detail.code or "error", str(detail), field, headers)


def _headers(error: exceptions.APIException) -> dict[str, str]:
    """What HTTP wants said beside the status: how to sign in (401), when to come back (429)."""
    asks = getattr(error, "auth_header", None)
    wait = getattr(error, "wait", None)
    return ({"WWW-Authenticate": asks} if asks else {}) | ({"Retry-After": str(ceil(wait))} if wait else {})


def _first(detail: Any, path: tuple[str, ...] = ()) -> tuple[str, exceptions.ErrorDetail]:
    """The first thing wrong, and the dotted path of its field ("" for the whole)."""
    if isinstance(detail, Mapping):
        name, inner = next(iter(detail.items()))
        return _first(inner, path if name == "non_field_errors" else (*path, str(name)))
    if isinstance(detail, list):
        at, inner = next((at, inner) for at, inner in enumerate(detail) if inner)
        return _first(inner, path if isinstance(inner, exceptions.ErrorDetail) else (*path, str(at)))
    return ".".join(path), detail


def _refusal(
    status: int, code: str, message: str, field: str, headers: dict[str, str] | None = None
) -> Response:
    body = {"error": {"code": code, "message": message, "field": field}}
    return Response(body, status=status, headers=headers)
