"""How an occurrence is written in an address: `once`, or the key of its RECURRENCE-ID."""

from django.urls.converters import StringConverter

from planner.queries.views import ONCE


class OccurrenceSlug(StringConverter):
    """Only what a key can look like gets in: a date, or a date and time, perhaps in UTC."""

    regex = rf"{ONCE}|[0-9]{{8}}(?:T[0-9]{{6}}Z?)?"

    def to_python(self, value: str) -> str:
        return "" if value == ONCE else value

    def to_url(self, value: str) -> str:
        return value or ONCE
