"""Layers over a viewer's calendar: public holidays, their birthdays and those the other shares.

They are no events: nothing is flagged or planned for them, nobody is reminded, and no feed carries them.
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from planner import errors
from planner.core import birthdays as dates
from planner.core import public_holidays, searching
from planner.core.calendar import zones
from planner.models import Birthday, LayerChoice, Person
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import BirthdayView, LayerChoiceView, LayerDay
from planner.queries.views.calendar.layers import BIRTHDAY, HOLIDAY


def days(actor: Actor, start_on: date, end_on: date) -> tuple[LayerDay, ...]:
    """What lies over the days from `start_on` up to, not including, `end_on`: by day, holidays first."""
    who = who_queries.of(actor)
    chosen = choice(who.person_id)
    found = [*_holidays(who, chosen, start_on, end_on)]
    if chosen.shows_birthdays:
        found += _birthdays(who, start_on, end_on)
    return tuple(sorted(found, key=lambda day: (day.on, day.kind == BIRTHDAY, searching.folded(day.name))))


def choice(actor: UUID) -> LayerChoiceView:
    """What the viewer has chosen to see."""
    row = LayerChoice.objects.filter(person_id=actor).first() or LayerChoice(person_id=actor)
    return LayerChoiceView(row.country, row.subdivision, row.shows_birthdays)


def birthdays(actor: UUID, *, now: datetime) -> tuple[BirthdayView, ...]:
    """The viewer's birthdays and those that the other shares, by their next day."""
    who = who_queries.of(actor)
    views = [_view(who, row, _today(who, now)) for row in _rows(who)]
    return tuple(sorted(views, key=lambda one: (one.next_on, searching.folded(one.name), one.id)))


def birthday(actor: UUID, birthday_id: UUID, *, now: datetime) -> BirthdayView:
    """One of them. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = _rows(who).filter(id=birthday_id).first()
    if row is None:
        raise errors.NotFound
    return _view(who, row, _today(who, now))


def _rows(who: Who) -> QuerySet[Birthday]:
    return Birthday.objects.filter(Q(owner_id=who.person_id) | sight.the_others(who) & Q(is_shared=True))


def _today(who: Who, now: datetime) -> date:
    return zones.wall_clock(now, who.zone).date()


def _view(who: Who, row: Birthday, today: date) -> BirthdayView:
    this_year = dates.falls_on(row.month, row.day, today.year)
    next_on = this_year if this_year >= today else dates.falls_on(row.month, row.day, today.year + 1)
    return BirthdayView(
        id=row.id,
        name=row.name,
        month=row.month,
        day=row.day,
        year=row.year,
        is_mine=row.owner_id == who.person_id,
        is_shared=row.is_shared,
        next_on=next_on,
        turns=dates.turns(row.year, next_on.year),
    )


def _holidays(who: Who, chosen: LayerChoiceView, start_on: date, end_on: date) -> Iterator[LayerDay]:
    """Nobody without a country pays for the library."""
    if not chosen.country:
        return
    language = Person.objects.values_list("language", flat=True).get(id=who.person_id)
    for year in range(start_on.year, end_on.year + 1):
        for on, name in public_holidays.in_year(chosen.country, chosen.subdivision, year, language):
            if start_on <= on < end_on:
                yield LayerDay(on, name, HOLIDAY)


def _birthdays(who: Who, start_on: date, end_on: date) -> set[LayerDay]:
    """Each once, though both keep it."""
    return {
        LayerDay(on, _words(row, on), BIRTHDAY)
        for row in _rows(who)
        for on in (dates.falls_on(row.month, row.day, year) for year in range(start_on.year, end_on.year + 1))
        if start_on <= on < end_on and on.year >= (row.year or 0)
    }


def _words(row: Birthday, on: date) -> str:
    age = dates.turns(row.year, on.year)
    if age is None:
        return _("%(name)s’s birthday") % {"name": row.name}
    return _("%(name)s turns %(age)d") % {"name": row.name, "age": age}
