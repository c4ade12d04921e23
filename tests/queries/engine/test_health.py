"""Well means: somebody ticks, and nothing waits too long."""

from datetime import datetime, timedelta

from pytest_django import DjangoAssertNumQueries, Settings

from planner.actions.channels import devices, push_tests
from planner.actions.engine import heartbeat, outbox
from planner.queries.engine import health
from tests.factories import NOW, person
from tests.sinks.webpush import Device


def beat(now: datetime) -> None:
    """Every lane has somebody who comes by."""
    for name in health.TICKS:
        heartbeat.beat(name, now=now)


def test_well_while_it_beats_and_red_a_minute_later(db: None) -> None:
    beat(NOW)

    assert health.state(now=NOW + timedelta(seconds=59)).is_well
    assert health.state(now=NOW + timedelta(seconds=60)).problems == ("no_heartbeat",)


def test_a_lane_that_nobody_comes_by_is_seen_though_others_beat(db: None) -> None:
    heartbeat.beat(health.tick("email"), now=NOW)

    assert health.state(now=NOW).problems == ("no_heartbeat",)


def test_only_the_tick_counts(db: None) -> None:
    heartbeat.beat(health.HEAL, now=NOW)

    assert health.state(now=NOW).problems == ("no_heartbeat",)


def test_red_when_something_due_lies_about(db: None) -> None:
    late = NOW + timedelta(seconds=121)
    outbox.put(kind="account", person_id=None, to="x@example.org", subject="s", text="t", now=NOW)
    beat(late)

    assert health.state(now=NOW + timedelta(seconds=120)).problems == ()
    assert health.state(now=late).problems == ("late",)


def test_a_test_push_that_lies_about_is_seen_where_push_is_offered(db: None, settings: Settings) -> None:
    given = Device().subscription("https://push.example")
    dora = person("Dora")
    one = devices.add(dora, endpoint=given["endpoint"], **given["keys"], label="Phone", now=NOW)
    push_tests.ask(dora, one, now=NOW)
    late = NOW + timedelta(seconds=121)
    beat(late)

    problems = [health.state(now=late).problems]
    settings.VAPID_PRIVATE_KEY = ""
    problems.append(health.state(now=late).problems)

    assert problems == [("late",), ()]


def test_beats_are_written_every_few_seconds_only(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heartbeat.beat(health.tick("email"), now=NOW)

    with django_assert_num_queries(1):
        heartbeat.beat(health.tick("email"), now=NOW + timedelta(seconds=5))
