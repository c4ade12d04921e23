"""A line of what helps, and a note on somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.core.helps import MOST_HELPS, NAME_MAX, NOTE_MAX, TEXT_MAX


class HelpForm(forms.Form):
    text = forms.CharField(
        label=_("One line"),
        max_length=TEXT_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MoveForm(forms.Form):
    to = forms.IntegerField(min_value=0, max_value=MOST_HELPS)


class PersonNoteForm(forms.Form):
    name = forms.CharField(
        label=_("Who"), max_length=NAME_MAX, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    note = forms.CharField(
        label=_("What you want to remember"),
        max_length=NOTE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
