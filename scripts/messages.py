"""Finds every text that people read and brings the catalogues under `locale/` up to date: `make messages`.

What nobody says any more is dropped, what is new stands there without a translation.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from planner.ical import component

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
FOLDERS = ("backend", "planner", "tasks")
ERRORS, NOTES = "planner/errors.py", "planner/ical/component.py"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Text = tuple[str | tuple[str, ...], str | None]
"""What is said, once or for one and for many, and its context."""


def texts() -> Catalog:
    """Every text there is, in the order of the files, without translations."""
    found = Catalog(project="Alongside")
    for path in _files():
        for text, context in _of(path):
            found.add(text, context=context, locations=[(str(path.relative_to(ROOT)), 1)])
    return found


def read(path: Path) -> Catalog:
    """One catalogue as it stands."""
    return read_po(path.read_bytes().splitlines(keepends=True), locale=path.parts[-3], abort_invalid=True)


def catalogues() -> list[Path]:
    return sorted(LOCALE.rglob("*.po"))


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file())


def _of(path: Path) -> Iterator[Text]:
    if "management" in path.parts:
        return  # What somebody types into a terminal is English, and so is the answer.
    if path.suffix == ".py":
        yield from _extracted(path.read_text())
        yield from _refusals(path)
    elif "templates" in path.parts and path.suffix in {".html", ".txt", ".js", ".json", ".webmanifest"}:
        # In brackets, since its lines are indented as the page is.
        yield from _extracted(f"({templatize(path.read_text(), origin=str(path))}\n)")


def _extracted(code: str) -> Iterator[Text]:
    for _line, text, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
        yield text, context


def _refusals(path: Path) -> Iterator[Text]:
    """What an error says: the domain knows no gettext, its edges translate the message of what it raised."""
    tree = ast.parse(path.read_text())
    if str(path.relative_to(ROOT)) == ERRORS:
        yield from (
            (ast.get_docstring(node) or "", None) for node in tree.body if isinstance(node, ast.ClassDef)
        )
    if str(path.relative_to(ROOT)) == NOTES:
        yield from ((text, None) for text in component.MESSAGES.values())
    named = set(_imported_errors(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_error(ast.unparse(node.func), named) and node.args:
            yield from ((text, None) for text in _literals(node.args[0]))


def _imported_errors(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "planner.errors":
            yield from (alias.asname or alias.name for alias in node.names)


def _is_error(name: str, named: set[str]) -> bool:
    return name in named or name.startswith("errors.")


def _literals(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        yield said.value
    elif isinstance(said, ast.IfExp):
        yield from (*_literals(said.body), *_literals(said.orelse))


def said(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Every form of a text or of its translation; one that is empty where there is none."""
    return (string or "",) if isinstance(string, str | None) else tuple(string)


def main() -> int:
    found, waiting = texts(), 0
    for path in catalogues():
        known = read(path)
        known.update(found, no_fuzzy_matching=True)
        known.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, known, width=110, include_lineno=False)
        missing = [one for one in known if one.id and not all(said(one.string))]
        print(f"{path.relative_to(ROOT)}: {len(known)} texts, {len(missing)} without a translation")
        waiting += len(missing)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
