"""Redis goes away in the middle: it carries wake-ups only, so nothing that is due waits for it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import redis

from tests.flows import system
from tests.flows.people import ask
from tests.flows.waiting import until
from tests.sinks import smtp

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs a redis-server of its own to kill"),
]


@contextmanager
def redis_server(port: int) -> Iterator[None]:
    """A server that keeps nothing and is killed at the end."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        with redis.Redis(port=port) as client:
            until(lambda: answers(client), "Redis to answer")
        yield
    finally:
        server.kill()
        server.wait()


def answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def test_reminders_go_on_without_redis_and_the_worker_comes_back_with_it(
    postgres_url: str, mail: smtp.Server, tmp_path: Path
) -> None:
    port = system.free_port()
    urls = {"database_url": postgres_url, "redis_url": f"redis://127.0.0.1:{port}/0", "email_url": mail.url}
    redis_so_far = ExitStack()
    redis_so_far.enter_context(redis_server(port))
    with redis_so_far, system.grown(tmp_path, **urls) as grown:
        redis_so_far.close()

        expected = grown.seed("overdue", "3")
        until(lambda: set(expected) <= set(mail.ids), "the reminders")
        assert ask(f"{grown.url}/healthz").status == 200
        assert ask(f"{grown.url}/accounts/login/").status == 200

        with redis_server(port), grown.without("clock"):
            later = grown.seed("overdue", "3")
            until(lambda: set(later) <= set(mail.ids), "the later reminders")

    assert sorted(one for one in mail.ids if one in expected + later) == sorted(expected + later)
