"""What we ask beside address and password when somebody starts."""

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.web.forms.people.zones import ZoneField


class SignupForm(forms.Form):
    """Mixed into allauth's sign-up form; `accounts.Adapter` uses what it holds."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        help_text=_("As your partner calls you."),
    )
    tzid = ZoneField(label=_("Your time zone"), attrs={"data-guess-zone": ""})

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Nothing is left to do: the adapter registered the person together with the account."""
