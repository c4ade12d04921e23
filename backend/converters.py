"""How an occurrence is written in an address: `once`, or the key of its RECURRENCE-ID."""

from django.urls.converters import StringConverter

from planner.queries.views import ONCE

KEY = r"[0-9]{8}(?:T[0-9]{6}Z?)?"
"""A RECURRENCE-ID in basic form: a date, or a date and time, perhaps in UTC."""


class OccurrenceKey(StringConverter):
    """Only what a key can look like gets in."""

    regex = rf"{ONCE}|{KEY}"

    def to_python(self, value: str) -> str:
        return "" if value == ONCE else value

    def to_url(self, value: str) -> str:
        return value or ONCE
