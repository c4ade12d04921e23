"""One line read as this person means it: in their language, on their clock, by their habits."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from backend import habits
from planner.core.quick_add.english import ENGLISH
from planner.core.quick_add.german import GERMAN
from planner.core.quick_add.understand import Understood, understand
from planner.core.quick_add.words import Words

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "de": GERMAN}


def read(text: str, *, now: datetime, language: str, tzid: str) -> Understood:
    """What was understood of the text; a language without a table is read as English."""
    return understand(
        text,
        now=now,
        zone=ZoneInfo(tzid),
        words=LANGUAGES.get(language.partition("-")[0], ENGLISH),
        month_first=habits.month_first(language, tzid),
    )
