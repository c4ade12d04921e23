"""A rule of repetition as one says it: "every two weeks, until 12 December"."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.core.calendar import rrules
from planner.core.calendar.rrules import Freq, Rule
from planner.queries import wording

_A_MONDAY = date(2024, 1, 1)
_WORKING_DAYS = (0, 1, 2, 3, 4)


def words(rrule: str) -> str:
    """The rule in words; "" for none, and something true but vague for one that says more than this can."""
    if not rrule:
        return ""
    try:
        rule = rrules.parse(rrule)
    except ValueError:
        return _("in a way of its own")
    return ", ".join(part for part in (_how_often(rule), _how_long(rule)) if part)


def _how_often(rule: Rule) -> str:
    if rule != Rule(rule.freq, rule.interval, rule.count, rule.until, byday=rule.byday):
        return _("in a way of its own")
    if any(nth for nth, _day in rule.byday) or (rule.byday and rule.freq is not Freq.WEEKLY):
        return _("in a way of its own")
    every = _every(rule)
    days = tuple(day for _nth, day in rule.byday)
    if not days:
        return every
    if rule.interval == 1:
        return (
            _("every working day") if days == _WORKING_DAYS else _("every %(days)s") % {"days": _listed(days)}
        )
    return _("%(every)s on %(days)s") % {"every": every, "days": _listed(days)}


def _every(rule: Rule) -> str:
    n = {"n": rule.interval}
    if rule.freq is Freq.DAILY:
        return ngettext("every day", "every %(n)d days", rule.interval) % n
    if rule.freq is Freq.WEEKLY:
        return ngettext("every week", "every %(n)d weeks", rule.interval) % n
    if rule.freq is Freq.MONTHLY:
        return ngettext("every month", "every %(n)d months", rule.interval) % n
    if rule.freq is Freq.YEARLY:
        return ngettext("every year", "every %(n)d years", rule.interval) % n
    return _("several times a day")


def _how_long(rule: Rule) -> str:
    if rule.count:
        return ngettext("once", "%(n)d times", rule.count) % {"n": rule.count}
    if rule.until:
        day = wording.written(rule.until.wall.date(), "j F Y")
        return _("until %(day)s") % {"day": day}
    return ""


def _listed(days: Sequence[int]) -> str:
    names = [date_format(_A_MONDAY + timedelta(days=day), "l") for day in days]
    if len(names) == 1:
        return names[0]
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}
