"""A phone asks for its calendar: one indexed look-up while nothing has changed (RFC 9110, section 13).

A plain view without content negotiation, because Google sends no Accept header, and without a session.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from planner.actions.exchange import feeds as deeds
from planner.errors import NotFound
from planner.queries.exchange import feeds

SAFE = ("GET", "HEAD")


@csrf_exempt  # There is nothing to forge, and a POST is to get its 405 instead of a 403.
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar, or 304 while the caller's copy is the newest."""
    if request.method not in SAFE:
        return HttpResponse(status=405, headers={"Allow": ", ".join(SAFE)}, content_type="text/plain")
    try:
        handle = feeds.by_token(token)
    except NotFound as error:
        return HttpResponse(_(error.message), status=404, content_type="text/plain; charset=utf-8")
    now = timezone.now()
    if handle.last_used_on != now.date():
        deeds.note_use(handle.id, now=now)
    return _unchanged_or_whole(request, handle)


def _unchanged_or_whole(request: HttpRequest, handle: feeds.FeedHandle) -> HttpResponseBase:
    if handle.is_fresh and (unchanged := _unless_changed(request, handle)):
        return unchanged
    made = feeds.rendered(handle)
    if not made.is_kept:
        deeds.keep(handle.id, made)
    return _unless_changed(request, made) or _whole(request, made)


def _unless_changed(request: HttpRequest, copy: feeds.FeedHandle | feeds.Rendered) -> HttpResponseBase | None:
    """304 (or 412) if the request's conditions say so. If-None-Match beats If-Modified-Since."""
    bare = HttpResponse(headers=_validators(copy))
    stamp = int(copy.last_modified.timestamp())
    answer = get_conditional_response(request, etag=bare["ETag"], last_modified=stamp, response=bare)
    return None if answer is bare else answer


def _whole(request: HttpRequest, made: feeds.Rendered) -> HttpResponse:
    """The calendar; to HEAD its headers alone, whatever the server in front does with a body."""
    headers = _validators(made) | {
        "Content-Length": str(len(made.body)),
        "Content-Disposition": 'inline; filename="alongside.ics"',
    }
    body = b"" if request.method == "HEAD" else made.body
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _validators(copy: feeds.FeedHandle | feeds.Rendered) -> dict[str, str]:
    return {
        "ETag": f'"{copy.etag}"',
        "Last-Modified": http_date(copy.last_modified.timestamp()),
        "Cache-Control": "private",
    }
