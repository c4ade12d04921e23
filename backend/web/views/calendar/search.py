"""Search in the calendar: what is coming first, then what was, with the found words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.web import found_words, periods
from backend.web.found_words import Piece
from backend.web.signed_in import actor
from planner.core import searching
from planner.queries.calendar import search as search_queries
from planner.queries.views import FoundView, OccurrenceView

PAGE = 50
LAST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the list, its texts in pieces."""

    occurrence: OccurrenceView
    title: Sequence[Piece]
    location: Sequence[Piece]
    excerpt: Sequence[Piece]
    is_in_my_note: bool


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    now, asked = periods.reader().now, request.GET.get("q", "").strip()
    page = _page(request.GET.get("page", ""))
    # One more than fits tells whether there is another page.
    found = search_queries.search(actor(request), asked, now=now, limit=PAGE + 1, offset=(page - 1) * PAGE)
    words, shown = searching.words(asked), found[:PAGE]
    context = {
        "now": now,
        "asked": asked,
        "coming": [_result(one, words) for one in shown if not one.is_over],
        "past": [_result(one, words) for one in shown if one.is_over],
        "more": page + 1 if len(found) > PAGE and page < LAST_PAGE else None,
    }
    return render(request, "calendar/search.html", context)


def _result(found: FoundView, words: Sequence[str]) -> Result:
    one = found.occurrence
    title, location, excerpt = (
        found_words.pieces(text, words) for text in (one.title, one.location, found.excerpt)
    )
    return Result(one, title, location, excerpt, found.is_in_my_note)


def _page(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and 0 < int(text[:6]) else 1
