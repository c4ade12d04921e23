"""Many who ask and try at the same moment, on PostgreSQL: what is limited stays so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.postgres
def test_many_at_once_get_no_more_codes_tries_or_answers_than_one_by_one(postgres_url: str) -> None:
    given = os.environ | {"DATABASE_URL": postgres_url, "ALONGSIDE_VAR": os.environ["ALONGSIDE_VAR"]}

    run = subprocess.run(
        [sys.executable, "-m", "tests.actions.phones_at_once"],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout == "held\n"
