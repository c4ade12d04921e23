"""What whoever runs it may ask: is it ready, how is it going. Nothing about anybody."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from backend import celery, health, wake_ups
from planner.actions.engine import breakers, outbox, tallies
from planner.core.reminding.breaker import TRIPS_AFTER
from tasks import clock

TOKEN = "a token that only the watcher has"  # of these tests


def asked(client: Client, token: str = TOKEN) -> dict[tuple[str, str], float]:
    """Each sample of /metrics by its name and lane."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, sample.labels.get("lane", "")): sample.value
        for family in families
        for sample in family.samples
        if "le" not in sample.labels
    }


@pytest.fixture
def watched(db: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def test_metrics_count_by_lane(watched: None, client: Client) -> None:
    tallies.add("email", {"sent": 3, "failed": 2, "late_1": 2, "late_30": 1, "late_ms": 12_500})
    outbox.put(kind="account", person_id=None, to="x@example.org", text="t", now=clock.now())
    for _ in range(TRIPS_AFTER):
        breakers.failed("sms", now=clock.now())

    found = asked(client)

    assert found["alongside_sent_total", "email"] == 3
    assert found["alongside_failed_total", "email"] == 2
    assert found["alongside_late_seconds_count", "email"] == 3
    assert found["alongside_late_seconds_sum", "email"] == 12.5
    assert found["alongside_due", "account"] == 1
    assert found["alongside_due", "push"] == 0
    assert found["alongside_due", "texts"] == 0
    assert found["alongside_due", "push tests"] == 0
    assert found["alongside_due", "webhooks"] == 0
    assert found["alongside_resting", "sms"] == 1
    assert found["alongside_resting", "email"] == 0


def test_lateness_is_cumulative(watched: None, client: Client) -> None:
    tallies.add("email", {"late_1": 2, "late_30": 1, "late_more": 1})

    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()

    for line in (
        'alongside_late_seconds_bucket{lane="email",le="1"} 2.0',
        'alongside_late_seconds_bucket{lane="email",le="5"} 2.0',
        'alongside_late_seconds_bucket{lane="email",le="30"} 3.0',
        'alongside_late_seconds_bucket{lane="email",le="+Inf"} 4.0',
    ):
        assert line in answer


@pytest.mark.parametrize("token", ["", "another"])
def test_without_the_token_there_is_no_such_page(watched: None, client: Client, token: str) -> None:
    assert client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 404


def test_without_the_setting_there_is_no_such_page(db: None, client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_ready_when_the_database_is_up_to_the_code(db: None, client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"is_ready": True, "problems": []})


def test_not_ready_before_its_migrations_have_run(db: None, client: Client) -> None:
    health.forget()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'planner'")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["problems"]) == (503, ["migrations"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_whoever_watches_needs_no_session(watched: None, client: Client, path: str) -> None:
    client.cookies["sessionid"] = "of somebody"

    with CaptureQueriesContext(connection) as asked_for:
        client.get(path, headers={"Authorization": f"Bearer {TOKEN}"})

    assert not [one["sql"] for one in asked_for if "django_session" in one["sql"]]


def test_the_state_of_health_names_no_channel(db: None, client: Client) -> None:
    for _ in range(TRIPS_AFTER):
        breakers.failed("sms", now=clock.now())

    assert set(client.get("/healthz").json()) == {"is_well", "problems"}


def test_every_wake_up_has_a_queue_that_workers_serve() -> None:
    celery.app.loader.import_default_modules()
    served = set(celery.app.amqp.queues)

    assert {entry["options"]["queue"] for entry in wake_ups.schedule().values()} == served
    assert all(entry["task"] in celery.app.tasks for entry in wake_ups.schedule().values())
    assert all(entry["options"]["expires"] == entry["schedule"] for entry in wake_ups.schedule().values())
