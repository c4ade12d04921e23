"""The program as it really runs: web, worker, beat and clock as processes, on data of their own.

The embedded default is started by the lines of the Procfile, the grown one as docker-compose.yml says.
"""

import base64
import http.client
import json
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Any

import yaml

from tests.flows.waiting import until

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
STOPS_WITHIN_S = 20
COMMAND_WITHIN_S = 300


class System:
    """Processes of one deployment. `commands` says how each is started."""

    def __init__(self, environment: Mapping[str, str], commands: Mapping[str, list[str]]) -> None:
        self.environment = environment
        self.commands = commands
        self.var = Path(environment["ALONGSIDE_VAR"])
        self.port = int(environment["PORT"])
        self.url = f"http://localhost:{self.port}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def manage(self, *arguments: str) -> None:
        self.output("manage.py", *arguments)

    def seed(self, deed: str, *arguments: str) -> Any:
        """What `tests.flows.seed` answered from inside this deployment."""
        return json.loads(self.output("-m", "tests.flows.seed", deed, *arguments))

    def start(self, *names: str) -> None:
        for name in names:
            with self._log(name).open("ab") as log:
                self._running[name] = subprocess.Popen(
                    self.commands[name],
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def stop(self, *names: str) -> None:
        """Ask each to end; what stays behind of it is ended without asking."""
        processes = [self._running.pop(name) for name in names]
        for process in processes:
            process.terminate()
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOPS_WITHIN_S)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop_all(self) -> None:
        self.stop(*self._running)

    @contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """These are stopped for a while."""
        self.stop(*names)
        try:
            yield
        finally:
            self.start(*names)

    def wait_until_well(self) -> None:
        until(self._is_well, f"{self.url}/healthz to be green")

    def logs(self) -> dict[str, str]:
        """What each process has said so far."""
        return {name: self._log(name).read_text() for name in self.commands if self._log(name).exists()}

    def _is_well(self) -> bool:
        for name, process in self._running.items():
            assert process.poll() is None, f"{name} ended with {process.returncode}:\n{self.logs()[name]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (ConnectionRefusedError, TimeoutError):
            return False
        finally:
            connection.close()

    def _log(self, name: str) -> Path:
        return self.var / f"{name}.log"

    def output(self, *arguments: str) -> str:
        """What a program of ours says when it runs inside this deployment."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_WITHIN_S,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def embedded(var: Path) -> Iterator[System]:
    """Nothing set: SQLite, a broker in a folder, a mailbox."""
    environment = _environment(var)
    system = System(environment, _procfile(environment))
    system.manage("prepare", "--no-demo")
    with _running(system):
        yield system


@contextmanager
def grown(var: Path, *, database_url: str, redis_url: str, email_url: str) -> Iterator[System]:
    """PostgreSQL, Redis and SMTP, with a worker, beat and a clock that all wake the same tick."""
    environment = _environment(var) | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EMAIL_URL": email_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    system = System(environment, {"web": _procfile(environment)["web"], **_compose(var)})
    system.manage("migrate", "--no-input", "--verbosity", "0")
    system.manage("collectstatic", "--no-input", "--verbosity", "0")
    with _running(system):
        yield system


@contextmanager
def _running(system: System) -> Iterator[None]:
    try:
        system.start(*system.commands)
        system.wait_until_well()
        yield
    finally:
        system.stop_all()


def _environment(var: Path) -> dict[str, str]:
    """Only what every process needs, so that nothing of this machine's environment decides a test."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return {
        "PATH": path,
        "LANG": "C.UTF-8",
        "ALONGSIDE_VAR": str(var),
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
        # One test signs in as several people from one address and asks often.
        "API_RATE": "6000/min",
    }


def _procfile(environment: Mapping[str, str]) -> dict[str, list[str]]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    named = (line.split(":", 1) for line in lines if line)
    return {name: _command(shlex.split(Template(text).substitute(environment))) for name, text in named}


def _compose(var: Path) -> dict[str, list[str]]:
    """A container has a /tmp of its own. The clock does what the workers for files and outside do."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    commands = {name: services[name]["command"] for name in ("worker", "beat", "clock")}
    return {
        name: _command([word.replace("/tmp/", f"{var}/") for word in words])
        for name, words in commands.items()
    }


def _command(words: list[str]) -> list[str]:
    """The program out of this virtual environment, whatever the PATH says."""
    return [str(BIN / words[0]), *words[1:]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
