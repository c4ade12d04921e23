"""What somebody may ask for in a ladder of their own, for a kind of event or for all of them."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from itertools import pairwise
from typing import Any

from planner import errors
from planner.core.calendar import event_form
from planner.core.reminding.reminders import EVERY_KIND, DaysBefore, Rungs, Step

KINDS = (EVERY_KIND, *event_form.KINDS)
INVITATIONS = (Step.EARLY, Step.TALK, Step.LAST_CALL)
"""The steps that ask for a talk, in the order in which they come."""
IN_DAYS = (*INVITATIONS, Step.READ_THROUGH)
MOST_DAYS = 28
MOST_DAYS_TO_READ = 7
MOST_HOURS_FOR_THE_CARD = 12

_HOUR = timedelta(hours=1)
_TOO_FAR = ("Choose from 1 to 28 days before.", "Choose from 1 to 7 days before.")
_IN_ORDER = "Each invitation to talk comes on a later day than the one before it."


def check(kind: str, rungs: Rungs) -> None:
    """Raise `NotFound` for a kind that there is not, `Invalid` for rungs that make no ladder."""
    if kind not in KINDS:
        raise errors.NotFound
    for step in IN_DAYS:
        _check_days(step, rungs)
    if not _is_whole_hours(rungs.card_before):
        raise errors.Invalid("Choose from 1 to 12 hours before.", field="card_hours")
    if not _is_whole_minute(rungs.check_in_at):
        raise errors.Invalid("Choose an hour and a minute.", field="check_in_at")
    _check_order(rungs)


def written(rungs: Rungs) -> dict[str, Any]:
    """When the steps come, as columns, forms and the API write it: `talk_days`, `talk_at`, `card_hours` …"""
    said: dict[str, Any] = {}
    for step in IN_DAYS:
        lead = getattr(rungs, field_of(step))
        said |= {f"{field_of(step)}_days": lead.days, f"{field_of(step)}_at": lead.at}
    return said | {"card_hours": rungs.card_before // _HOUR, "check_in_at": rungs.check_in_at}


def read(steps: Iterable[Step], said: Mapping[str, Any]) -> Rungs:
    """The rungs that `written` wrote, for these steps; further names in it mean nothing."""
    leads = {name: DaysBefore(said[f"{name}_days"], said[f"{name}_at"]) for name in map(field_of, IN_DAYS)}
    return Rungs(
        steps=frozenset(steps),
        card_before=said["card_hours"] * _HOUR,
        check_in_at=said["check_in_at"],
        **leads,
    )


def most_days(step: Step) -> int:
    """How early the step may come."""
    return MOST_DAYS_TO_READ if step is Step.READ_THROUGH else MOST_DAYS


def field_of(step: Step) -> str:
    """The name of a step where it stands in front of a field: "last_call" of `last_call_days`."""
    return step.value.replace("-", "_")


def _check_days(step: Step, rungs: Rungs) -> None:
    lead = rungs.days_before(step)
    if lead is None:
        return
    if not 1 <= lead.days <= most_days(step):
        raise errors.Invalid(_TOO_FAR[step is Step.READ_THROUGH], field=f"{field_of(step)}_days")
    if not _is_whole_minute(lead.at):
        raise errors.Invalid("Choose an hour and a minute.", field=f"{field_of(step)}_at")


def _check_order(rungs: Rungs) -> None:
    """Only what is wanted has to be in order: what is switched off stands in nobody's way."""
    wanted = [step for step in INVITATIONS if step in rungs.steps]
    for before, after in pairwise(wanted):
        first, second = rungs.days_before(before), rungs.days_before(after)
        if first and second and first.days <= second.days:
            raise errors.Invalid(_IN_ORDER, field=f"{field_of(after)}_days")


def _is_whole_hours(before: timedelta) -> bool:
    hours = before / _HOUR
    return hours.is_integer() and 1 <= hours <= MOST_HOURS_FOR_THE_CARD


def _is_whole_minute(at: time) -> bool:
    return at == at.replace(second=0, microsecond=0, tzinfo=None)
