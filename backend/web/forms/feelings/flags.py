"""What may be hard, and what matters: each item with its own choice whether the other may read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from planner.actions.feelings.flags import NOTE_MAX, TEXT_MAX, ReasonForm
from planner.queries import wording
from planner.queries.views import FlagView, MattersView

EVERY_TIME, THIS_ONE = "series", "this"
SCOPES = [(THIS_ONE, _("This one")), (EVERY_TIME, _("Every time"))]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason on the page: its tick, words of one's own, and its own "share this"."""

    tick: forms.BoundField
    text: forms.BoundField
    share: forms.BoundField
    is_person: bool
    """Whether one's notes on people stand beside it."""


class FlagForm(forms.Form):
    """`flag` is what was said before; `partner` the other's name, "" while there is nobody to share with."""

    level = forms.TypedChoiceField(
        label=_("How hard might it be?"),
        choices=lambda: _levels(wording.LEVELS),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    note = forms.CharField(
        label=_("In your own words"),
        max_length=NOTE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        flag: FlagView | None,
        partner: str,
        is_recurring: bool,
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, initial=_said(flag), auto_id=auto_id)
        self.partner = partner
        if is_recurring:
            self.fields["scope"] = _scope(flag.recurrence_id == "" if flag else False)
        self._offer_to_share("share_level", flag.is_level_shared if flag else False)
        self._offer_to_share("share_note", flag.is_note_shared if flag else False)
        shared = {one.chip for one in flag.reasons if one.is_shared} if flag else set()
        for chip, label in wording.CHIPS.items():
            self._add_reason(chip, capfirst(str(label)), is_shared=chip in shared)

    @property
    def rows(self) -> Iterator[ReasonRow]:
        for chip in wording.CHIPS:
            yield ReasonRow(
                self[f"reason_{chip}"],
                self[f"text_{chip}"],
                self[f"share_{chip}"],
                is_person=chip == wording.CERTAIN_PERSON,
            )

    @property
    def reasons(self) -> Sequence[ReasonForm]:
        given = self.cleaned_data
        return [
            ReasonForm(chip, given[f"text_{chip}"], given[f"share_{chip}"])
            for chip in wording.CHIPS
            if given[f"reason_{chip}"]
        ]

    @property
    def is_for_every_time(self) -> bool:
        return bool(self.cleaned_data.get("scope", EVERY_TIME) == EVERY_TIME)

    def _add_reason(self, chip: str, label: str, *, is_shared: bool) -> None:
        self.fields[f"reason_{chip}"] = forms.BooleanField(label=label, required=False)
        self.fields[f"text_{chip}"] = forms.CharField(
            label=_("More about it"), max_length=TEXT_MAX, required=False
        )
        self._offer_to_share(f"share_{chip}", is_shared)

    def _offer_to_share(self, name: str, is_shared: bool) -> None:
        self.fields[name] = share_field(self.partner, is_shared=is_shared)


class MattersForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("How much does it matter to you?"),
        choices=lambda: _levels(wording.MATTERING),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    why = forms.CharField(
        label=_("Why"), max_length=NOTE_MAX, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        matters: MattersView | None,
        partner: str,
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, initial=_mattering(matters), auto_id=auto_id)
        self.partner = partner
        self.fields["share_level"] = share_field(
            partner, is_shared=matters.is_level_shared if matters else False
        )
        self.fields["share_why"] = share_field(partner, is_shared=matters.is_why_shared if matters else False)


def share_field(partner: str, *, is_shared: bool) -> forms.BooleanField:
    """One item's choice: private unless ticked, and off while there is nobody to share with."""
    told = _("%(name)s may have read it already.") % {"name": partner}
    return forms.BooleanField(
        label=_("Share this with %(name)s") % {"name": partner},
        help_text=told if is_shared and partner else "",
        required=False,
        initial=is_shared,
        disabled=not partner,
    )


def _scope(is_series: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Is it about this one, or every time?"),
        choices=SCOPES,
        initial=EVERY_TIME if is_series else THIS_ONE,
        widget=forms.RadioSelect,
    )


def _levels(words: Mapping[int, Promise]) -> list[tuple[int, str]]:
    return [(level, capfirst(str(label))) for level, label in words.items()]


def _said(flag: FlagView | None) -> dict[str, Any]:
    if flag is None:
        return {}
    said: dict[str, Any] = {"level": flag.level, "note": flag.note}
    for one in flag.reasons:
        said |= {f"reason_{one.chip}": True, f"text_{one.chip}": one.text}
    return said


def _mattering(matters: MattersView | None) -> dict[str, Any]:
    return {"level": matters.level, "why": matters.why} if matters else {}
