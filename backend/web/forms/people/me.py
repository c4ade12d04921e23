"""What a person says about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.web.forms.people.zones import ZoneField
from planner.queries.views import MeView


class MeForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    tzid = ZoneField(label=_("Your time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)


def initial(me: MeView) -> dict[str, Any]:
    """The form's fields as they stand."""
    return {name: getattr(me, name) for name in MeForm.base_fields}
