"""Days as they are written in a language: the order, the dots and the commas are its own."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_AS: Mapping[str, Promise] = {
    "j": pgettext_lazy("date format", "j"),
    "j M": pgettext_lazy("date format", "j M"),
    "j M Y": pgettext_lazy("date format", "j M Y"),
    "j F": pgettext_lazy("date format", "j F"),
    "j F Y": pgettext_lazy("date format", "j F Y"),
    "D j M": pgettext_lazy("date format", "D j M"),
    "D j M Y": pgettext_lazy("date format", "D j M Y"),
    "l j F": pgettext_lazy("date format", "l j F"),
    "l, j F": pgettext_lazy("date format", "l, j F"),
    "l, j F Y": pgettext_lazy("date format", "l, j F Y"),
}


def written(day: date, form: str) -> str:
    """A day in one of these forms: "l, j F" gives "Friday, 12 December" and "Freitag, 12. Dezember"."""
    return date_format(day, str(_AS[form]))
