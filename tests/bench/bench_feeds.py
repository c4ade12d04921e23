"""What a phone that asks again costs, beside a Django view with one look-up; a whole feed beside icalendar.

Same process, same middleware, WSGI called directly, SQLite in memory. Prints medians and ratios.
"""

import gc
import io
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment
from django.urls import include, path

from planner.actions.calendar import rows
from planner.actions.engine import views
from planner.actions.exchange import feeds
from planner.actions.people import people
from planner.core import secret_tokens
from planner.core.calendar.events import When
from planner.ical import read, write
from planner.ical.write import EventDraft
from planner.models import Calendar, Event, Feed, Membership

SIZES = (1_000, 10_000)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
TZID = "Europe/Berlin"


def baseline(request: HttpRequest, token: str) -> HttpResponse:
    """The yardstick: one indexed look-up and a line of text."""
    found = Feed.objects.filter(token_hash=secret_tokens.digest(token)).values("etag").first()
    return HttpResponse(found["etag"] if found else "", content_type="text/plain")


urlpatterns = [path("baseline/<str:token>", baseline), path("", include("backend.urls"))]


def run() -> None:
    """Print the figures for each size."""
    with _scratch_database(), override_settings(ROOT_URLCONF=__name__):
        handler = WSGIHandler()
        for size in SIZES:
            _measure(handler, size)


def _measure(handler: WSGIHandler, size: int) -> None:
    owner, token = _person_with(size)
    address, others = f"/feeds/{token}.ics", f"/feeds/{_partner_of(owner)}.ics"
    headers, body = _call(handler, address)
    asked_again = _medians(
        {
            "view with one look-up": lambda: _call(handler, f"/baseline/{token}"),
            "304": lambda: _call(handler, address, HTTP_IF_NONE_MATCH=headers["ETag"]),
            "whole, kept": lambda: _call(handler, address),
        },
        200,
    )
    serialised = {
        "icalendar": _serialised(body),
        "icalendar, the other's": _serialised(_call(handler, others)[1]),
    }
    # Else all that icalendar has read would be searched for garbage while ours is measured.
    gc.collect()
    gc.freeze()
    after_a_change = {
        "ours": lambda: _call(handler, address),
        "ours, the other's": lambda: _call(handler, others),
    }
    cold = _medians(serialised | after_a_change, 5, lambda: views.touch(*_couple(owner), now=NOW))
    gc.unfreeze()
    print(f"feed of {size:,} events, {len(body):,} bytes (medians, taking turns)")
    _print(asked_again, "× the view")
    _print(cold, "× icalendar")
    for whose in ("", ", the other's"):
        times = cold["icalendar" + whose] / cold["ours" + whose]
        print(f"  after a change{whose}: {times:.1f} times faster than icalendar")


def _serialised(body: bytes) -> Callable[[], bytes]:
    """What icalendar needs to write the same, the reading left out."""
    return icalendar.Calendar.from_ical(body).to_ical


def _print(took: dict[str, float], unit: str) -> None:
    """Each beside the first."""
    yardstick = next(iter(took.values()))
    for name, took_s in took.items():
        print(f"  {name:<24}{took_s * 1000:>10.2f} ms {took_s / yardstick:>8.2f} {unit}")


def _medians(
    deeds: dict[str, Callable[[], object]], times: int, before: Callable[[], object] = lambda: None
) -> dict[str, float]:
    """Seconds by name; the deeds take turns, so that a busy machine slows all of them alike."""
    took: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(times):
        for name, deed in deeds.items():
            before()
            began = time.perf_counter()
            deed()
            took[name].append(time.perf_counter() - began)
    return {name: statistics.median(runs) for name, runs in took.items()}


def _call(handler: WSGIHandler, address: str, **more: str) -> tuple[dict[str, str], bytes]:
    """One request through the whole stack, as a WSGI server makes it."""
    seen: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        seen.update(headers, status=status)

    response = handler(_environ(address) | more, start)
    body = b"".join(response)
    # Not response.close(): it signals the end of the request, which closes the connection in memory.
    expected = "304" if "HTTP_IF_NONE_MATCH" in more else "200"
    if not seen["status"].startswith(expected):
        raise RuntimeError(f"{address}: {seen['status']}")
    return seen, body


def _environ(address: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }


def _person_with(size: int) -> tuple[UUID, str]:
    """Somebody with this many events, one in a hundred of them weekly, and the token of their feed."""
    person = get_user_model().objects.create_user(f"{size}@example.org")
    people.register(person.pk, name="Ada", tzid=TZID, now=NOW)
    calendar = Calendar.objects.get(owner_id=person.pk)
    made = (_event(calendar, number) for number in range(size))
    Event.objects.bulk_create(made, batch_size=500)
    return person.pk, feeds.create(person.pk, name="phone", now=NOW)[1]


def _partner_of(owner: UUID) -> str:
    """The token of a feed of somebody to whom all of it is shown."""
    partner = get_user_model().objects.create_user(f"{uuid4()}@example.org")
    people.register(partner.pk, name="Ben", tzid=TZID, now=NOW)
    couple_id = Membership.objects.get(person_id=owner).couple_id
    Membership.objects.filter(person_id=partner.pk).update(couple_id=couple_id, slot=2)
    return feeds.create(partner.pk, name="phone", now=NOW)[1]


def _couple(owner: UUID) -> list[UUID]:
    return list(Membership.objects.filter(couple__memberships__person_id=owner).values_list("pk", flat=True))


def _event(calendar: Calendar, number: int) -> Event:
    start = datetime(2026, 1, 1, 8) + timedelta(hours=7 * number % 17_000, days=number % 300)
    draft = EventDraft(
        uid=f"{uuid4()}@example.org",
        summary=f"Event {number}, with the people from next door",
        start=When(start, TZID),
        end=When(start + timedelta(hours=2), TZID),
        rrule="FREQ=WEEKLY" if number % 100 == 0 else "",
        location="By the canal",
        description="Bring something to drink, and the umbrella that you borrowed.",
        dtstamp=NOW,
    )
    text = write.event_text(draft)
    row = Event(calendar=calendar, owner_id=calendar.owner_id, visibility="shared", created_at=NOW)
    return rows.rebuild(row, text, read.read_text(text), now=NOW)


@contextmanager
def _scratch_database() -> Iterator[None]:
    """An empty database of its own, gone afterwards."""
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
