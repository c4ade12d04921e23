"""An outside calendar: where it is, what opens it, and what the other sees of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.actions.exchange.subscriptions_work import NAME_MAX
from planner.core.calendar.outside_address import SECRET_MAX, URL_MAX
from planner.core.visibility import Visibility
from planner.queries import wording

_AS_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class _Secrets(forms.Form):
    """The fields that open an address. What is typed as a password is never sent back."""

    username = forms.CharField(
        label=_("Name for signing in"),
        max_length=SECRET_MAX,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=SECRET_MAX,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Better one made for this alone (an app password) than the one you sign in with."),
    )


def _address(**more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={**_AS_TYPED, "inputmode": "url"})
    return forms.CharField(label=_("Address"), max_length=URL_MAX, widget=widget, **more)


def _name(**more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=_("What you call it"), max_length=NAME_MAX, widget=widget, **more)


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("What your partner sees of it"),
        choices=wording.choices(wording.VISIBILITIES),
        widget=forms.RadioSelect,
    )

    def clean_visibility(self) -> Visibility:
        return Visibility(self.cleaned_data["visibility"])


class SubscribeForm(VisibilityForm, _Secrets):
    address = _address(
        help_text=_("It begins with https:// or webcal://, and often ends in .ics."),
        error_messages={"required": _("Paste the address first.")},
    )
    name = _name(required=False, help_text=_("Left empty, we take the name it gives itself."))

    field_order = ("address", "name", "username", "password", "visibility")


class SubscriptionForm(_Secrets):
    """What is left empty stays as it is."""

    name = _name(error_messages={"required": _("Give it a name.")})
    address = _address(
        required=False,
        help_text=_("We do not show the old one again, for it may be a secret. Left empty, it stays."),
    )
    forget = forms.BooleanField(label=_("It needs no name and password any more"), required=False)

    field_order = ("name", "address", "username", "password", "forget")

    def changes(self) -> dict[str, Any]:
        """What `subscriptions.edit` is to change."""
        data = self.cleaned_data
        secrets = {one: "" if data["forget"] else data[one] or None for one in ("username", "password")}
        return {"name": data["name"], "address": data["address"] or None, **secrets}
