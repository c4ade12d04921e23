"""Codes become words: what pages say of files on their way in and out."""

import re
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.core.scopes import Scope
from planner.ical.component import MESSAGES
from planner.queries.wording.tables import Words

STAGES: Words = {
    "received": gettext_lazy("Being read"),
    "comparing": gettext_lazy("Being compared with your calendar"),
    "ready": gettext_lazy("Ready for you to look at"),
    "applying": gettext_lazy("On its way into your calendar"),
    "applied": gettext_lazy("In your calendar"),
    "refused": gettext_lazy("Could not be read"),
    "discarded": gettext_lazy("Thrown away"),
}
"""The stages of an imported file."""

EXPORTS: Words = {
    "calendar": gettext_lazy("Calendar file (.ics)"),
    "archive": gettext_lazy("Whole archive (.zip)"),
}
"""What a person can take away."""

TOKEN_SCOPES: Words = {
    Scope.READ: gettext_lazy("Read everything"),
    Scope.WRITE: gettext_lazy("Read and change everything"),
    Scope.CALENDAR_READ: gettext_lazy("Read the calendar"),
    Scope.CALENDAR_WRITE: gettext_lazy("Read and change the calendar"),
    Scope.PLANS_READ: gettext_lazy("Read plans"),
    Scope.PLANS_WRITE: gettext_lazy("Read and change plans"),
    Scope.REMINDERS_READ: gettext_lazy("Read reminders"),
    Scope.REMINDERS_WRITE: gettext_lazy("Read and change reminders"),
}
"""What a token for a program is good for."""

CHANGED: Words = {
    "title": gettext_lazy("name"),
    "time": gettext_lazy("time"),
    "length": gettext_lazy("how long it takes"),
    "place": gettext_lazy("place"),
    "repetition": gettext_lazy("how it repeats"),
    "dates": gettext_lazy("single dates of the series"),
    "cancelled": gettext_lazy("called off, so it leaves your calendar"),
    "other": gettext_lazy("something smaller"),
}
"""What a file changes in an event that is known."""


def noted(code: str, message: str) -> str:
    """What was mended or left out of a file, kept in the words in which it was noted, in the reader's own."""
    found = _pattern(code).fullmatch(message) if code in MESSAGES else None
    return _(MESSAGES[code]).format(**found.groupdict()) if found else message


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """What finds the parts again that were put into a message."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(MESSAGES[code])), re.DOTALL)
