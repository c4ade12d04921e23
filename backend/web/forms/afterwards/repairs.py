"""What one writes when they talk it over: one small form for each part that has come up."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from planner.actions.afterwards.lessons import TEXT_MAX as LESSON_MAX
from planner.core.repair import FEELINGS, TEXT_MAX, Part
from planner.queries import wording
from planner.queries.views import RepairPartView, RepairView

PARTS = [(one.value, one.value) for one in Part]


class PartForm(forms.Form):
    """The part that a form is about; anything else is nothing that we sent."""

    part = forms.TypedChoiceField(choices=PARTS, coerce=Part)


class RepairLineForm(forms.Form):
    """One's own line; empty, it passes. `is_blank`: both look on, so nothing of one's own is in it."""

    part = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    feelings = forms.MultipleChoiceField(
        required=False,
        choices=[(one, wording.FEELINGS[one]) for one in FEELINGS],
        widget=forms.CheckboxSelectMultiple,
        label=_("How it felt"),
    )

    def __init__(
        self, data: QueryDict | None = None, *, about: RepairPartView, is_blank: bool = False
    ) -> None:
        self.about, mine = about, about.mine
        initial: dict[str, Any] = {"part": about.part.value}
        if mine and not is_blank:
            initial |= {"text": mine.text, "feelings": mine.feelings}
        super().__init__(data, initial=initial, auto_id=f"{about.part}_%s")
        del self.fields["feelings" if about.part is not Part.FELT else "text"]
        if about.part is not Part.FELT:
            text = self.fields["text"]
            assert isinstance(text, forms.CharField)
            text.label = wording.words(wording.REPAIR_PROMPTS, about.part)
            text.max_length = LESSON_MAX if about.part is Part.NEXT_TIME else TEXT_MAX
            text.widget.attrs["maxlength"] = text.max_length

    @property
    def words(self) -> str:
        """What `actions.repairs.write` takes as text."""
        given = self.cleaned_data
        return " ".join(given["feelings"]) if "feelings" in given else given["text"].replace("\r\n", "\n")


def forms_of(seen: RepairView, *, is_blank: bool = False) -> list[RepairLineForm]:
    """A form for each part that waits for the viewer's line."""
    waiting = (one for one in _parts(seen) if one.may_write and not one.is_mine_done)
    return [RepairLineForm(about=one, is_blank=is_blank) for one in waiting]


def changes_of(seen: RepairView) -> list[RepairLineForm]:
    """A form for each part that the viewer is done with and may still word otherwise."""
    return [RepairLineForm(about=one) for one in _parts(seen) if one.may_write and one.is_mine_done]


def part_of(seen: RepairView, part: Part) -> RepairPartView:
    return next(one for one in _parts(seen) if one.part is part)


def _parts(seen: RepairView) -> list[RepairPartView]:
    return [part for step in seen.steps for part in step.parts]
