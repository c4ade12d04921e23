"""How far an edit of one date of a series reaches, beside the fields of an event."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.web.forms.calendar.events import EventFields
from planner.core.calendar.series import Scope
from planner.queries.views import EventView

SCOPES: dict[Scope, Promise] = {
    Scope.ONE: _("This one"),
    Scope.FOLLOWING: _("This and all that follow"),
    Scope.ALL: _("All of them"),
}


def scope_field(event: EventView, label: Any) -> forms.ChoiceField:
    """The choices that this event leaves, the smallest first."""
    wrong = _("Choose one from the list.")
    return forms.ChoiceField(
        label=label,
        choices=[(scope.value, words) for scope, words in SCOPES.items() if scope in event.scopes],
        initial=event.scopes[0].value,
        widget=forms.RadioSelect,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


class OccurrenceFields(EventFields):
    """An event as it is on one of its dates."""

    def __init__(self, *args: Any, event: EventView, **more: Any) -> None:
        super().__init__(*args, event=event, **more)
        self.fields["scope"] = scope_field(event, _("What is to change?"))

    @property
    def scope(self) -> Scope:
        return Scope(self.cleaned_data["scope"])


class DeleteFields(forms.Form):
    def __init__(self, *args: Any, event: EventView, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["scope"] = scope_field(event, _("What is to go?"))

    @property
    def scope(self) -> Scope:
        return Scope(self.cleaned_data["scope"])
