"""Two partners who act at the same moment, on PostgreSQL: a yes is always a yes to what is agreed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.postgres
def test_two_at_once_never_agree_without_two_yeses_on_one_version(postgres_url: str) -> None:
    given = os.environ | {"DATABASE_URL": postgres_url, "ALONGSIDE_VAR": os.environ["ALONGSIDE_VAR"]}

    run = subprocess.run(
        [sys.executable, "-m", "tests.actions.plans_at_once"],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("rounds: 15")
