"""Days and times as one speaks of them. Pure: today comes from the caller, wall times are the viewer's."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from planner.queries import wording
from planner.queries.views import ElsewhereView, OccurrenceView, SlotView

A_WEEK = 7
A_NIGHT = timedelta(hours=18)
"""Something that ends sooner after its start is one evening, also past midnight."""


def spoken_day(day: date, today: date) -> str:
    """ "Friday, in 6 days"; further off with its date: "Friday, 12 December, in 20 days"."""
    distance = wording.in_days(day, today)
    if abs((day - today).days) <= 1:
        return _("%(today)s, %(weekday)s") % {"today": capfirst(distance), "weekday": date_format(day, "l")}
    name = date_format(day, "l") if 0 < (day - today).days < A_WEEK else long_day(day, today)
    return _("%(day)s, %(distance)s") % {"day": name, "distance": distance}


def dated_day(day: date, today: date) -> str:
    """ "Friday, 12 December, in 6 days": as a heading, always with its date."""
    return _("%(day)s, %(distance)s") % {"day": long_day(day, today), "distance": wording.in_days(day, today)}


def lately(day: date, today: date) -> str:
    """ "today", "yesterday", "on Friday": a day of the last few, in words that count nothing."""
    if (today - day).days <= 1:
        return wording.in_days(day, today)
    return _("on %(weekday)s") % {"weekday": date_format(day, "l")}


def long_day(day: date, today: date) -> str:
    """ "Friday, 12 December", with its year when that is not this one."""
    if day.year == today.year:
        return wording.written(day, "l, j F")
    return wording.written(day, "l, j F Y")


def days_range(first: date, last: date) -> str:
    """ "7 – 13 Dec 2026", the month and the year once where they are the same."""
    begins = "j M Y"
    if first.year == last.year:
        begins = "j M" if first.month != last.month else "j"
    return f"{wording.written(first, begins)} – {wording.written(last, 'j M Y')}"


def last_day(one: OccurrenceView) -> date:
    """The last day it is on: an end at midnight belongs to the day before, an evening to its first day."""
    if one.end_local <= one.start_local or _is_one_evening(one):
        return one.start_local.date()
    return (one.end_local - timedelta(microseconds=1)).date()


def time_range(one: OccurrenceView) -> str:
    """ "19:00–23:00", "all day", or up to which day."""
    ends_on = last_day(one)
    if one.is_all_day:
        return _("all day") if ends_on == one.start_local.date() else _until(short_day(ends_on))
    begins = wording.clock(one.start_local)
    if one.end_local <= one.start_local:
        return begins
    if ends_on == one.start_local.date():
        return f"{begins}–{wording.clock(one.end_local)}"
    return _("%(begins)s, until %(day)s, %(ends)s") % {
        "begins": begins,
        "day": short_day(one.end_local.date()),
        "ends": wording.clock(one.end_local),
    }


def slot(one: SlotView, today: date) -> str:
    """ "Tuesday, in 3 days · 18:30 (12:30 in New York)"."""
    when = wording.clock(one.start_local)
    there = one.for_the_other
    if there:
        when = f"{when} ({in_zone(there.start, there.tzid)})"
    return f"{capfirst(spoken_day(one.start_local.date(), today))} · {when}"


def short_day(day: date) -> str:
    return wording.written(day, "D j M")


def moment(iso: str) -> str:
    """A day or a wall time in ISO 8601, with its year: "Fri 20 Nov 2026, 18:00"."""
    wall = datetime.fromisoformat(iso)
    form = "D j M Y"
    return wording.moment(wall, form) if "T" in iso else wording.written(wall, form)


def time_of(wall: datetime, today: date) -> str:
    """ "14:05" on the same day, "Fri 20 Nov, 18:00" on another."""
    return wording.clock(wall) if wall.date() == today else wording.moment(wall, "D j M")


def there(one: OccurrenceView, other: str = "") -> str:
    """The start on clocks that show another time: where it takes place, and where the other partner is."""
    its, theirs = one.in_its_zone, one.for_the_other if other else None
    said = []
    if its and theirs and its.tzid == theirs.tzid:
        said.append(_("%(time)s in %(zone)s, and for %(name)s") % _clocks(its, other))
        its = theirs = None
    if its:
        said.append(in_zone(its.start, its.tzid))
    if theirs:
        said.append(_("%(time)s for %(name)s") % _clocks(theirs, other))
    return " · ".join(said)


def _clocks(elsewhere: ElsewhereView, name: str = "") -> Mapping[str, str]:
    return {"time": wording.clock(elsewhere.start), "zone": place(elsewhere.tzid), "name": name}


def in_zone(wall: datetime, tzid: str) -> str:
    """ "13:00 in New York"."""
    return _("%(time)s in %(zone)s") % {"time": wording.clock(wall), "zone": place(tzid)}


def place(tzid: str) -> str:
    """A zone's name as one reads it: "New York" of "America/New_York"."""
    return tzid.rpartition("/")[2].replace("_", " ")


def _is_one_evening(one: OccurrenceView) -> bool:
    return not one.is_all_day and one.end_local - one.start_local < A_NIGHT


def _until(day: str) -> str:
    return _("all day, until %(day)s") % {"day": day}
