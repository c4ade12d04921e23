"""Every text has its German, and nothing in a translation is left over or fits no text.

A text that a new page brings shows up here: run `make messages`, and translate what it lists.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from scripts import messages

FOUND = messages.texts()
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|\{\w*[^}]*\}")
FORBIDDEN = re.compile(
    r"\b(immer|nie|niemals|sollte\w*|versag\w*|kaputt\w*|punktzahl|punktestand|serien?|überfällig\w*|bedürftig\w*|"
    r"empfindlich\w*|sensibel|sensible\w*)\b",
    re.IGNORECASE,
)
"""What Alongside says of nobody (PRODUCT.md's forbidden words, in German)."""


def names(catalogue: Catalog) -> set[tuple[str, str | None]]:
    return {(_first(one), one.context) for one in catalogue if one.id}


def _first(one: Message) -> str:
    return messages.said(one.id)[0]


def translated(catalogue: Catalog) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each text with what is said of one and of many, and with its translations."""
    for one in catalogue:
        if one.id:
            yield one, messages.said(one.id), messages.said(one.string)


@pytest.fixture(scope="module", params=messages.catalogues(), ids=lambda path: path.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return messages.read(request.param)


def test_every_language_but_the_one_we_write_in_has_a_catalogue() -> None:
    found = {path.parts[-3] for path in messages.catalogues()}

    assert found == {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


def test_every_text_is_translated_and_nothing_else_is(catalogue: Catalog) -> None:
    assert sorted(names(FOUND) - names(catalogue), key=str) == []
    assert sorted(names(catalogue) - names(FOUND), key=str) == []
    assert [one.id for one, _texts, said in translated(catalogue) if not all(said)] == []
    assert [one.id for one, _texts, said in translated(catalogue) if one.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_what_is_said_of_many_has_every_form_that_the_language_has(catalogue: Catalog) -> None:
    several = [(texts, said) for _one, texts, said in translated(catalogue) if len(texts) > 1]

    assert several
    assert [texts for texts, said in several if len(said) != catalogue.num_plurals] == []


def test_what_is_put_into_a_text_is_put_into_its_translation(catalogue: Catalog) -> None:
    differ = [
        (text, said)
        for _one, texts, forms in translated(catalogue)
        for text, said in zip(texts, forms, strict=False)
        if said and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    ]

    assert differ == []


def test_a_translation_keeps_the_markup_and_the_lines_of_its_text(catalogue: Catalog) -> None:
    def shape(text: str) -> list[str]:
        return re.findall(r"</?\w+>|\n", text)

    differ = [
        (text, said)
        for _one, texts, forms in translated(catalogue)
        for text, said in zip(texts, forms, strict=False)
        if said and shape(text) != shape(said)
    ]

    assert differ == []


def test_no_translation_has_a_forbidden_word(catalogue: Catalog) -> None:
    found = [form for _one, _texts, said in translated(catalogue) for form in said if FORBIDDEN.search(form)]

    assert found == []


def test_days_are_written_as_the_language_writes_them() -> None:
    """A form of a date in a template would have no dots in German: `|written` knows them."""
    a_day = re.compile(r"""\|date:["'][^"']*\bj [FM]""")
    pages = (path for name in ("backend", "planner") for path in (messages.ROOT / name).rglob("*.html"))

    assert [_named(path) for path in pages if a_day.search(path.read_text())] == []


def _named(path: Path) -> str:
    return str(path.relative_to(messages.ROOT))
