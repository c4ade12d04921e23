"""Webhooks are their owner's own: few, discreet in what they are asked for, and nobody else's to touch."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from planner import errors
from planner.actions.exchange import webhooks
from planner.actions.people import demo_visits, people
from planner.core.webhooks.kinds import CHOICES
from planner.models import Webhook, WebhookMessage
from planner.queries.exchange import webhooks as queries
from planner.queries.people import alerts
from tests.factories import NOW, Couple

URL = "https://home.example/api/webhook/s3cret"
ALL = [one.value for one in CHOICES]


def made(person: UUID, **changed: object) -> tuple[UUID, str]:
    given = {"name": "Home", "url": URL, "kinds": ALL} | changed
    return webhooks.create(person, **given, now=NOW)  # type: ignore[arg-type]


def test_a_webhook_is_shown_without_its_address_and_its_secret(couple: Couple) -> None:
    hook, secret = made(couple.ada, kinds=["plan.agreed", "reminder.due", "plan.agreed"])

    (seen,) = queries.webhooks(couple.ada)
    assert secret.startswith("whsec_")
    assert (seen.id, seen.name, seen.host) == (hook, "Home", "home.example")
    assert seen.kinds == ("reminder.due", "plan.agreed")
    assert queries.webhooks(couple.ben) == queries.webhooks(couple.stranger) == ()


def test_its_address_and_secrets_are_encrypted_at_rest(couple: Couple) -> None:
    hook, secret = made(couple.ada)
    webhooks.rotate(couple.ada, hook, now=NOW)

    stored = _stored()
    assert [word for word in ("Home", "home.example", secret.removeprefix("whsec_")) if word in stored] == []


def _stored() -> str:
    """The row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM planner_webhook")
        return repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()])


@pytest.mark.parametrize(
    "url",
    [
        "http://home.example/",
        "https://home.example:8443/",
        "https://ada:pass@home.example/",
        "ftp://home.example/",
        "https://home.example/#part",
        "https://home.example\\@elsewhere.example/",
        "home.example",
        "",
        "https://" + "x" * 2_000,
    ],
)
def test_only_public_addresses_over_tls_are_taken(couple: Couple, url: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        made(couple.ada, url=url)

    assert refused.value.field == "url"


@pytest.mark.parametrize("kinds", [[], ["gossip"], ["webhook.test"], ["plan.agreed", "gossip"]])
def test_only_what_there_is_to_tell_can_be_chosen(couple: Couple, kinds: list[str]) -> None:
    with pytest.raises(errors.Invalid) as refused:
        made(couple.ada, kinds=kinds)

    assert refused.value.field == "kinds"


def test_five_are_enough(couple: Couple) -> None:
    for _ in range(webhooks.MOST):
        made(couple.ada)

    with pytest.raises(errors.TooMany):
        made(couple.ada)
    made(couple.ben)


def test_a_visitor_of_the_demo_has_nothing_sent_anywhere(db: None) -> None:
    mira, _jonas = demo_visits.lend(now=NOW)

    with pytest.raises(errors.OnlyForReal):
        made(mira)


DEEDS: tuple[Callable[[UUID, UUID], object], ...] = (
    partial(webhooks.edit, name="x", kinds=ALL, now=NOW),
    partial(webhooks.rotate, now=NOW),
    partial(webhooks.test, now=NOW),
    partial(webhooks.resume, now=NOW),
    partial(webhooks.remove, now=NOW),
    queries.webhook,
    queries.log,
)


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_touches_another_persons(couple: Couple, deed: Callable[[UUID, UUID], object]) -> None:
    hook, _secret = made(couple.ada)

    for other in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            deed(other, hook)
    deed(couple.ada, hook)


def test_what_is_not_wanted_any_more_does_not_go(couple: Couple) -> None:
    hook, _secret = made(couple.ada)
    webhooks.test(couple.ada, hook, now=NOW)
    WebhookMessage.objects.create(
        webhook_id=hook, kind="news.waiting", key=couple.ada, next_at=NOW, created_at=NOW
    )

    webhooks.edit(couple.ada, hook, name="Lights", kinds=["plan.agreed"], now=NOW)

    waiting = WebhookMessage.objects.filter(state="pending").values_list("kind", flat=True)
    assert list(waiting) == ["webhook.test"]
    assert queries.webhook(couple.ada, hook).name == "Lights"


def test_tests_are_few_a_day(couple: Couple) -> None:
    hook, _secret = made(couple.ada)
    for _ in range(webhooks.MOST_TESTS_A_DAY):
        webhooks.test(couple.ada, hook, now=NOW)
        WebhookMessage.objects.update(state="sent", ended_at=NOW)

    with pytest.raises(errors.TooOften):
        webhooks.test(couple.ada, hook, now=NOW)
    webhooks.test(couple.ada, hook, now=NOW + timedelta(days=1))


def test_ending_one_leaves_nothing_of_it(couple: Couple) -> None:
    hook, _secret = made(couple.ada)
    webhooks.test(couple.ada, hook, now=NOW)

    webhooks.remove(couple.ada, hook, now=NOW)

    assert not Webhook.objects.exists() and not WebhookMessage.objects.exists()
    assert alerts.log(couple.ada)[0].what == "webhook_ended"


def test_leaving_ends_those_of_whoever_leaves(couple: Couple) -> None:
    made(couple.ada)
    hook, _secret = made(couple.ben)
    WebhookMessage.objects.create(
        webhook_id=hook, kind="news.waiting", key=couple.ada, next_at=NOW, created_at=NOW
    )

    people.leave(couple.ada, now=NOW)

    assert [one.owner_id for one in Webhook.objects.all()] == [couple.ben]
    assert WebhookMessage.objects.get().state == "cancelled"
