"""A ladder of one's own: which steps, how long before, and at what hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import Rungs, Step
from planner.queries import wording


@dataclass(frozen=True, slots=True)
class RungFields:
    """The fields of one step, those that it has."""

    step: Step
    wants: forms.BoundField
    days: forms.BoundField | None = None
    hours: forms.BoundField | None = None
    at: forms.BoundField | None = None


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class LadderForm(forms.Form):
    card_hours = forms.IntegerField(
        label=_("Hours before"), min_value=1, max_value=ladder_sets.MOST_HOURS_FOR_THE_CARD
    )
    check_in_at = _time(_("At"))

    def __init__(self, data: Any = None, *, rungs: Rungs) -> None:
        super().__init__(data, initial=_initial(rungs))
        for step in Step:
            label = wording.words(wording.STEPS, step)
            self.fields[_wants(step)] = forms.BooleanField(label=label, required=False)
        for step in ladder_sets.IN_DAYS:
            days = forms.IntegerField(
                label=_("Days before"), min_value=1, max_value=ladder_sets.most_days(step)
            )
            self.fields[f"{ladder_sets.field_of(step)}_days"] = days
            self.fields[f"{ladder_sets.field_of(step)}_at"] = _time(_("At"))

    def steps(self) -> Iterator[RungFields]:
        """What the page shows, step by step."""
        for step in Step:
            name = ladder_sets.field_of(step)
            yield RungFields(
                step=step,
                wants=self[_wants(step)],
                days=self._field(f"{name}_days"),
                hours=self._field(f"{name}_hours"),
                at=self._field(f"{name}_at"),
            )

    @property
    def rungs(self) -> Rungs:
        """What was written."""
        given = self.cleaned_data
        return ladder_sets.read((step for step in Step if given[_wants(step)]), given)

    def _field(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None


def _wants(step: Step) -> str:
    return f"wants_{ladder_sets.field_of(step)}"


def _initial(rungs: Rungs) -> dict[str, Any]:
    return {_wants(step): step in rungs.steps for step in Step} | ladder_sets.written(rungs)
