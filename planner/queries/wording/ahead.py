"""What Look ahead says: why an event stands where it does, and how far off a day is."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.core.priorities import Reason, SoftWarning, Warns, WeekLoad, Why


def reason(given: Reason) -> str:
    """One reason why an event stands where it does, as a part of a sentence."""
    return _REASONS[given.code](given.params)


def reasons(given: Iterable[Reason]) -> str:
    """All of them as one line: "In 6 days · matters a lot to one of you · no plan yet"."""
    return capfirst(" · ".join(reason(one) for one in given))


def warning(given: SoftWarning) -> str:
    """A soft warning as a sentence."""
    if given.code is Warns.NO_OWN_TIME:
        return _("Nothing is planned for just the two of you in the next month.")
    return ngettext(
        "In the week of %(day)s there is %(count)d event that may be hard. Be kind to yourselves.",
        "In the week of %(day)s, %(count)d events that may be hard come together. Be kind to yourselves.",
        given.count,
    ) % {"day": _day(given.on), "count": given.count}


def week(given: WeekLoad) -> str:
    """A week of the strip in words, for those who do not see the picture."""
    whose = (
        (given.mine, _("from your world")),
        (given.theirs, _("from your partner's world")),
        (given.ours, _("from the world you share")),
    )
    parts = [f"{_weight(load)} {words}" for load, words in whose if load]
    return _("Week of %(day)s: %(load)s") % {
        "day": _day(given.starts_on),
        "load": ", ".join(parts) or _("quiet"),
    }


def in_days(day: date, today: date) -> str:
    """How far a day is, as one says it: "today", "tomorrow", "in 6 days", "3 days ago"."""
    count = (day - today).days
    if count in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[count]
    if count < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -count) % {"count": -count}
    return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}


def _weight(load: int) -> str:
    if load < 3:
        return _("a little")
    return _("some") if load < 5 else _("a lot")


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def _in_days(params: Mapping[str, int]) -> str:
    return ngettext("in %(count)d day", "in %(count)d days", params["count"]) % params


def _matters(params: Mapping[str, int]) -> str:
    return _("matters to both of you") if params["people"] == 2 else _("matters to one of you")


def _matters_a_lot(params: Mapping[str, int]) -> str:
    return _("matters a lot to both of you") if params["people"] == 2 else _("matters a lot to one of you")


def _may_be_hard(params: Mapping[str, int]) -> str:
    if "level" not in params:
        return _("may be hard")
    return (_("may be a little hard"), _("may be hard"), _("may be very hard"))[params["level"] - 1]


def _nights(params: Mapping[str, int]) -> str:
    return ngettext("%(count)d night away", "%(count)d nights away", params["count"]) % params


_REASONS: Mapping[Why, Callable[[Mapping[str, int]], str]] = {
    Why.TODAY: lambda params: _("today"),
    Why.TOMORROW: lambda params: _("tomorrow"),
    Why.IN_DAYS: _in_days,
    Why.MATTERS: _matters,
    Why.MATTERS_A_LOT: _matters_a_lot,
    Why.MAY_BE_HARD: _may_be_hard,
    Why.NIGHTS: _nights,
    Why.NO_PLAN_YET: lambda params: _("no plan yet"),
    Why.DRAFT_WAITING: lambda params: _("a few lines of yours so far"),
    Why.WAITING_FOR_A_YES: lambda params: _("a plan is on the table"),
    Why.PLAN_AGREED: lambda params: _("agreed"),
    Why.GOING_SEPARATELY: lambda params: _("one of you goes"),
    Why.DECLINED: lambda params: _("you two decline"),
    Why.OVER: lambda params: _("behind you two"),
    Why.LAST_PLAN_READY: lambda params: _("your last plan can be a start"),
}
