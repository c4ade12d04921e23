"""Being installed, and being offline: the manifest, and the pages that a browser's worker keeps.

What is kept is made for it: shared things only, without messages, forms or links to change anything.
"""

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.web import agreed
from backend.web.signed_in import actor
from backend.web.views.plan import plan_card, times_to_go
from planner import errors
from planner.queries import wording
from planner.queries.pages import offline
from planner.queries.views import OccurrenceView, PlanView

_PAPER = "#f8f3e9"
_ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes it an app among others on a phone. It is asked for without a session."""
    icons = [
        {
            "src": static(f"alongside/icons/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, size, purpose in _ICONS
    ]
    drawn = static("alongside/favicon.svg")
    icons.append({"src": drawn, "sizes": "any", "type": "image/svg+xml", "purpose": "any"})
    said = {
        "id": "/",
        "name": "Alongside",
        "short_name": "Alongside",
        "description": _("A calendar for two."),
        "lang": get_language() or "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": icons,
    }
    response = JsonResponse(said, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def nothing(request: HttpRequest) -> HttpResponse:
    """The page for whoever has no connection and nothing kept; the same for everybody."""
    return render(request, "offline/nothing.html")


@login_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What to keep: for whom, as of when, and which page stands for which address."""
    found = offline.kept(actor(request), now=timezone.now())
    # Kept anew when something has changed, on another day, and in another language.
    as_of = f"{found.version} {timezone.localdate()} {get_language()}"
    pages = {
        reverse("web:plan_card", args=[one]): reverse("web:offline_card", args=[one])
        for one in found.card_ids
    }
    said = {
        "person": _name(str(actor(request))),
        "version": _name(f"{actor(request)} {as_of}"),
        "pages": pages | {reverse("web:offline"): reverse("web:offline")},
    }
    return JsonResponse(said)


@login_required
@require_safe
def weeks(request: HttpRequest) -> HttpResponse:
    """The next two weeks to read, with what is agreed for them."""
    now = timezone.now()
    held: dict[date, list[tuple[OccurrenceView, UUID | None]]] = {}
    cards = {_key(one): one.id for one in offline.cards(actor(request), now=now) if one.occurrence}
    for one in offline.weeks(actor(request), now=now):
        held.setdefault(one.start_local.date(), []).append(
            (one, cards.get((one.event_id, one.recurrence_id)))
        )
    return render(request, "offline/weeks.html", {"now": now, "days": held.items()})


@login_required
@require_safe
def card(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = offline.card(actor(request), plan_id, now=now)
    content = agreed.content(seen)
    if content is None:
        raise errors.NotFound
    context = {
        **plan_card.card_context(seen, content, now),
        **times_to_go.context(actor(request), seen, now),
        # "Today" is another day when it is read.
        "day": wording.written(seen.start_local.date(), "l j F"),
        "hides_title": seen.occurrence is None or not offline.is_shared(seen.occurrence),
    }
    return render(request, "offline/card.html", context)


def _key(seen: PlanView) -> tuple[UUID | None, str]:
    one = seen.occurrence
    return (one.event_id, one.recurrence_id) if one else (None, "")


def _name(of: str) -> str:
    """A name that says nothing of what it stands for."""
    return salted_hmac("alongside.offline", of, algorithm="sha256").hexdigest()[:24]
