"""The standing agreement as a form: a few lines that hold at every event."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.web.forms.plan.if_thens import IfThensForm
from backend.web.forms.plan.plan_fields import Words, WrittenField
from planner.core.plan.plan_content import Content, Leaving, SignalMeans
from planner.core.plan.standing import TEXTS
from planner.queries import wording
from planner.queries.views import StandingView

FIRST = ("people", "staying_connected", "latest", "transport")
MORE = ("arriving", "introductions", "signal", "signal_means", "afterwards")
FIRST_LINE = (_("we get separated"), _("meet by the coats within ten minutes"))


class StandingForm(IfThensForm):
    """What is written, which may be half a line.

    `base` is the version that it is written on, `was` what the page was filled with.
    """

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    was = WrittenField(required=False, widget=forms.HiddenInput)
    people = Words(_("People and boundaries"), example=_("Whose family it is speaks up first"))
    staying_connected = Words(_("Staying connected"), example=_("We look for each other every half hour"))
    arriving = Words(_("Arriving"), example=_("We walk in side by side"))
    introductions = Words(
        _("Introductions"), example=_("Whoever knows people says the other’s name and one kind thing")
    )
    latest = forms.TimeField(
        label=_("At the latest at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    transport = Words(_("The way home"), example=_("Whoever did not drink drives"), rows=1)
    signal = Words(_("A signal between us"), example=_("A hand on the watch"), rows=1)
    signal_means = forms.ChoiceField(
        label=_("What it means"),
        choices=wording.choices(wording.SIGNALS),
        widget=forms.RadioSelect,
        required=False,
    )
    afterwards = Words(_("Afterwards"), example=_("No verdicts in the car; tea in the kitchen first"))

    def __init__(self, data: QueryDict | None = None, *, standing: StandingView) -> None:
        written = standing.draft or (standing.table.content if standing.table else Content())
        super().__init__(data, initial=_initial(written) | {"base": standing.base, "was": written})
        self.add_lines(data, written.if_thens, FIRST_LINE)

    @property
    def content(self) -> Content:
        given = self.cleaned_data
        leaving = Leaving(given["latest"], given["transport"])
        return Content(
            if_thens=tuple(self.if_thens),
            signal_means=SignalMeans(given["signal_means"]),
            leaving=None if leaving == Leaving() else leaving,
            **{name: given[name] for name in TEXTS},
        )

    @property
    def line_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for at in range(self.line_count):
            yield self[f"if_{at}"], self[f"then_{at}"]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is folded away until it says something."""
        return [self[name] for name in MORE]

    @property
    def says_more(self) -> bool:
        return any(field.value() or field.errors for field in self.more)


class StandingProposal(StandingForm):
    """What is put before the other: its lines are whole."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.demand_whole_lines()
        return self.cleaned_data


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=99_999)


def _initial(content: Content) -> dict[str, Any]:
    leaving = content.leaving or Leaving()
    texts = {name: getattr(content, name) for name in TEXTS}
    return texts | {
        "latest": leaving.latest,
        "transport": leaving.transport,
        "signal_means": content.signal_means.value,
    }
