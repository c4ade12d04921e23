"""The voice: no word that judges a person, in any template, message or translation."""

import re
from pathlib import Path

import pytest

from scripts import messages

# They judge people; an event is not spoken of in these words either, so that nobody has to ask.
FORBIDDEN = {
    "en": r"always|never|should|fail\w*|broke\w*|scores?|streaks?|overdue|needy|sensitiv\w*",
    "de": r"immer|nie|niemals|sollte\w*|versag\w*|gescheitert|kaputt\w*|gebrochen|punktzahl|punktestand"
    r"|überfällig\w*|bedürftig\w*|empfindlich\w*",
}


def found(said: tuple[str, ...], language: str) -> list[str]:
    word = re.compile(rf"\b({FORBIDDEN[language]})\b", re.IGNORECASE)
    return [text for text in said if word.search(text)]


def test_no_text_judges_anybody() -> None:
    told = [text for one in messages.texts() for text in found(messages.said(one.id), "en")]

    assert told == []


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: path.parts[-3])
def test_no_translation_judges_anybody(path: Path) -> None:
    translated = [one for one in messages.read(path) if one.id]

    told = [text for one in translated for text in found(messages.said(one.string), path.parts[-3])]

    assert len(translated) > 1_000
    assert told == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You always do that", "en"),
        ("An overdue talk", "en"),
        ("Das ist immer so", "de"),
        ("Nie wieder", "de"),
    ],
)
def test_a_word_that_judges_is_found(text: str, language: str) -> None:
    assert found((text,), language) == [text]
