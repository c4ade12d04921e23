"""A small storm over the embedded default: what `make chaos` does at length."""

import re
from pathlib import Path

import pytest

from tests.chaos.run import Size, run

pytestmark = pytest.mark.slow


def test_a_storm_loses_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("sqlite", "email", Size(reminders=40, kills=8, freezes=3, over_s=5, lease_s=5), tmp_path)

    last = capfd.readouterr().out.splitlines()[-1]
    found = re.fullmatch(r"chaos sqlite email sent=(\d+) lost=0 double=(\d+) explained=(\d+) kills=8", last)
    assert found
    assert int(found[1]) >= 40
    assert found[2] == found[3]
