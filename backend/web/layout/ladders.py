"""A ladder as points on a line of time, from four weeks before an evening to some days after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.core.reminding.ladder_sets import MOST_DAYS
from planner.core.reminding.reminders import Rungs, Step
from planner.queries import wording

FIRST, EVENT, LAST = 4.0, 72.0, 97.0
"""Where the line begins, the evening stands and the line ends, in hundredths of its width."""
POWER = 0.4
"""The last days have the most steps, so they get the most room."""
_BEGINS = datetime.combine(date(2026, 1, 30), time(19))
_ENDS = _BEGINS + timedelta(hours=4)
_FAR, _AFTER = timedelta(days=MOST_DAYS), timedelta(days=6)
_RESTED, _REPAIR = timedelta(hours=12), timedelta(days=3)

_PLACED = (
    *(Step.EARLY, Step.TALK, Step.LAST_CALL, Step.READ_THROUGH, Step.CARD),
    *(Step.CHECK_IN, Step.REPAIR),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One step: `x` in hundredths of the width, and when it comes in few words and in more."""

    step: Step
    x: float
    is_wanted: bool
    is_above: bool
    label: str
    when: str

    @property
    def percent(self) -> str:
        """As SVG takes it, whatever the language."""
        return f"{self.x:.2f}%"


def points(rungs: Rungs) -> Sequence[Point]:
    """The steps that have a place of their own, in order of time; their names above and below by turns."""
    placed = sorted((_at(step, rungs), order, step) for order, step in enumerate(_PLACED))
    return tuple(
        Point(
            step=step,
            x=_x(at),
            is_wanted=step in rungs.steps,
            is_above=number % 2 == 0,
            label=_label(step, rungs),
            when=when(step, rungs),
        )
        for number, (at, _order, step) in enumerate(placed)
    )


def when(step: Step, rungs: Rungs) -> str:
    """ "7 days before, at 18:00"."""
    lead = rungs.days_before(step)
    if lead is not None:
        said = ngettext("%(n)d day before, at %(clock)s", "%(n)d days before, at %(clock)s", lead.days)
        return said % {"n": lead.days, "clock": wording.clock(lead.at)}
    hours = _hours(rungs)
    return {
        Step.CARD: ngettext("%(n)d hour before", "%(n)d hours before", hours) % {"n": hours},
        Step.CHECK_IN: _("afterwards, at %(clock)s") % {"clock": wording.clock(rungs.check_in_at)},
        Step.REPAIR: _("3 days after that"),
        Step.TALK_NOW: _("when it begins"),
        Step.NEWS: _("at once"),
        Step.NUDGE: _("at once"),
    }[step]


def _label(step: Step, rungs: Rungs) -> str:
    lead = rungs.days_before(step)
    if lead is not None:
        return _("%(n)d d") % {"n": lead.days}
    if step is Step.CARD:
        return _("%(n)d h") % {"n": _hours(rungs)}
    return wording.clock(rungs.check_in_at) if step is Step.CHECK_IN else _("+3 d")


def _hours(rungs: Rungs) -> int:
    return rungs.card_before // timedelta(hours=1)


def _at(step: Step, rungs: Rungs) -> datetime:
    """When it would come for an evening from seven to eleven."""
    lead = rungs.days_before(step)
    if lead is not None:
        return datetime.combine(_BEGINS.date() - timedelta(days=lead.days), lead.at)
    if step is Step.CARD:
        return _BEGINS - rungs.card_before
    rested = _ENDS + _RESTED
    morning = datetime.combine(rested.date(), rungs.check_in_at)
    asked = morning if morning >= rested else morning + timedelta(days=1)
    return asked + _REPAIR if step is Step.REPAIR else asked


def _x(at: datetime) -> float:
    if at <= _BEGINS:
        return EVENT - (EVENT - FIRST) * _share(_BEGINS - at, _FAR, POWER)
    return EVENT + (LAST - EVENT) * _share(at - _ENDS, _AFTER, 0.5)


def _share(away: timedelta, whole: timedelta, power: float) -> float:
    share: float = min(1.0, away / whole) ** power
    return share
