"""Both partners' time as a month and as an agenda."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from backend.web import months
from backend.web.signed_in import actor
from planner.core.calendar.event_form import FIRST_YEAR, LAST_YEAR
from planner.core.visibility import Shown
from planner.queries import calendar as calendar_queries
from planner.queries.views import OccurrenceView

# The window selects by start: what began so long before the page's first day still shows on it.
STILL_ON = timedelta(days=14)
AGENDA = timedelta(days=60)


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localtime(now).date()
    first = _asked(f"{request.GET.get('month', '')}-01") or months.first_of(today)
    start, end = months.bounds(first)
    context = {
        "now": now,
        "first": first,
        "weeks": months.weeks(first, _window(request, start, end), today=today),
        "previous": months.previous_month(first),
        "next": months.next_month(first),
    }
    return render(request, "calendar/month.html", context)


@login_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    start = _asked(request.GET.get("from", "")) or timezone.localtime(now).date()
    end = start + AGENDA
    context = {
        "now": now,
        "start": start,
        "end": end,
        "days": months.by_day(_window(request, start, end), start, end),
    }
    return render(request, "calendar/agenda.html", context)


def _window(request: HttpRequest, start: date, end: date) -> list[OccurrenceView]:
    found = calendar_queries.window(actor(request), _midnight(start - STILL_ON), _midnight(end))
    return [one for one in found if one.shown is not Shown.NOTHING]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _asked(text: str) -> date | None:
    """The day in an address, if it is one that an event can have."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST_YEAR < day.year < LAST_YEAR else None
