"""What a person calls a feed or a token."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("So that you know it again, for example “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
