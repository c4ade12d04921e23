"""`make bench`: every benchmark beside this file, each in a process and a database of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests import environment, services

assert environment  # keeps the run off the checkout's data
HERE = Path(__file__).resolve().parent
ON_POSTGRESQL = (
    "bench_calendar",
    "bench_engine",
    "bench_pages",
    "bench_planning",
    "bench_reminders",
    "bench_sending",
)
ON_A_FILE = ("bench_calendar", "bench_pages", "bench_planning", "bench_sending")
"""They measure PostgreSQL, or SQLite as the embedded default has it; the others bring their own in memory."""


def main() -> int:
    """Runs the benchmarks named on the command line, or all; how many failed."""
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("bench_*.py"))
    return sum(_run(name) for name in names)


def _run(name: str) -> bool:
    """Whether it failed."""
    print(f"--- {name} ---", flush=True)
    failed = False
    if name in ON_A_FILE or name not in ON_POSTGRESQL:
        failed = _on_sqlite(name)
    return _on_postgresql(name) or failed if name in ON_POSTGRESQL else failed


def _on_sqlite(name: str) -> bool:
    variables = {**os.environ, "DATABASE_URL": ""}
    if name in ON_A_FILE:
        _migrate(variables)
    return _measure(name, variables)


def _on_postgresql(name: str) -> bool:
    with services.fresh_postgres(f"alongside_{name}_{os.getpid()}") as url:
        variables = {**os.environ, "DATABASE_URL": url}
        _migrate(variables)
        return _measure(name, variables)


def _migrate(variables: Mapping[str, str]) -> None:
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(migrate, env=variables, check=True)


def _measure(name: str, variables: Mapping[str, str]) -> bool:
    code = f"import django; django.setup(); from tests.bench import {name}; {name}.run()"
    settings = {**variables, "DJANGO_SETTINGS_MODULE": "backend.settings"}
    return subprocess.run([sys.executable, "-c", code], env=settings).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
