"""Two partners who act at the same moment, on PostgreSQL: a yes is always a yes to what is agreed."""

import pytest

from tests.actions.engine import programs


@pytest.mark.postgres
def test_two_at_once_never_agree_without_two_yeses_on_one_version(postgres_url: str) -> None:
    assert programs.said("tests.actions.plan.plans_at_once", postgres_url).startswith("rounds: 15")
