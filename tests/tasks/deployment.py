"""A database of its own and real `manage.py` processes that work on it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENDS_WITHIN_S = 300


@dataclass(frozen=True)
class Deployment:
    """Where processes of this test find their data and their mail server."""

    environment: Mapping[str, str]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A `manage.py` process; the caller ends it."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """What `manage.py` printed."""
        return self._output([sys.executable, "manage.py", *arguments])

    def python(self, module: str, *arguments: str) -> str:
        """What a module of the tests printed."""
        return self._output([sys.executable, "-m", module, *arguments]).strip()

    def _output(self, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=ENDS_WITHIN_S
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def deployment(folder: Path, *, email_url: str, database_url: str = "") -> Deployment:
    """An empty, migrated database in `folder`, or at `database_url`."""
    environment = {
        **os.environ,
        "ALONGSIDE_VAR": str(folder),
        "DATABASE_URL": database_url,
        "EMAIL_URL": email_url,
        "LOG_LEVEL": "INFO",
    }
    made = Deployment(environment)
    made.run("migrate", "--verbosity", "0", "--skip-checks")
    return made
