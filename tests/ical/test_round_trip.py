"""Nothing that a stranger's event says is lost between the file that came and the calendar that we write."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.calendar.events import unfolded
from planner.errors import UnreadableCalendar
from planner.ical import project, write
from planner.ical.read import is_made_up, read
from tests.data.make import calendar, event

OWN = Path(__file__).parent.parent / "data" / "ics"
SAMPLES = Path(os.environ.get("ALONGSIDE_SAMPLES") or OWN)
# What icalendar reads otherwise, or not at all; a zone called GMT, as it happens to know one of that name.
MISREAD = frozenset(
    "unfolded_continuation office365_tzone_scheme no_end_vcalendar notes_latin1 mac_cr_only truncated_event"
    " fold_inside_character outlook_gmt_with_summer poll 13-MoonPhase 1106817412 bhav23-2".split()
)
FILES = sorted(path for path in {*OWN.glob("*.ics"), *SAMPLES.glob("**/*.ics")} if path.stem not in MISREAD)
LEFT_OUT = ("duplicate", "unreadable_start", "unreadable_event")
START = "DTSTART;TZID=Europe/Berlin:20260601T190000"

# What a line may hold: anything but controls and what is no character.
_chars = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\u0085")
_words = st.text(_chars, max_size=120)
_names = st.sampled_from(
    "X-APPLE-STRUCTURED-LOCATION x-lower ATTENDEE ORGANIZER GEO CONFERENCE IMAGE ATTACH CATEGORIES"
    " RELATED-TO REQUEST-STATUS CONTACT COLOR CLASS PRIORITY RESOURCES COMMENT".split()
)
_param_names = st.sampled_from(["CN", "ROLE", "X-PARAM", "ALTREP", "LANGUAGE", "MEMBER", "x-odd", "FMTTYPE"])
_quoted = st.text(_chars, max_size=30).map(lambda text: '"' + text.replace('"', "^'") + '"')
_bare = st.text(_chars, max_size=20).map(lambda text: "".join(one for one in text if one not in '";:,'))
_param_values = st.lists(st.one_of(_quoted, _bare), min_size=1, max_size=3).map(",".join)


@st.composite
def _lines(draw: st.DrawFn) -> str:
    params = draw(st.lists(st.tuples(_param_names, _param_values), max_size=3))
    head = draw(_names) + "".join(f";{name}={value}" for name, value in params)
    return f"{head}:{draw(_words)}"


_children = st.tuples(
    st.sampled_from(["VALARM", "X-COMPONENT", "VLOCATION", "PARTICIPANT"]), st.lists(_lines())
).map(lambda child: [f"BEGIN:{child[0]}", *child[1], f"END:{child[0]}"])


@settings(max_examples=150)
@given(st.lists(_lines(), max_size=6), st.lists(_children, max_size=2))
def test_every_line_comes_back_as_it_was(lines: list[str], children: list[list[str]]) -> None:
    given_lines = [START, "RRULE:FREQ=WEEKLY", *lines, *(line for child in children for line in child)]

    (stored,) = read(calendar(event(*given_lines)).encode()).objects
    written = write.calendar("Ours", [project.for_owner(stored.text).encode()], ["Europe/Berlin"])
    (again,) = read(written).objects

    assert _inside(stored.text) == given_lines
    assert _inside(written.decode()) == given_lines
    assert again.event == stored.event


def _inside(text: str) -> list[str]:
    """The lines of the one VEVENT after its UID and DTSTAMP."""
    lines = unfolded(text)
    return lines[lines.index("BEGIN:VEVENT") + 3 : lines.index("END:VEVENT")]


@pytest.mark.filterwarnings("ignore:.*globally unique TZID")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_property_of_a_file_is_in_its_export(path: Path) -> None:
    data = path.read_bytes()
    before = _events(data)
    try:
        parsed = read(data)
    except UnreadableCalendar:
        return
    if before is None:
        pytest.skip("icalendar cannot read it")
    texts = [project.for_owner(stored.text) for stored in parsed.objects]
    tzids = {tzid for text in texts for tzid in project.tzids(text)}

    after = _events(write.calendar("Ours", (text.encode() for text in texts), tzids))

    assert after is not None
    missing, invented = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not {problem.code for problem in parsed.problems}.intersection(LEFT_OUT):
        assert not missing
    assert not invented


def _events(data: bytes) -> list[str] | None:
    """Every VEVENT as icalendar understands it, but for the name of its zones."""
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except ValueError:
        return None
    return [_content(one) for each in calendars for one in each.walk("VEVENT")]


def _content(component: Any) -> str:
    own = [
        (name, value.to_ical(), sorted((key, str(of)) for key, of in value.params.items() if key != "TZID"))
        for name, value in component.property_items(recursive=False)
        if name not in ("BEGIN", "END") and not (name == "UID" and _is_ours(value))
    ]
    return repr((component.name, sorted(own), sorted(map(_content, component.subcomponents))))


def _is_ours(uid: str) -> bool:
    return not uid.strip() or is_made_up(uid)
