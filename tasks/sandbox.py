"""Reads what strangers wrote in a child process that may not outlast or outgrow its limits."""

import os
import subprocess
import sys
from pathlib import Path

from planner.ical.parsed import Source

ROOT = Path(__file__).resolve().parent.parent
WALL_S = 30
CPU_S = 20
MEMORY_BYTES = 768 * 1024 * 1024


class ReadingDied(Exception):
    """The child did not come back with an answer: too slow, too large, or crashed."""


def read_calendar(data: bytes, *, source: Source = Source.UPLOAD, wall_s: float = WALL_S) -> str:
    """The JSON that `planner.ical` makes of this file. Raises `ReadingDied`."""
    command = [
        sys.executable,
        "-m",
        "planner.ical",
        "--cpu-s",
        str(CPU_S),
        "--memory-bytes",
        str(MEMORY_BYTES),
        "--source",
        source.value,
    ]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            # Nothing of ours for it to read: no keys, no addresses of databases.
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            timeout=wall_s,
        )
    except subprocess.TimeoutExpired:
        raise ReadingDied("too slow") from None
    if done.returncode:
        raise ReadingDied(f"exit {done.returncode}")
    return done.stdout.decode()
