"""The standing agreement as a form: a few lines that hold at every event."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.web.forms.plan_fields import Words
from planner.core.plan.plan_content import MAX_IF_THENS, Content, IfThen, Leaving, SignalMeans
from planner.core.plan.standing import TEXTS
from planner.queries import wording
from planner.queries.views import StandingView

LEAST_LINES, SPARE_LINES = 2, 1
FIRST = ("people", "staying_connected", "latest", "transport")
MORE = ("arriving", "introductions", "signal", "signal_means", "afterwards")
EXAMPLE = (_("we get separated"), _("meet by the coats within ten minutes"))


class StandingForm(forms.Form):
    """What is written, which may be half a line. `base` is the version that it is written on."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
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
        super().__init__(data, initial=_initial(written) | {"base": standing.base})
        self.line_count = _line_count(data, written)
        for at in range(self.line_count):
            line = written.if_thens[at] if at < len(written.if_thens) else IfThen("", "")
            if_, then_we = EXAMPLE if at == 0 else ("", "")
            self.fields[f"if_{at}"] = Words(_("If"), example=if_, rows=1, initial=line.if_)
            self.fields[f"then_{at}"] = Words(_("then we"), example=then_we, rows=1, initial=line.then_we)

    @property
    def content(self) -> Content:
        given = self.cleaned_data
        leaving = Leaving(given["latest"], given["transport"])
        return Content(
            if_thens=tuple(self._lines()),
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

    def _lines(self) -> Iterator[IfThen]:
        for at in range(self.line_count):
            line = IfThen(self.cleaned_data[f"if_{at}"], self.cleaned_data[f"then_{at}"])
            if line != IfThen("", ""):
                yield line


class StandingProposal(StandingForm):
    """What is put before the other: its lines are whole."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        for at in range(self.line_count):
            if_, then_we = self.cleaned_data.get(f"if_{at}"), self.cleaned_data.get(f"then_{at}")
            if bool(if_) != bool(then_we):
                self.add_error(f"then_{at}" if if_ else f"if_{at}", _("Finish this line, or empty it."))
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


def _line_count(data: QueryDict | None, written: Content) -> int:
    """One more than are filled; after sending as many as were sent."""
    if data is None:
        return min(max(len(written.if_thens) + SPARE_LINES, LEAST_LINES), MAX_IF_THENS)
    sent = [at for at in range(MAX_IF_THENS) if f"if_{at}" in data or f"then_{at}" in data]
    return max(sent, default=LEAST_LINES - 1) + 1
