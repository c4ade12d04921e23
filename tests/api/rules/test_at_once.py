"""The same request at several processes at once, on both databases: done once, and replaced by one alone."""

import pytest

from tests.actions.engine import programs

PROGRAM = "tests.api.rules.requests_at_once"


@pytest.mark.postgres
def test_what_arrives_several_times_at_once_is_done_once(postgres_url: str) -> None:
    assert programs.said(PROGRAM, postgres_url).startswith("rounds: 6")


def test_and_so_it_is_in_the_embedded_default(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ALONGSIDE_VAR", str(tmp_path))

    assert programs.said(PROGRAM, "").startswith("rounds: 6")
