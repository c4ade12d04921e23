"""The processes of a deployment that send: killed, frozen and started again, as an unkind machine would."""

import os
import random
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.chaos import connections

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Herd:
    """Processes by name, ended with the block; those of Celery keep children that do the work."""

    environment: Mapping[str, str]
    commands: Mapping[str, list[str]]
    logs: Path
    kills: int = 0
    freezes: int = 0
    restarts: int = 0
    _running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        for name in self.commands:
            self._start(name)

    def mend(self) -> None:
        """Start again what has died, as a supervisor does."""
        for name, process in list(self._running.items()):
            if process.poll() is not None:
                self.restarts += 1
                self._start(name)

    def kill(self, name: str) -> bool:
        """The process of this name dies."""
        return self._kill(self._running[name].pid)

    def kill_parent(self) -> bool:
        """A whole process dies, and what it was in the middle of with it."""
        return self._kill(random.choice([one.pid for one in self._running.values()]))

    def kill_child(self) -> bool:
        """One of those dies that Celery keeps for the work."""
        children = self.children()
        return bool(children) and self._kill(random.choice(children))

    def kill_talking(self, port: int) -> bool:
        """The same for one who is just talking to this port; False while nobody is."""
        talking = connections.to_port(port, self.children())
        return bool(talking) and self._kill(random.choice(talking))

    def freeze(self) -> int | None:
        """The process that stands still from now on, None when nobody could be found."""
        able = [pid for pid in self.senders() if _state(pid) not in "TZ"]
        if not able:
            return None
        chosen = random.choice(able)
        if not _signal(chosen, signal.SIGSTOP):
            return None
        self.freezes += 1
        return chosen

    def thaw(self, pid: int) -> None:
        _signal(pid, signal.SIGCONT)

    def pids(self) -> list[int]:
        """Every process there is."""
        return [*(one.pid for one in self._running.values()), *self.children()]

    def children(self) -> list[int]:
        return [child for one in self._running.values() for child in _children(one.pid)]

    def senders(self) -> list[int]:
        """Whoever works itself: Celery's children, and those that have none."""
        parents = [one.pid for one in self._running.values()]
        return [*self.children(), *(pid for pid in parents if not _children(pid))]

    def stop(self) -> None:
        """All of them and theirs, without asking: nothing is left to do when this is called."""
        for process in self._running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._running.clear()

    def _kill(self, pid: int) -> bool:
        done = _state(pid) != "Z" and _signal(pid, signal.SIGKILL)
        self.kills += done
        return done

    def _start(self, name: str) -> None:
        # What a killed parent left behind ends with it: a machine that dies leaves nobody.
        if previous := self._running.get(name):
            with suppress(ProcessLookupError):
                os.killpg(previous.pid, signal.SIGKILL)
        with (self.logs / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                self.commands[name],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _children(pid: int) -> list[int]:
    """Their ids, as Linux tells them for each thread that made some; none for a process that is gone."""
    with suppress(OSError):
        threads = Path(f"/proc/{pid}/task").iterdir()
        return [int(one) for thread in threads for one in (thread / "children").read_text().split()]
    return []


def _state(pid: int) -> str:
    """One letter of /proc: R, S, D, T for stopped, Z for dead but not buried or gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return "Z"


def _signal(pid: int, signum: int) -> bool:
    try:
        os.kill(pid, signum)
    except ProcessLookupError:
        return False
    return True
