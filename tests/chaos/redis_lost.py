"""Redis emptied, refusing to write and killed, one after the other, while reminders fall due."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.chaos import channels, place, verdict
from tests.chaos.herd import Herd
from tests.chaos.run import latest_s, line
from tests.flows.system import free_port
from tests.flows.waiting import until

GOES_ON_WITHIN_S = 60
TROUBLE_S = 10
"""Each of the three lasts so long; emptying is over at once."""


@dataclass
class Server:
    """A Redis of its own that keeps nothing."""

    port: int

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.kill()

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen([*command, "--appendonly", "no"], stdout=subprocess.DEVNULL)
        with redis.Redis(port=self.port) as client:
            until(lambda: answers(client), "Redis to answer")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def empty(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    @contextmanager
    def refusing_writes(self) -> Iterator[None]:
        """As a replica that lost the others, or a full disk: reads are answered, writes are not."""
        with redis.Redis(port=self.port) as client:
            client.config_set("min-replicas-to-write", 1)
            try:
                yield
            finally:
                client.config_set("min-replicas-to-write", 0)


def answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def run(var: Path, reminders: int) -> bool:
    """Prints what it saw; whether delivery went on in time and nothing was lost."""
    far, kept = channels.FAR["email"], var / "arrived"
    server = Server(free_port())
    with (
        channels.sink(far, kept) as url,
        server.running(),
        place.postgresql(var, far.settings(url), redis_url=server.url) as where,
        Herd(where.environment, where.commands, var) as herd,
    ):
        in_s = where.fill("email", reminders, 3 * TROUBLE_S)
        herd.start()
        time.sleep(max(0.0, in_s))
        _trouble(server)
        rows = where.settled("email")
    found = verdict.of(rows, far.arrived(kept))
    print(line(f"redis postgresql email latest={latest_s(rows):.1f}s", found, herd), flush=True)
    return found.is_good(has_key=True) and latest_s(rows) <= GOES_ON_WITHIN_S


def _trouble(server: Server) -> None:
    """All the while reminders fall due."""
    server.empty()
    time.sleep(TROUBLE_S)
    with server.refusing_writes():
        time.sleep(TROUBLE_S)
    server.kill()
    time.sleep(TROUBLE_S)
    server.start()
