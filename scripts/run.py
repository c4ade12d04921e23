"""Runs Alongside in its embedded default: prepares the data once, then starts every line of the Procfile.

Ctrl-C and SIGTERM stop all of it within seconds and count as a good end.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

from honcho.environ import parse_procfile
from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

ROOT = Path(__file__).resolve().parent.parent
STOPPED_BY_SIGNAL = {130, 143}


class Lines(Printer):  # type: ignore[misc]
    """Prints what the processes say, without honcho's own remarks."""

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            super().write(message)


class Processes(Manager):  # type: ignore[misc]
    """honcho's manager, told to wait until every process has an id before it stops them.

    Its handler looks ids up that are not there yet when Ctrl-C comes in the first moments, and its patience
    begins only when some process has ended by itself.
    """

    def terminate(self) -> None:
        if self._all_started():
            super().terminate()

    def _any_stopped(self) -> bool:
        return self.returncode is not None or super()._any_stopped()


def end_quietly(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


def port_wanted() -> int:
    """The port to serve on, from PORT."""
    port = os.environ.get("PORT", "8000")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return int(port)


def refuse_taken(port: int) -> None:
    """Ends the program with one sentence when something else serves on this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Try another: PORT={port + 1} make run")


def environment(port: int) -> dict[str, str]:
    """What every process gets: this virtual environment first on the path, the port, unbuffered output."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def prepare(env: dict[str, str]) -> None:
    """Creates or upgrades the data and prints the address and the demo sign-ins."""
    code = subprocess.call([sys.executable, "manage.py", "prepare"], env=env)
    if code:
        sys.exit(code)


def serve(env: dict[str, str]) -> int:
    """Runs the Procfile until a signal, or until one of its processes ends; then what that one returned."""
    manager = Processes(Lines(sys.stdout))
    for name, command in parse_procfile(Path("Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=env)
    manager.loop()
    return 0 if manager.returncode in STOPPED_BY_SIGNAL else int(manager.returncode or 1)


def main() -> int:
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, end_quietly)
    os.chdir(ROOT)
    port = port_wanted()
    refuse_taken(port)
    env = environment(port)
    prepare(env)
    return serve(env)


if __name__ == "__main__":
    sys.exit(main())
