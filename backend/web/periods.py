"""What every page of the calendar asks first: which days, whose habits, and what lies in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from backend import habits
from backend.web.signed_in import who
from planner.core.calendar.event_form import FIRST_YEAR, LAST_YEAR
from planner.core.visibility import Shown
from planner.queries.calendar import calendar as calendar_queries
from planner.queries.calendar import layers as layer_queries
from planner.queries.feelings.hard_weeks import A_YEAR
from planner.queries.views import LayerDay, OccurrenceView

# The window selects by start: what began so long before the page's first day still shows on it.
STILL_ON = timedelta(days=14)
THE_YEAR_AHEAD = timedelta(weeks=A_YEAR)


@dataclass(frozen=True, slots=True)
class Reader:
    """The moment of the page, and the reader's clock and habits."""

    now: datetime
    zone: ZoneInfo
    first_weekday: int

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def reader() -> Reader:
    language, tzid = get_language() or "en", timezone.get_current_timezone_name()
    return Reader(
        now=timezone.now(),
        zone=ZoneInfo(tzid),
        first_weekday=habits.first_weekday(language, tzid),
    )


def window(request: HttpRequest, start: date, end: date) -> list[OccurrenceView]:
    """What this reader sees of the days from `start` up to `end`, also what began a while before."""
    found = calendar_queries.window(who(request), midnight(start - STILL_ON), midnight(end))
    return [one for one in found if one.shown is not Shown.NOTHING]


def layers(request: HttpRequest, start: date, end: date) -> dict[date, list[LayerDay]]:
    """Holidays and birthdays that this reader wants to see, by day."""
    found: dict[date, list[LayerDay]] = {}
    for one in layer_queries.days(who(request), start, end):
        found.setdefault(one.on, []).append(one)
    return found


def kept(day: date, today: date) -> dict[str, date | None]:
    """What the ways to look at it take along: the day one is at, and to a year only where it is not ahead."""
    is_ahead = timedelta() <= day - today < THE_YEAR_AHEAD
    return {"kept": None if day == today else day, "kept_for_year": None if is_ahead else day}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def asked(text: str) -> date | None:
    """The day in an address, if it is one that an event can have."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST_YEAR < day.year < LAST_YEAR else None
