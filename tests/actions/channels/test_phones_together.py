"""Many who ask and try at the same moment, on PostgreSQL: what is limited stays so."""

import pytest

from tests.actions.engine import programs


@pytest.mark.postgres
def test_many_at_once_get_no_more_codes_tries_or_answers_than_one_by_one(postgres_url: str) -> None:
    assert programs.said("tests.actions.channels.phones_at_once", postgres_url) == "held\n"
