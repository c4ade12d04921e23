"""What was understood of one line, as a sentence, as doubts in words, and as the fields of the event form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.web import rule_words, speech
from backend.web.forms.calendar import repeats
from planner.core.quick_add.understand import Doubt, Understood
from planner.core.visibility import Visibility
from planner.queries import wording

_TO_BE_FILLED_IN = (Doubt.NO_TITLE, Doubt.NO_DAY)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the page says back: the name, then when, where and how often."""

    title: str
    parts: Sequence[str]
    kind: str
    doubts: Sequence[str]
    is_whole: bool
    """Whether it can be put in the calendar as it stands."""


def sentence(found: Understood, today: date) -> Sentence:
    when = [_days(found, today), _times(found)] if found.first else []
    rule = capfirst(rule_words.words(found.rrule))
    return Sentence(
        title=found.title,
        parts=[part for part in (*when, found.location, rule) if part],
        kind=found.kind,
        doubts=[_DOUBTS[doubt](found, today) for doubt in found.doubts],
        is_whole=not any(doubt in _TO_BE_FILLED_IN for doubt in found.doubts),
    )


def fields(found: Understood) -> Mapping[str, Any]:
    """What the event form begins with."""
    rule = repeats.read(found.rrule, "")
    return {
        "title": found.title,
        "start_on": found.first,
        "end_on": None if found.last == found.first else found.last,
        "start_time": found.starts,
        "end_time": found.ends,
        "is_all_day": found.first is not None and found.is_all_day,
        "location": found.location,
        "kind": found.kind,
        "world": "ours" if found.kind == "us" else "mine",
        "visibility": Visibility.SHARED,
        "repeat": rule.how,
        "until": rule.until,
        "times": rule.times,
        "tzid": timezone.get_current_timezone_name(),
    }


def _days(found: Understood, today: date) -> str:
    assert found.first and found.last
    if found.last == found.first:
        return speech.dated_day(found.first, today)
    return f"{speech.long_day(found.first, today)} – {speech.dated_day(found.last, today)}"


def _times(found: Understood) -> str:
    if found.starts is None:
        return _("all day")
    starts = wording.clock(found.starts)
    if found.ends is None:
        return starts
    ends = wording.clock(found.ends)
    is_next_day = found.ends < found.starts and found.first == found.last
    if is_next_day:
        return _("%(starts)s–%(ends)s the next day") % {"starts": starts, "ends": ends}
    return f"{starts}–{ends}"


def _other_day(found: Understood, today: date) -> str:
    day = speech.long_day(found.other_day, today) if found.other_day else ""
    return _("It could also be %(day)s: write the month as a word to be sure.") % {"day": day}


def _weekday(found: Understood, today: date) -> str:
    day = speech.long_day(found.first, today) if found.first else ""
    return _("The date is taken, not the weekday beside it: it is %(day)s.") % {"day": day}


_DOUBTS: Mapping[Doubt, Callable[[Understood, date], str]] = {
    Doubt.NO_TITLE: lambda found, today: _("It has no name yet."),
    Doubt.NO_DAY: lambda found, today: _("No day was found in it: on which day is it?"),
    Doubt.DAY_TAKEN: lambda found, today: _("No day was said, so the next one is taken."),
    Doubt.PAST: lambda found, today: _("This is behind you two already."),
    Doubt.OTHER_DAY: _other_day,
    Doubt.WEEKDAY: _weekday,
    Doubt.HOUR: lambda found, today: _("Morning or evening was not said: write am or pm, or 19:00."),
    Doubt.PART_OF_DAY: lambda found, today: _("The hour is only a guess."),
    Doubt.END: lambda found, today: _("The end is only a guess."),
}
