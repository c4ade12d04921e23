"""A year of weeks as a picture: when it may be hard, and in whose world."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.web import periods
from backend.web.layout import days, years
from backend.web.signed_in import actor
from planner.queries.feelings.hard_weeks import A_YEAR, hard_weeks

SPAN = timedelta(weeks=A_YEAR)


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    reader = periods.reader()
    day = periods.asked(request.GET.get("from", "")) or reader.today
    start = days.week_of(day, reader.first_weekday)
    months = years.months(hard_weeks(actor(request), start), today=reader.today)
    weeks = [week for month in months for week in month.weeks]
    is_now = start <= reader.today < start + SPAN
    context = {
        "now": reader.now,
        "months": months,
        "hard": [week for week in weeks if not week.is_quiet],
        "start": start,
        "last": start + SPAN - days.ONE_DAY,
        "previous": start - SPAN,
        "next": start + SPAN,
        "is_now": is_now,
        **periods.kept(reader.today if is_now else start, reader.today),
    }
    return render(request, "calendar/year.html", context)
