"""A phone: vdirsyncer fetches a secret address into a folder, khal shows what lies there."""

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.services import CLIENTS

VDIRSYNCER = """\
[general]
status_path = "{home}/status"

[pair phone]
a = "alongside"
b = "folder"
collections = null
conflict_resolution = "a wins"

[storage alongside]
type = "http"
url = "{address}"

[storage folder]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[phone]]
path = {folder}
readonly = True

[sqlite]
path = {home}/khal.db

[locale]
local_timezone = {tzid}
default_timezone = {tzid}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
LINE = "{start-date} {start-time} {end-date} {end-time} {title}"


@dataclass(frozen=True)
class Phone:
    """Everything of it lies in `home`; its clock shows `tzid`."""

    home: Path
    tzid: str = "Europe/Berlin"

    @property
    def folder(self) -> Path:
        return self.home / "calendar"

    def subscribe(self, address: str) -> None:
        """Note the address; nothing is fetched yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        places = {"home": self.home, "folder": self.folder, "tzid": self.tzid}
        (self.home / "vdirsyncer").write_text(VDIRSYNCER.format(**places, address=address))
        (self.home / "khal").write_text(KHAL.format(**places))
        self._run("vdirsyncer", "--config", "vdirsyncer", "discover", "phone")

    def fetch(self) -> dict[str, str]:
        """The files of the folder after it was brought up to date, by their names."""
        self._run("vdirsyncer", "--config", "vdirsyncer", "sync")
        return {path.name: path.read_text() for path in self.folder.iterdir()}

    def shows(self, first: date, *, days: int) -> list[str]:
        """One line for each occurrence in these days: start, end and title on this phone's clock."""
        asked = ("--format", LINE, "--day-format", "", first.isoformat(), f"{days}d")
        said = self._run("khal", "--config", "khal", "list", *asked)
        # What lasts several days stands under each of them.
        return list(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip()))

    def _run(self, program: str, *arguments: str) -> str:
        environment = {"PATH": os.defpath, "HOME": str(self.home), "LANG": "C.UTF-8", "TZ": self.tzid}
        done = subprocess.run(
            [str(CLIENTS / program), *arguments],
            cwd=self.home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
