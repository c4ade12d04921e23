"""`make bench`: every benchmark beside this file, each in a process and a database of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests import environment, services

assert environment  # keeps the run off the checkout's data
HERE = Path(__file__).resolve().parent
ON_POSTGRESQL = ("bench_engine",)
"""They measure PostgreSQL; the others bring their own SQLite."""


def main() -> int:
    """Runs the benchmarks named on the command line, or all; how many failed."""
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("bench_*.py"))
    return sum(_run(name) for name in names)


def _run(name: str) -> bool:
    """Whether it failed."""
    print(f"--- {name} ---", flush=True)
    if name not in ON_POSTGRESQL:
        return _measure(name, {**os.environ, "DATABASE_URL": ""})
    with services.fresh_postgres(f"alongside_{name}_{os.getpid()}") as url:
        variables = {**os.environ, "DATABASE_URL": url}
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
        subprocess.run(migrate, env=variables, check=True)
        return _measure(name, variables)


def _measure(name: str, variables: Mapping[str, str]) -> bool:
    code = f"import django; django.setup(); from tests.bench import {name}; {name}.run()"
    settings = {**variables, "DJANGO_SETTINGS_MODULE": "backend.settings"}
    return subprocess.run([sys.executable, "-c", code], env=settings).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
