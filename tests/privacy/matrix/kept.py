"""What is kept beside the rows: lines of the log, caches, and the broker's messages."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from kombu import Connection

from backend import logs, wake_ups
from backend.celery import app
from tests.privacy.matrix.tally import Tally
from tests.privacy.world import World


class Lines(logging.Handler):
    """Every line as it would be written, at any level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter(logs.lines("INFO")["formatters"]["line"]["format"]))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[Lines]:
    """All that is logged in the block, and nothing of it on the screen."""
    root, lines = logging.getLogger(), Lines()
    had, level = root.handlers[:], root.level
    root.handlers[:] = [lines]
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.handlers[:] = had
        root.setLevel(level)


def ask(tally: Tally, world: World, lines: list[str]) -> None:
    words = world.private | world.shared | world.secret | world.strangers | world.tokens
    tally.texts("log", lines, words)
    tally.texts("cache", _cached(), words)
    tally.texts("broker", _messages(), words)


def _cached() -> Iterator[str]:
    """Each entry of the cache: a table, or Redis where it is set."""
    if settings.REDIS_URL:
        client = cache._cache.get_client(None)
        for key in client.scan_iter():
            yield f"{key!r} {client.dump(key)!r}"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        for key, value in cursor.fetchall():
            yield f"{key} {value}"


def _messages() -> Iterator[str]:
    """Each wake-up that beat sends, as it lies in a broker."""
    with Connection("memory://alongside-matrix") as broker:
        for entry in wake_ups.schedule().values():
            queue = entry["options"]["queue"]
            app.send_task(entry["task"], args=entry["args"], queue=queue, connection=broker)
            waiting = broker.SimpleQueue(queue)
            message = waiting.get(block=False)
            yield json.dumps([message.headers, message.properties, str(message.body)], default=repr)
            message.ack()
            waiting.close()
