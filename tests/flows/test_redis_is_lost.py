"""Redis goes away in the middle: it carries wake-ups only, so nothing that is due waits for it."""

import shutil
from pathlib import Path

import pytest

from tests.chaos.redis_lost import Server
from tests.flows import system
from tests.flows.people import ask
from tests.flows.system import System
from tests.flows.waiting import until
from tests.sinks import smtp

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs a redis-server of its own to kill"),
]


def arrive(grown: System, mail: smtp.Server, when: str) -> list[str]:
    """Some reminders that are due get there; their Message-IDs."""
    expected: list[str] = grown.seed("overdue", "3")
    until(lambda: set(expected) <= set(mail.ids), f"the reminders {when}")
    return expected


def test_reminders_go_on_without_redis_and_the_worker_comes_back_with_it(
    postgres_url: str, mail: smtp.Server, tmp_path: Path
) -> None:
    redis = Server(system.free_port())
    urls = {"database_url": postgres_url, "redis_url": redis.url, "email_url": mail.url}
    with redis.running(), system.grown(tmp_path, **urls) as grown:
        redis.empty()
        expected = arrive(grown, mail, "after Redis was emptied")
        with redis.refusing_writes():
            expected += arrive(grown, mail, "while Redis refuses to write")
        redis.kill()
        expected += arrive(grown, mail, "without Redis")
        assert ask(f"{grown.url}/healthz").status == 200
        assert ask(f"{grown.url}/accounts/login/").status == 200

        redis.start()
        with grown.without("clock"):
            expected += arrive(grown, mail, "by the worker alone")

    assert sorted(one for one in mail.ids if one in expected) == sorted(expected)
