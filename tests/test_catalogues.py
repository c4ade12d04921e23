from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import PoFileError

from backend import catalogues

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def written(source: Path, translation: str) -> None:
    path = source / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{HEAD}msgid "Busy"\nmsgstr "{translation}"\n')


def says(folder: Path) -> object:
    with (folder / "de" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return read_mo(file).get("Busy").string  # type: ignore[union-attr]


def test_a_changed_text_is_never_read_as_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "locale", tmp_path / "made"

    written(source, "Belegt")
    before = catalogues.compiled(source, target)
    again = catalogues.compiled(source, target)
    written(source, "Besetzt")
    after = catalogues.compiled(source, target)

    assert (says(before), says(after)) == ("Belegt", "Besetzt")
    assert again == before
    assert {path.name for path in target.iterdir()} == {before.name, after.name}


def test_what_cannot_be_compiled_stops_the_process(tmp_path: Path) -> None:
    source, target = tmp_path / "locale", tmp_path / "made"
    written(source, 'Belegt"\nBusy')

    with pytest.raises(PoFileError):
        catalogues.compiled(source, target)

    assert list(target.iterdir()) == []


def test_one_that_somebody_else_makes_meanwhile_is_theirs(tmp_path: Path) -> None:
    source, target = tmp_path / "locale", tmp_path / "made"
    written(source, "Belegt")
    folder = catalogues.compiled(source, target)
    mark = folder / "theirs"
    mark.touch()
    texts = {path.relative_to(source): path.read_bytes() for path in source.rglob("*.po")}

    catalogues._make(texts, folder)

    assert mark.exists()
