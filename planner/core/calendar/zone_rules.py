"""Which tz database this process reads wall clocks by: governments change it a few times a year."""

import zoneinfo
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from pathlib import Path


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash over the rules of every zone: another one as soon as a single rule differs.

    Kept as long as the process keeps its zones: a new database is read when it starts anew.
    """
    digest = sha256()
    for name in sorted(zoneinfo.available_timezones()):
        digest.update(name.encode())
        digest.update(_rules(name))
    return digest.hexdigest()


def _rules(name: str) -> bytes:
    """The file that `ZoneInfo` reads: the first on its path, else the one of the tzdata package."""
    paths = (Path(root, name) for root in zoneinfo.TZPATH)
    found = next((path for path in paths if path.is_file()), None)
    return found.read_bytes() if found else _packaged(name)


def _packaged(name: str) -> bytes:
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    return file.read_bytes() if file.is_file() else b""
