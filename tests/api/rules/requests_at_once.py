"""Run as a program: the same request arrives at several web processes at once, many times.

A program of its own, because the suite's connection belongs to another database.
"""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from planner.actions.exchange import tokens  # noqa: E402
from planner.models import Event, KeptAnswer  # noqa: E402
from tests.api import bodies  # noqa: E402
from tests.factories import person  # noqa: E402

ROUNDS, AT_ONCE = 6, 4
NOW = datetime.now(UTC)


def caller(token: str, **headers: str) -> Client:
    return Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"} | headers)


def ask(client: Client, method: str, path: str, body: object, together: Barrier) -> int:
    together.wait()
    try:
        return client.generic(method, f"/api/v1/{path}", json.dumps(body), "application/json").status_code
    finally:
        connection.close()


def statuses(pool: ThreadPoolExecutor, client: Client, method: str, path: str, body: object) -> Counter[int]:
    """What the request was answered, each time that it came."""
    together = Barrier(AT_ONCE)
    running = [pool.submit(ask, client, method, path, body, together) for _ in range(AT_ONCE)]
    return Counter(one.result() for one in running)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    ada = person("Ada", now=NOW)
    _, token = tokens.create(ada, name="script", now=NOW)
    made: Counter[int] = Counter()
    replaced: Counter[int] = Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(ROUNDS):
            body = bodies.event(NOW, title=f"Evening {number}")
            once = caller(token, **{"Idempotency-Key": f"key-{number}"})
            made += statuses(pool, once, "POST", "events/", body)
            event = Event.objects.filter(owner_id=ada).latest("created_at")
            path = f"events/{event.id}/"
            has = caller(token).get(f"/api/v1/{path}").headers["ETag"]
            replaced += statuses(
                pool, caller(token, **{"If-Match": has}), "PATCH", path, {"location": "Kolbe's"}
            )
    assert Event.objects.filter(owner_id=ada).count() == ROUNDS, made
    assert made.keys() <= {201, 409} and made[201] >= ROUNDS, made
    assert not KeptAnswer.objects.filter(status=None).exists()
    # Whoever comes second has read what is no longer there, or is asked to come again.
    assert replaced[200] == ROUNDS and replaced.keys() <= {200, 412, 503}, replaced
    print(f"rounds: {ROUNDS}, made: {dict(made)}, replaced: {dict(replaced)}")


if __name__ == "__main__":
    main()
