"""Programs of the tests that act at once, on a PostgreSQL that is not the one of the suite."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENDS_WITHIN_S = 120


def said(module: str, database_url: str) -> str:
    """What the program printed; it has to end well."""
    run = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN_S,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
