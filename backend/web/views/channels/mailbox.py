"""The mailbox of the embedded default: what would have been sent, as it would have looked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from backend.web import mailbox_access
from backend.web.forms.reminders.phones import AnswerForm
from planner.actions.channels import texts_received
from planner.core.sms import segments
from planner.queries.channels import mailbox
from planner.queries.views import MailboxView

AGAIN_S = 15
# A link in the frame leads the whole window on, once somebody has followed it.
LETTER_POLICY = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'"
)
END_OF_SENTENCE = ".,;:)"
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Way:
    """A link to ourselves: the words before it, and the path on the host that the reader uses."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as the page shows it. `body` has working links; `words` is what a lock screen shows."""

    one: MailboxView
    body: SafeString
    words: str
    ways: Sequence[Way]
    size: segments.Size


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    return _page(request, answering=request.GET.get("answer", ""))


@require_POST
def message_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer a text of one's own as its phone would: here nothing comes back from outside."""
    if not mailbox_access.is_open(request) or not request.user.pk:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, answering=key, form=form)
    texts_received.answer_here(request.user.pk, key, form.cleaned_data["said"], now=timezone.now())
    notices.success(request, _("Heard. What is answered lies here in a moment."))
    return redirect("web:mailbox")


def _page(request: HttpRequest, *, answering: str, form: AnswerForm | None = None) -> HttpResponse:
    """All messages; while one is being answered the page does not look again, and keeps what is typed."""
    own_link = _own_link(request)
    context = {
        "letters": [_shown(one, own_link) for one in _open(request)],
        "answering": answering,
        "form": form or AnswerForm(),
        "is_still": "still" in request.GET or bool(answering),
    }
    response = render(request, "mailbox/mailbox.html", context)
    if not context["is_still"]:
        response["Refresh"] = str(AGAIN_S)
    return response


@require_safe
@xframe_options_sameorigin
def message_html(request: HttpRequest, key: str) -> HttpResponse:
    """One email's HTML part by itself, where it can run and load nothing."""
    found = next((one for one in _open(request) if one.key == key and one.html), None)
    if found is None:
        raise Http404
    html = _led_here(found.html, _own_link(request)).replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@require_safe
def message_event(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file that an email brought."""
    found = next((one for one in _open(request) if one.key == key and one.event), None)
    if found is None:
        raise Http404
    named = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return HttpResponse(found.event, content_type="text/calendar; charset=utf-8", headers=named)


def _shown(one: MailboxView, own_link: re.Pattern[str]) -> Shown:
    return Shown(
        one=one,
        body=format_html_join("", "{}", ((part,) for part in _parts(one.text, own_link))),
        words=own_link.sub("", one.text).strip(),
        ways=tuple(_ways(one.text, own_link)),
        size=segments.size(one.text),
    )


def _open(request: HttpRequest) -> tuple[MailboxView, ...]:
    """The reader's own messages; signed out, those to addresses without an account."""
    if not mailbox_access.is_open(request):
        raise Http404
    return mailbox.mine(request.user.pk) if request.user.pk else mailbox.unaddressed()


def _own_link(request: HttpRequest) -> re.Pattern[str]:
    hosts = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    return re.compile(rf"https?://(?:{'|'.join(map(re.escape, sorted(hosts)))})/[^\s<>\"]*")


def _led_here(html: str, own_link: re.Pattern[str]) -> str:
    """The same letter, its links to ourselves on the host that the reader uses: there they are signed in."""
    return re.sub(rf'(?<=href="){own_link.pattern}', _path, html)


def _path(found: re.Match[str]) -> str:
    return "/" + found.group().split("/", 3)[3]


def _ways(text: str, own_link: re.Pattern[str]) -> Iterator[Way]:
    """Every link to ourselves, by what stands before it on its line."""
    for found in own_link.finditer(text):
        before = text[: found.start()].rstrip().rpartition("\n")[2].rstrip(":")
        is_label = 0 < len(before) <= LONGEST_LABEL
        yield Way(before if is_label else _("Open"), _path(found).rstrip(END_OF_SENTENCE))


def _parts(text: str, own_link: re.Pattern[str]) -> Iterator[str]:
    """Links lead to the same path on the host that the reader uses, so that they stay signed in."""
    at = 0
    for found in own_link.finditer(text):
        link = found.group().rstrip(END_OF_SENTENCE)
        yield text[at : found.start()]
        yield format_html('<a href="{}">{}</a>', _path(found).rstrip(END_OF_SENTENCE), link)
        at = found.start() + len(link)
    yield text[at:]
