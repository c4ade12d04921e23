"""`Parsed` as JSON, between the process that reads a stranger's file and the one that asked for it."""

import json
from typing import Any

from planner.core.calendar.events import from_json, to_json
from planner.errors import Hostile, NotACalendar, TooLarge, UnreadableCalendar
from planner.ical.parsed import Parsed, ParsedEvent, Problem

_ERRORS = {error.code: error for error in (UnreadableCalendar, NotACalendar, TooLarge, Hostile)}


def dump(parsed: Parsed) -> str:
    """The result as one line of JSON."""
    objects = [[to_json(one.event), one.text, one.fingerprint] for one in parsed.objects]
    problems = [[one.uid, one.summary, one.code, one.message] for one in parsed.problems]
    about = {"name": parsed.name, "tzid": parsed.tzid, "properties": dict(parsed.properties)}
    return json.dumps({"objects": objects, "problems": problems, **about})


def dump_error(error: UnreadableCalendar) -> str:
    """A refusal as one line of JSON."""
    return json.dumps({"error": error.code, "message": error.message})


def load(text: str | bytes) -> Parsed:
    """The result that `dump` wrote; raises the error that `dump_error` wrote."""
    data: dict[str, Any] = json.loads(text)
    if "error" in data:
        raise _ERRORS.get(data["error"], UnreadableCalendar)(data["message"])
    return Parsed(
        objects=tuple(ParsedEvent(from_json(event), body, mark) for event, body, mark in data["objects"]),
        problems=tuple(Problem(*fields) for fields in data["problems"]),
        name=data["name"],
        tzid=data["tzid"],
        properties=data.get("properties", {}),
    )
