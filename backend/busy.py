"""When the database is somebody else's for too long: nothing was done, and a moment later it can be."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER_S = 5
SIGNS = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")


def is_busy(error: BaseException) -> bool:
    """Whether another writer was in the way: SQLite has one at a time, PostgreSQL undoes a deadlock."""
    return isinstance(error, OperationalError) and any(sign in str(error) for sign in SIGNS)


class SayBusy:
    """Middleware: a page that says so, with 503 and when to come back. The API has its own shape for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_busy(error):
            return None
        page = render(request, "503.html", status=503)
        page.headers["Retry-After"] = str(RETRY_AFTER_S)
        return page
