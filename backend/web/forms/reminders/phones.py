"""One's own number, the code that shows it, and what a phone answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Your mobile number"),
        max_length=40,
        help_text=_(
            "With its country code, such as +49 1512 3456789. It is yours alone: your partner has theirs."
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AnswerForm(forms.Form):
    said = forms.CharField(
        label=_("Your answer"),
        max_length=160,
        help_text=_(
            "The number of a time that was offered, LATER for tomorrow, MUTE for no more of this event, STOP,"
            " START or HELP."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what the phone answers.")},
    )
