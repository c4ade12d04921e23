"""The rivals at work: how fast they take reminders on, what each weighs, and what arrives when one dies."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path
from statistics import quantiles
from typing import Any

import redis

from tests import services
from tests.chaos import channels
from tests.chaos.herd import Herd
from tests.flows.system import BIN, ROOT
from tests.sinks import arrivals
from tests.sinks.smtp import Mail

VISIBILITY_S = 10
"""As long in proportion to the wait as Celery's hour is to three hours ahead."""
SETTLED_AFTER_S = 15
"""Longer than a message can hide."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of so many reminders; lateness in seconds."""

    wanted: int
    copies: int
    lost: int
    late_p50_s: float
    late_p99_s: float


@dataclass(frozen=True)
class Rival:
    """A database, a broker and a mail server of their own."""

    environment: Mapping[str, str]
    folder: Path
    kept: Path

    def inside(self, *arguments: str) -> Any:
        command = [sys.executable, "-m", "tests.bench.rivals.inside", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    @property
    def broker(self) -> "redis.Redis":
        return redis.Redis.from_url(self.environment["RIVAL_REDIS_URL"])

    def herd(self, *, has_beat: bool = False) -> Herd:
        """Two workers, and beat if it is what sends them off."""
        celery = [str(BIN / "celery"), "--app", "tests.bench.rivals.app"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--hostname"]
        commands = {name: [*worker, f"{name}@%h"] for name in ("one", "two")}
        if has_beat:
            commands["beat"] = [*celery, "beat", "--loglevel", "WARNING"]
        return Herd(self.environment, commands, self.folder)

    def arrived(self, wanted: int) -> Arrived:
        """Once nothing more has come for a while."""
        seen = -1
        while (count := _lines(self.kept)) != seen:
            seen = count
            time.sleep(SETTLED_AFTER_S)
        mails = [message_from_string(one.text) for one in arrivals.read(Mail, self.kept)]
        times = Counter(str(mail["Message-ID"]) for mail in mails)
        return of([float(mail["X-Late-S"]) for mail in mails], wanted, len(mails), len(times))


@contextmanager
def rival(folder: Path) -> Iterator[Rival]:
    """An empty project of the rivals'."""
    kept, name = folder / "mails", f"alongside_rival_{os.getpid()}"
    with (
        services.fresh_postgres(name) as database_url,
        services.fresh_redis() as redis_url,
        channels.sink(channels.FAR["email"], kept) as email_url,
    ):
        more = {"RIVAL_DATABASE_URL": database_url, "RIVAL_REDIS_URL": redis_url, "EMAIL_URL": email_url}
        yield Rival({**os.environ, **more, "RIVAL_VISIBILITY_S": str(VISIBILITY_S)}, folder, kept)


def of(late_s: list[float], wanted: int, arrived: int, different: int) -> Arrived:
    percentiles = quantiles(late_s or [0.0, 0.0], n=100)
    return Arrived(wanted, arrived - different, wanted - different, percentiles[49], percentiles[98])


def resident_bytes(pids: list[int]) -> int:
    """The memory that these processes hold."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE")


def _lines(kept: Path) -> int:
    return kept.read_text().count("\n")
