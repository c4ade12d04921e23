"""Days and hours as they are written in a language: the order, the dots and the commas are its own."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

MINUTES_A_DAY = 24 * 60

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


def clock(wall: datetime | time) -> str:
    """An hour: "19:00"."""
    return _clock(get_language(), wall.hour, wall.minute)


@lru_cache(maxsize=4 * MINUTES_A_DAY)
def _clock(language: str | None, hour: int, minute: int) -> str:
    # A month says it a hundred times over, and Django goes through its formats anew each time.
    return time_format(time(hour, minute), pgettext("time format", "H:i"))


def moment(wall: datetime, form: str) -> str:
    """A day in one of these forms, with the hour: "Fri 20 Nov, 18:00"."""
    return _("%(day)s, %(time)s") % {"day": written(wall, form), "time": clock(wall)}
