"""The translations as gettext reads them, made where a process starts from the texts that people edit."""

import tempfile
from hashlib import sha256
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compiled(source: Path, target: Path) -> Path:
    """A folder below `target` with the catalogues of `source` compiled, made by the first who asks.

    It is named after their content, so that none is ever older than its text, and one that cannot be compiled
    stops the process.
    """
    texts = {path.relative_to(source): path.read_bytes() for path in sorted(source.rglob("*.po"))}
    folder = target / _name(texts)
    if not folder.exists():
        target.mkdir(parents=True, exist_ok=True)
        _make(texts, folder)
    return folder


def _name(texts: dict[Path, bytes]) -> str:
    made_of = sha256()
    for path, text in texts.items():
        made_of.update(str(path).encode() + b"\0" + sha256(text).digest())
    return made_of.hexdigest()[:16]


def _make(texts: dict[Path, bytes], folder: Path) -> None:
    """Beside its place first: nobody sees half of it, and of two who make it at once one is enough."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        whole = Path(beside, folder.name)
        for path, text in texts.items():
            _compile(text, path.parts[0], whole / path.with_suffix(".mo"))
        try:
            whole.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _compile(text: bytes, language: str, path: Path) -> None:
    path.parent.mkdir(parents=True)
    catalogue = read_po(text.splitlines(keepends=True), locale=language, abort_invalid=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
