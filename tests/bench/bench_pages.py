"""Every page for a couple with 10,000 events: CPU time, queries, and what a first visit transfers.

Beside them, in the same run and through the same middleware, an empty Django view that only asks who is
there.
"""

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path, set_urlconf

from backend import urls
from planner.actions.people import demo
from planner.actions.people.demo import Account
from planner.models import Event
from tests.bench import bench_calendar
from tests.screens import world
from tests.screens.pages import SCREENS

SIZE = 10_000
TURNS = 7
MOST_MS, MOST_QUERIES, MOST_BYTES = 50, 12, 100_000
LINKED = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js|svg|png|webmanifest))"')
IMPORTED = re.compile(r'@import url\("([^"]+)"\)')


@dataclass(frozen=True)
class Cost:
    """Of one page: median milliseconds of the CPU, queries, bytes, and those with packed static files."""

    name: str
    took_ms: float
    queries: int
    plain_bytes: int
    packed_bytes: int

    @property
    def is_too_much(self) -> bool:
        return self.took_ms > MOST_MS or self.queries > MOST_QUERIES or self.packed_bytes > MOST_BYTES


def run() -> None:
    """Prints a line for each page, and what is beyond the limits."""
    if not settings.EMBEDDED:
        call_command("collectstatic", interactive=False, verbosity=0)
    client, places = _visitor()
    empty = _empty(client)
    screens = [one for one in SCREENS if "mira" in one.seen_by and one.status == 200]
    costs = [_cost(client, one.name, one.path.format(**places)) for one in screens]
    print(f"pages for a couple with {SIZE:,} events on {connection.vendor}, {TURNS} times each")
    print(f"  {'':<22}{'CPU ms':>8}{'× empty view':>14}{'queries':>9}{'kB packed':>11}{'kB plain':>10}")
    print(f"  {'an empty view':<22}{empty:>8.1f}")
    for one in sorted(costs, key=lambda cost: -cost.took_ms):
        _line(one, empty)
    beyond = [one.name for one in costs if one.is_too_much]
    limits = f"{MOST_MS} ms, {MOST_QUERIES} queries or {MOST_BYTES:,} bytes"
    print(f"  beyond {limits}: {', '.join(beyond) or 'none'}")


def _line(one: Cost, empty: float) -> None:
    kilo = f"{one.packed_bytes / 1000:>11.0f}{one.plain_bytes / 1000:>10.0f}"
    print(f"  {one.name:<22}{one.took_ms:>8.1f}{one.took_ms / empty:>14.1f}{one.queries:>9}{kilo}")


def _visitor() -> tuple[Client, dict[str, str]]:
    now = datetime.now(UTC)
    accounts = (
        Account("Mira", "mira@alongside.example", None),
        Account("Jonas", "jonas@alongside.example", None),
    )
    couple = demo.load(*accounts, now=now)
    places = world.build(*couple)
    Event.objects.bulk_create(bench_calendar.events_of(list(couple), SIZE), batch_size=500)
    bench_calendar.settle()
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(pk=couple[0]))
    return client, places


def _cost(client: Client, name: str, where: str) -> Cost:
    answer, queries = _counted(client, where)
    assert answer.status_code == 200, (name, answer.status_code)
    html = answer.content
    files = set(_files(html.decode()))
    plain = sum(len(_static(one)) for one in files)
    packed = sum(len(gzip.compress(_static(one))) for one in files)
    return Cost(name, _took(client, where), queries, len(html) + plain, len(html) + packed)


def _counted(client: Client, where: str) -> tuple[HttpResponse, int]:
    """The page, and how often it asked the database."""
    asked = []

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(where)
    return answer, len(asked)


def _took(client: Client, where: str) -> float:
    times = []
    for _ in range(TURNS):
        began = time.process_time()
        client.get(where)
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def _empty(client: Client) -> float:
    urls.urlpatterns.append(path("bench-empty/", _nothing))
    clear_url_caches()
    set_urlconf(None)
    client.get("/bench-empty/")
    return _took(client, "/bench-empty/")


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user.is_authenticated))


def _files(html: str) -> Iterator[str]:
    """The static files that the page loads, and the ones that those load."""
    for name in LINKED.findall(html):
        yield name
        yield from _imports(name)


@cache
def _imports(name: str) -> tuple[str, ...]:
    return tuple(
        str(Path(name).parent / one) for one in IMPORTED.findall(_static(name).decode("utf-8", "ignore"))
    )


@cache
def _static(name: str) -> bytes:
    """A file as it is served: as it was collected, or straight out of the source."""
    collected = settings.STATIC_ROOT / name
    found = collected if collected.exists() else finders.find(name)
    assert isinstance(found, str | Path), name
    return Path(found).read_bytes()
