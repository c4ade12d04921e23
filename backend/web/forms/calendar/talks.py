"""Choosing when to talk."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.web import speech
from planner.queries.views import SlotView


class TalkForm(forms.Form):
    """One of the times that were offered; one that is no longer free is not among them."""

    starts_at = forms.ChoiceField(
        label=_("When would it suit you two?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time first."),
            "invalid_choice": _("Something has come up at that time, or it has passed. Choose another."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, slots: Sequence[SlotView], today: date) -> None:
        super().__init__(data)
        self.offered = {one.starts_at.isoformat(): one for one in slots}
        field = self.fields["starts_at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, speech.slot(one, today)) for value, one in self.offered.items()]

    @property
    def chosen(self) -> SlotView:
        return self.offered[self.cleaned_data["starts_at"]]
