"""`make run`, from nothing to a page and back to nothing, as a person sees it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.system import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60

pytestmark = pytest.mark.slow


def _start(var: Path, port: int) -> subprocess.Popen[str]:
    """The program of `make run` in a session of its own, with nothing in its environment but where to be."""
    env = {"PATH": os.defpath, "ALONGSIDE_VAR": str(var), "PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "scripts/run.py"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _says(program: subprocess.Popen[str]) -> list[str]:
    """Its first three lines; it is ended when they do not come within our patience."""
    assert program.stdout is not None
    given_up = threading.Timer(PATIENCE_S, os.killpg, (program.pid, signal.SIGKILL))
    given_up.start()
    try:
        return [program.stdout.readline() for _ in range(3)]
    finally:
        given_up.cancel()


def _answers(program: subprocess.Popen[str], port: int) -> bool:
    """Whether the sign-in page comes while the program lives, and within our patience."""
    give_up_at = time.monotonic() + PATIENCE_S
    while program.poll() is None and time.monotonic() < give_up_at:
        connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _press(program: subprocess.Popen[str], signum: int) -> None:
    """What Ctrl-C does: the signal goes to the whole group, if it is still there."""
    if program.poll() is None:
        os.killpg(program.pid, signum)


def _left_behind(var: Path) -> list[str]:
    """The command lines of all processes that were started with this folder."""
    mark = f"ALONGSIDE_VAR={var}".encode()
    return [
        (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        for process in Path("/proc").glob("[0-9]*")
        if mark in _environment(process)
    ]


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:  # it has ended, or is somebody else's
        return b""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    port = free_port()
    program = _start(tmp_path, port)
    try:
        yield program, port, tmp_path
    finally:
        if program.poll() is None:
            program.terminate()
            program.wait(PATIENCE_S)
        assert program.stdout is not None
        program.stdout.close()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_run_says_where_and_who_then_serves_and_stops_without_a_trace(running, signum) -> None:
    program, port, var = running

    first_lines = _says(program)
    served = _answers(program, port)
    started = _left_behind(var)
    _press(program, signum)
    rest, _ = program.communicate(timeout=15)

    assert first_lines[0] == f"Alongside: http://localhost:{port}/\n"
    assert re.fullmatch(r"(sign in: \S+@\S+ \S+\n){2}", "".join(first_lines[1:])), [*first_lines, rest]
    assert served, rest
    assert len(started) >= 4, started
    assert program.returncode == 0, rest
    assert "Traceback" not in rest
    assert _left_behind(var) == []


def test_run_keeps_the_data_of_the_first_start(tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        program = _start(tmp_path, port=free_port())
        told.append(_says(program)[1:])
        _press(program, signal.SIGINT)
        program.communicate(timeout=PATIENCE_S)

    assert told[0][0].startswith("sign in: ")
    assert told[0] == told[1]


def test_run_says_in_one_sentence_that_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        told, _ = _start(tmp_path, port).communicate(timeout=PATIENCE_S)

    assert told.startswith(f"Port {port} cannot be used")
    assert told.count("\n") == 1
