"""`manage.py remind` as real processes: killed, overlapping, stopped."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.flows.waiting import until
from tests.sinks.smtp import Server, running
from tests.tasks.deployment import Deployment, deployment

ENOUGH_S = 90


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def embedded(tmp_path: Path, server: Server) -> Deployment:
    return deployment(tmp_path, email_url=server.url)


def made(where: Deployment, count: int) -> list[str]:
    expected: list[str] = json.loads(where.python("tests.tasks.rows", "make", str(count)))
    return expected


def rows(where: Deployment) -> list[list[object]]:
    shown: list[list[object]] = json.loads(where.python("tests.tasks.rows", "show"))
    return shown


@pytest.mark.slow
def test_killed_while_sending_it_is_sent_once_more_under_the_same_id(
    embedded: Deployment, server: Server
) -> None:
    expected = made(embedded, 1)
    server.is_stalling = True
    clock = embedded.start("remind", "--watch")
    try:
        assert server.has_stalled.wait(ENOUGH_S)
    finally:
        clock.kill()
        clock.communicate()
    assert rows(embedded) == [["sending", False, 1]]

    server.is_stalling = False
    embedded.run("remind", "--once")
    assert rows(embedded) == [["sending", False, 1]]  # its lease still runs
    embedded.python("tests.tasks.rows", "end_leases")
    embedded.run("remind")
    embedded.run("remind")

    assert server.ids == expected * 2
    assert rows(embedded) == [["sent", True, 2]]


@pytest.mark.slow
def test_a_term_signal_ends_the_clock_within_seconds(embedded: Deployment, server: Server) -> None:
    expected = made(embedded, 1)
    clock = embedded.start("remind", "--watch")
    try:
        until(lambda: server.ids, "the reminder", within_s=ENOUGH_S)
        clock.send_signal(signal.SIGTERM)
        clock.wait(timeout=20)
    finally:
        clock.kill()
        clock.communicate()

    assert clock.returncode == 0
    assert server.ids == expected
    assert rows(embedded) == [["sent", False, 1]]


@pytest.mark.slow
def test_two_that_overlap_on_sqlite_send_each_once(embedded: Deployment, server: Server) -> None:
    expected = made(embedded, 12)

    overlap(embedded)

    assert sorted(server.ids) == expected


@pytest.mark.slow
@pytest.mark.postgres
def test_two_that_overlap_on_postgresql_send_each_once(
    tmp_path: Path, server: Server, postgres_url: str
) -> None:
    grown = deployment(tmp_path, email_url=server.url, database_url=postgres_url)
    expected = made(grown, 12)

    overlap(grown)

    assert sorted(server.ids) == expected
    assert {state for state, _, _ in rows(grown)} == {"sent"}


@pytest.mark.slow
@pytest.mark.postgres
def test_what_is_due_does_not_wait_until_all_plans_were_looked_through(
    tmp_path: Path, server: Server, postgres_url: str
) -> None:
    grown = deployment(tmp_path, email_url=server.url, database_url=postgres_url)
    expected = made(grown, 1)

    with psycopg.connect(postgres_url) as held:
        held.execute("LOCK TABLE planner_horizon")
        clock = grown.start("remind", "--watch")
        try:
            until(lambda: server.ids, "the reminder", within_s=ENOUGH_S)
        finally:
            clock.kill()
            clock.communicate()

    assert server.ids == expected


def overlap(where: Deployment) -> None:
    """Three callers of the tick at once, each until nothing is left to claim."""
    callers = [where.start("remind", "--once") for _ in range(3)]
    for caller in callers:
        output, _ = caller.communicate(timeout=ENOUGH_S)
        assert caller.returncode == 0, output
