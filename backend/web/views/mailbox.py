"""The mailbox of the embedded default: what would have been sent, as it would have looked."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from backend.web import mailbox_access
from planner.queries import mailbox
from planner.queries.views import MailboxView

AGAIN_S = 15
LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
)
END_OF_SENTENCE = ".,;:)"


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    letters = [(one, _with_links(one.text, request)) for one in _open(request)]
    is_still = "still" in request.GET
    response = render(request, "mailbox/mailbox.html", {"letters": letters, "is_still": is_still})
    if not is_still:
        response["Refresh"] = str(AGAIN_S)
    return response


@require_safe
def message_html(request: HttpRequest, key: str) -> HttpResponse:
    """One email's HTML part by itself, where it can run and load nothing."""
    found = next((one for one in _open(request) if one.key == key and one.html), None)
    if found is None:
        raise Http404
    return HttpResponse(found.html, headers={"Content-Security-Policy": LETTER_POLICY})


@require_safe
def message_event(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file that an email brought."""
    found = next((one for one in _open(request) if one.key == key and one.event), None)
    if found is None:
        raise Http404
    named = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return HttpResponse(found.event, content_type="text/calendar; charset=utf-8", headers=named)


def _open(request: HttpRequest) -> tuple[MailboxView, ...]:
    """The reader's own messages; signed out, those to addresses without an account."""
    if not mailbox_access.is_open(request):
        raise Http404
    return mailbox.mine(request.user.pk) if request.user.pk else mailbox.unaddressed()


def _with_links(text: str, request: HttpRequest) -> SafeString:
    """The text with its links to ourselves made to work; all others stay words."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, _own_link(request))))


def _own_link(request: HttpRequest) -> re.Pattern[str]:
    hosts = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    return re.compile(rf"https?://(?:{'|'.join(map(re.escape, sorted(hosts)))})/[^\s<>\"]*")


def _parts(text: str, own_link: re.Pattern[str]) -> Iterator[str]:
    """Links lead to the same path on the host that the reader uses, so that they stay signed in."""
    at = 0
    for found in own_link.finditer(text):
        link = found.group().rstrip(END_OF_SENTENCE)
        path = "/" + link.split("/", 3)[3]
        yield text[at : found.start()]
        yield format_html('<a href="{}">{}</a>', path, link)
        at = found.start() + len(link)
    yield text[at:]
