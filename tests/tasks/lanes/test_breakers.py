"""A mail server that is away: the lane rests, spends nobody's tries, and goes on when the server is back."""

import logging
from datetime import timedelta

import dj_email_url
import pytest
from pytest_django import Settings

from planner.actions.engine import outbox
from planner.models import LaneRest, OutboxMail, Tally
from planner.queries.engine import breakers, health, metrics
from tasks import clock
from tasks.lanes import account_mail
from tests.sinks.smtp import Server

NOBODY = dj_email_url.parse("smtp://127.0.0.1:9")
MAILS = 12
TRIES = 5


@pytest.fixture
def mails(db: None) -> None:
    for n in range(MAILS):
        outbox.put(kind="account", person_id=None, to=f"p{n}@example.org", text="t", now=clock.now())


def test_after_five_failures_the_rest_is_put_back_untried(
    mails: None, smtp: Server, settings: Settings
) -> None:
    settings.SMTP_OPTIONS = NOBODY

    account_mail.tick()

    tried = OutboxMail.objects.filter(attempts=1).count()
    resting = LaneRest.objects.get(lane="account")
    waiting = OutboxMail.objects.filter(attempts=0, next_at=resting.rests_until, state="pending").count()
    assert (tried, waiting, resting.failures) == (TRIES, MAILS - TRIES, TRIES)
    assert account_mail.tick() == 0
    assert breakers.away() == ("account",)


def test_when_the_server_is_back_one_goes_first_and_then_all(
    mails: None, smtp: Server, settings: Settings
) -> None:
    reachable, settings.SMTP_OPTIONS = settings.SMTP_OPTIONS, NOBODY
    account_mail.tick()
    settings.SMTP_OPTIONS = reachable
    now = clock.now()
    LaneRest.objects.update(rests_until=now)
    OutboxMail.objects.update(next_at=now)

    assert account_mail.tick() == 1
    assert account_mail.tick() == MAILS - 1

    assert len(set(smtp.ids)) == len(smtp.ids) == MAILS
    assert not LaneRest.objects.exists()


def test_a_refused_address_says_nothing_of_the_server(mails: None, smtp: Server) -> None:
    smtp.answer_to_recipient = "550 no such user"

    assert account_mail.tick() == MAILS

    assert not LaneRest.objects.exists()
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"dead"}


@pytest.mark.parametrize("where", ["answer_to_recipient", "answer_to_data"])
def test_a_message_that_is_put_off_says_nothing_of_the_server(mails: None, smtp: Server, where: str) -> None:
    setattr(smtp, where, "452 4.2.2 over quota")

    assert account_mail.tick() == MAILS

    assert not LaneRest.objects.exists()
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {("pending", 1)}
    counts = metrics.figures(now=clock.now()).tallies["account"]
    assert (counts.get("refused"), counts.get("failed")) == (MAILS, None)


def test_a_server_that_is_away_is_no_reason_to_start_anew(
    mails: None, smtp: Server, settings: Settings
) -> None:
    settings.SMTP_OPTIONS = NOBODY
    account_mail.tick()
    OutboxMail.objects.update(next_at=clock.now() - timedelta(hours=1))

    state = health.state(now=clock.now())

    assert health.LATE not in state.problems


def test_every_outcome_is_a_line_of_ids_and_a_count(
    mails: None, smtp: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="tasks.lanes.outcomes"):
        account_mail.tick()

    lines = [record.getMessage() for record in caplog.records if record.name == "tasks.lanes.outcomes"]
    ids = {str(id_) for id_ in OutboxMail.objects.values_list("id", flat=True)}
    assert {line.split()[1] for line in lines} == {f"id={id_}" for id_ in ids}
    assert all(line.startswith("lane=account id=") and " outcome=sent late_s=" in line for line in lines)
    assert not any("example.org" in line for line in lines)
    counts = metrics.figures(now=clock.now()).tallies["account"]
    assert (counts["claimed"], counts["sent"]) == (MAILS, MAILS)
    assert (
        sum(count for what, count in counts.items() if what.startswith("late_") and what != "late_ms")
        == MAILS
    )


def test_counts_of_two_runs_add_up(mails: None, smtp: Server) -> None:
    account_mail.tick()
    outbox.put(kind="account", person_id=None, to="one@example.org", text="t", now=clock.now())
    account_mail.tick()

    assert Tally.objects.get(lane="account", what="sent").count == MAILS + 1
