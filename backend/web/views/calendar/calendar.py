"""Both partners' time: a month, a week by the hour, and an agenda."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.web import periods
from backend.web.layout import days, hours, months
from backend.web.layout.days import DAYS_PER_WEEK, ONE_DAY
from backend.web.signed_in import actor
from planner.queries.calendar import event_views

AGENDA = timedelta(days=60)
MOST_IN_AGENDA = 80
"""So many are enough for a page: of a full calendar it shows the first days, and leads on from there."""
A_WEEK = timedelta(days=DAYS_PER_WEEK)


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    reader = periods.reader()
    day = periods.asked(request.GET.get("day", ""))
    month = periods.asked(f"{request.GET.get('month', '')}-01")
    first = month or months.first_of(day or reader.today)
    start, end = months.bounds(first, reader.first_weekday)
    found = periods.window(request, start, end)
    chosen = _chosen(day, first, reader.today)
    weeks = months.weeks(first, found, today=reader.today, first_weekday=reader.first_weekday)
    context = {
        "now": reader.now,
        "first": first,
        "layers": periods.layers(request, start, end),
        "weeks": weeks,
        "previous": months.previous_month(first),
        "next": months.next_month(first),
        "chosen": chosen,
        "held": days.by_day(found, chosen, chosen + ONE_DAY).get(chosen) if chosen else None,
        "is_empty": not any(day.slots for week in weeks for day in week.days if not day.is_outside),
        **periods.kept(chosen or first, reader.today),
    }
    return render(request, "calendar/month.html", context)


def _chosen(day: date | None, first: date, today: date) -> date | None:
    """The day whose events stand below the month: the one asked for, else today."""
    return next((one for one in (day, today) if one and months.first_of(one) == first), None)


@login_required
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    reader = periods.reader()
    day = periods.asked(request.GET.get("from", "")) or reader.today
    start = days.week_of(day, reader.first_weekday)
    found = periods.window(request, start, start + A_WEEK)
    context = {
        "now": reader.now,
        "start": start,
        "layers": periods.layers(request, start, start + A_WEEK),
        "last": start + A_WEEK - ONE_DAY,
        "grid": hours.grid(found, start, now=reader.now, zone=reader.zone),
        "movable": event_views.movable(actor(request), {one.event_id for one in found if one.event_id}),
        "previous": start - A_WEEK,
        "next": start + A_WEEK,
        "is_empty": not days.by_day(found, start, start + A_WEEK),
        **periods.kept(_at_in_week(day, start, reader.today), reader.today),
    }
    return render(request, "calendar/week.html", context)


def _at_in_week(day: date, start: date, today: date) -> date:
    """The day one is at in a week: the one asked for; whoever has paged to this week is at today."""
    return today if day == start and start <= today < start + A_WEEK else day


@login_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    reader = periods.reader()
    start = periods.asked(request.GET.get("from", "")) or reader.today
    found = periods.window(request, start, start + AGENDA)
    end = days.filled(days.by_day(found, start, start + AGENDA), MOST_IN_AGENDA) or start + AGENDA
    held = days.by_day(found, start, end)
    layers = periods.layers(request, start, end)
    context = {
        "now": reader.now,
        "start": start,
        "end": end,
        "last": end - ONE_DAY,
        "previous": start - (end - start),
        "days": [(day, held.get(day)) for day in sorted({*held, *layers})],
        "layers": layers,
        **periods.kept(start, reader.today),
    }
    return render(request, "calendar/agenda.html", context)
