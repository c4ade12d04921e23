"""`Parsed` as JSON, between the process that reads a stranger's file and the one that asked for it."""

import json
from typing import Any

from planner.core.calendar.events import uid_of
from planner.errors import Hostile, NotACalendar, TooLarge, UnreadableCalendar
from planner.ical.parsed import Handed, Parsed, Problem

_ERRORS = {error.code: error for error in (UnreadableCalendar, NotACalendar, TooLarge, Hostile)}


def dump(parsed: Parsed) -> str:
    """The result as one line of JSON."""
    objects = [[one.compiled, one.text, one.fingerprint] for one in parsed.objects]
    problems = [[one.uid, one.summary, one.code, one.message] for one in parsed.problems]
    about = {"name": parsed.name, "tzid": parsed.tzid, "properties": dict(parsed.properties)}
    return json.dumps({"objects": objects, "problems": problems, **about})


def dump_error(error: UnreadableCalendar) -> str:
    """A refusal as one line of JSON."""
    return json.dumps({"error": error.code, "message": error.message})


def load(text: str | bytes) -> Parsed:
    """The result that `dump` wrote; raises the error that `dump_error` wrote.

    No event is taken apart for it: most are only written down.
    """
    data: dict[str, Any] = json.loads(text)
    if "error" in data:
        raise _ERRORS.get(data["error"], UnreadableCalendar)(data["message"])
    return Parsed(
        objects=tuple(Handed(uid_of(values), values, *more) for values, *more in data["objects"]),
        problems=tuple(Problem(*fields) for fields in data["problems"]),
        name=data["name"],
        tzid=data["tzid"],
        properties=data.get("properties", {}),
    )
