"""Real calendars from elsewhere, where several independent engines agree on what is in them."""

import hashlib
import json
import os
import time
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.recurrence import occurrences
from planner.errors import UnreadableCalendar
from planner.ical.read import read, read_text

FOLDER = Path(os.environ.get("ALONGSIDE_SAMPLES") or "/nonexistent")
NEEDS_SAMPLES = pytest.mark.skipif(not FOLDER.is_dir(), reason="ALONGSIDE_SAMPLES names no folder")
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.ics"))
ENGINES = 3
HOME = ZoneInfo("UTC")  # floating values then read as they were written


def _agreed() -> list[Any]:
    if not FOLDER.is_dir():
        return []
    items = json.loads((FOLDER / "expectations.json").read_bytes())["items"]
    return [item for item in items if len(item.get("agree") or []) >= ENGINES]


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC)


@NEEDS_SAMPLES
@pytest.mark.parametrize("name", FILES)
def test_sample_is_read_or_refused_in_time(name: str) -> None:
    begun = time.process_time()

    try:
        parsed = read((FOLDER / name).read_bytes())
    except UnreadableCalendar as refusal:
        assert refusal.message
        return

    assert time.process_time() - begun < 2
    for stored in parsed.objects:
        assert read_text(stored.text) == stored.event


@NEEDS_SAMPLES
@pytest.mark.parametrize("item", _agreed(), ids=lambda item: item["file"])
def test_occurrences_are_those_that_engines_agree_on(item: dict[str, Any]) -> None:
    parsed = read((FOLDER / item["file"]).read_bytes())
    window = [_moment(edge) for edge in item["window"]]

    each = (occurrences(one.event, *window, home=HOME, limit=100_000) for one in parsed.objects)

    rows = []
    for one in chain(*each):
        form = "%Y%m%d" if one.is_all_day else "%Y%m%dT%H%M%S"
        rows.append([one.uid, one.starts_at.strftime(form), one.ends_at.strftime(form)])
    rows = sorted(row[:2] if item["level"] == "starts" else row for row in rows)
    mark = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    assert (len(rows), mark) == (item["count"], item["sha256"])
