"""The choice of a time zone: some six hundred of them."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
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
OPTION: Final = '<option value="{}">{}</option>'


@cache
def choices() -> list[tuple[Any, Any]]:
    """Nothing chosen, then every zone that people live in, by the part of the world."""
    parts: dict[Any, list[tuple[str, str]]] = {name: [] for name in (*PARTS.values(), OTHERS)}
    for tzid in sorted(available_timezones()):
        part, _slash, place = tzid.partition("/")
        if part in PARTS:
            parts[PARTS[part]].append((tzid, place.replace("_", " ").replace("/", ", ")))
        elif place or tzid == "UTC":
            parts[OTHERS].append((tzid, tzid.replace("_", " ")))
    return [("", _("Choose your time zone")), *parts.items()]


class ZoneSelect(forms.Select):
    """Django's own renders a template for each option, which takes longer than all the rest of a page."""

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(given), _chosen(str(value or "")))


class ZoneField(forms.ChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(choices=choices, widget=ZoneSelect(attrs=more.pop("attrs", None)), **more)


def _chosen(tzid: str) -> SafeString:
    option = format_html('<option value="{}"', tzid)
    # Both come out of `format_html`.
    return mark_safe(_options(get_language()).replace(option, f"{option} selected", 1))  # nosec B308


@cache
def _options(language: str | None) -> SafeString:
    """The same for everybody who reads this language: nothing is chosen."""
    nothing, *parts = choices()
    groups = ((name, format_html_join("", OPTION, zones)) for name, zones in parts)
    return format_html(OPTION, *nothing) + format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)
