"""Inviting the other, and choosing what of the past they will see."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from planner.core.plan.going import MOST_LETTERS
from planner.queries.views import EventView


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Your partner’s email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class PhraseForm(forms.Form):
    """The words of time to go."""

    phrase = forms.CharField(label=_("Time to go says"), max_length=MOST_LETTERS)


class ReleaseForm(forms.Form):
    """Which of the events from before they joined the other may see."""

    def __init__(self, data: QueryDict | None = None, *, events: Sequence[EventView]) -> None:
        super().__init__(data)
        self.fields["event_ids"] = forms.MultipleChoiceField(
            label=_("Show these"),
            choices=[(str(one.id), one.title) for one in events],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one.")},
        )

    @property
    def chosen(self) -> tuple[UUID, ...]:
        return tuple(UUID(one) for one in self.cleaned_data["event_ids"])
