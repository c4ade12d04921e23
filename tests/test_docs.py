"""What the documents promise to be shown by a test is shown by one that is there. Decisions are counted."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs" / "calendar-support.md"
DECISIONS = ROOT / "docs" / "decisions"
DATA = ROOT / "tests" / "data" / "ics"


def _rows() -> list[str]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return [line for line in lines if not line.endswith("| shown by |") and not line.startswith("| ---")]


def _named(line: str) -> list[str]:
    """The tests and files in the last cell of a row."""
    return re.findall(r"`([^`]+)`", line.rstrip("| ").rpartition("|")[2])


def _exists(name: str) -> bool:
    path, _, test = name.partition("::")
    if not test:
        return (DATA / path).is_file()
    return (ROOT / path).is_file() and test in _tests(ROOT / path)


def _tests(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return {
        node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_rule_of_calendars_names_what_shows_it() -> None:
    rows = _rows()

    assert len(rows) > 100
    assert [row for row in rows if not _named(row)] == []
    assert sorted({name for row in rows for name in _named(row) if not _exists(name)}) == []


def test_every_file_with_a_defect_stands_on_the_page_of_calendars() -> None:
    named = {name for row in _rows() for name in _named(row)}

    assert {path.name for path in DATA.glob("*.ics")} - named == set()


def test_each_decision_has_a_number_of_its_own() -> None:
    names = sorted(path.name for path in DECISIONS.glob("*.md"))
    titles = [(DECISIONS / name).read_text().partition("\n")[0] for name in names]

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert [title for number, title in enumerate(titles, 1) if not title.startswith(f"# {number}. ")] == []
