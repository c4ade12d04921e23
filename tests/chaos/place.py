"""An empty deployment, and every process of it that may send."""

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import services
from tests.chaos.verdict import Row
from tests.flows.system import BIN, ROOT, free_port

SETTLES_WITHIN_S = 600
"""A machine with much else to do may be late; what is right comes within a lease or two."""
WORKERS = ("one", "two", "three")
CHILDREN = 9
"""Three for each worker."""


@dataclass(frozen=True)
class Place:
    """Where processes find their data; `prepare` is the `manage.py` command that makes its tables."""

    environment: Mapping[str, str]
    commands: Mapping[str, list[str]]
    var: Path
    prepare: tuple[str, ...]

    def fill(self, channel: str, count: int, over_s: float) -> float:
        """Makes so many reminders; in how many seconds the first of them falls due."""
        self._output("manage.py", *self.prepare)
        return float(self._inside("cards", channel, str(count), str(over_s)))

    def settled(self, channel: str) -> dict[str, Row]:
        """Every reminder that has fallen due by this channel, when nothing is left to do."""
        rows = self._inside("settled", channel, str(SETTLES_WITHIN_S))
        return {id: Row(*row) for id, row in rows.items()}

    def _inside(self, *arguments: str) -> Any:
        return json.loads(self._output("-m", "tests.chaos.inside", *arguments))

    def _output(self, *arguments: str) -> str:
        command, quiet = [sys.executable, *arguments], {**self.environment, "LOG_LEVEL": "WARNING"}
        done = subprocess.run(command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, text=True)
        assert done.returncode == 0, f"{arguments} ended with {done.returncode}"
        return done.stdout


@contextmanager
def sqlite(var: Path, settings: Mapping[str, str]) -> Iterator[Place]:
    """The embedded default with workers of their own: SQLite and a broker in a folder."""
    commands = _commands("--without-gossip", "--without-mingle", "--without-heartbeat")
    yield Place(_environment(var) | dict(settings), commands, var, ("prepare", "--no-demo"))


@contextmanager
def postgresql(var: Path, settings: Mapping[str, str], *, redis_url: str = "") -> Iterator[Place]:
    """PostgreSQL and Redis, the latter a borrowed database unless one is named."""
    with services.fresh_postgres(f"alongside_chaos_{os.getpid()}") as url, _redis(redis_url) as broker:
        grown = {
            "DATABASE_URL": url,
            "REDIS_URL": broker,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        environment = _environment(var) | grown | dict(settings)
        yield Place(environment, _commands(), var, ("migrate", "--no-input", "--verbosity", "0"))


@contextmanager
def _redis(url: str) -> Iterator[str]:
    if url:
        yield url
        return
    with services.fresh_redis() as borrowed:
        yield borrowed


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def _environment(var: Path) -> dict[str, str]:
    """Only what every process needs, so that nothing of this machine's environment decides the outcome."""
    return {
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]),
        "LANG": "C.UTF-8",
        "ALONGSIDE_VAR": str(var),
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }


def _commands(*more: str) -> dict[str, list[str]]:
    """Three workers of three and a clock, all of which send, and who wakes the workers."""
    celery = [str(BIN / "celery"), "--app", "backend.celery"]
    worker = [*celery, "worker", "--concurrency", str(CHILDREN // len(WORKERS)), "--loglevel", "INFO", *more]
    return {
        **{f"worker-{name}": [*worker, "--hostname", f"{name}@%h"] for name in WORKERS},
        "beat": [*celery, "beat", "--loglevel", "INFO"],
        "waker": [sys.executable, "-m", "tests.chaos.inside", "wake"],
        "clock": [sys.executable, "manage.py", "remind", "--watch"],
    }
