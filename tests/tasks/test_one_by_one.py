from datetime import datetime
from uuid import UUID

import pytest

from planner.actions.engine.due import Claimed
from tasks import one_by_one


@pytest.mark.django_db  # whose clock is the time
def test_what_goes_wrong_stops_no_other_and_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    due = [Claimed(UUID(int=n), UUID(int=n)) for n in (1, 2)]
    done: list[UUID] = []

    def claim(*, now: datetime, limit: int) -> tuple[Claimed, ...]:
        return tuple(due.pop(0) for _ in due[:limit])

    def do(claimed: Claimed) -> None:
        if claimed.id == UUID(int=1):
            raise ValueError("Uncle Otto")
        done.append(claimed.id)

    count = one_by_one.run("file", claim, do)

    assert (count, done) == (2, [UUID(int=2)])
    assert f"file {UUID(int=1)} failed: ValueError" in caplog.text
    assert "Otto" not in caplog.text
