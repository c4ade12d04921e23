"""What we ask beside address and password when somebody starts."""

from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PARTS: Final = {
    "Europe": _("Europe"),
    "America": _("America"),
    "Africa": _("Africa"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
}
OTHERS: Final = _("Others")


def zone_choices() -> list[tuple[Any, Any]]:
    """Nothing chosen, then every zone that people live in, by the part of the world."""
    parts: dict[Any, list[tuple[str, str]]] = {name: [] for name in (*PARTS.values(), OTHERS)}
    for tzid in sorted(available_timezones()):
        part, _slash, place = tzid.partition("/")
        if part in PARTS:
            parts[PARTS[part]].append((tzid, place.replace("_", " ").replace("/", ", ")))
        elif place or tzid == "UTC":
            parts[OTHERS].append((tzid, tzid.replace("_", " ")))
    return [("", _("Choose your time zone")), *parts.items()]


class SignupForm(forms.Form):
    """Mixed into allauth's sign-up form; `accounts.Adapter` uses what it holds."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        help_text=_("As your partner calls you."),
    )
    tzid = forms.ChoiceField(
        label=_("Your time zone"),
        choices=zone_choices,
        widget=forms.Select(attrs={"data-guess-zone": ""}),
    )

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Nothing is left to do: the adapter registered the person together with the account."""
