"""Personal tokens: per person, shown once, kept as a hash."""

from datetime import timedelta

import pytest

from planner import errors
from planner.actions.exchange import tokens
from planner.models import ApiToken, OutboxMail
from planner.queries.exchange import tokens as queries
from planner.queries.people import alerts
from tests.factories import NOW, Couple

pytestmark = pytest.mark.django_db


def test_create_shows_the_token_once_and_keeps_a_hash(couple: Couple) -> None:
    token_id, token = tokens.create(couple.ada, name="Script", now=NOW)

    assert token.startswith("al_")
    assert token.encode() not in bytes(ApiToken.objects.get().token_hash)
    assert queries.grant(token, now=NOW).owner_id == couple.ada
    assert [one.id for one in queries.tokens(couple.ada, now=NOW)] == [token_id]
    assert queries.tokens(couple.ben, now=NOW) == queries.tokens(couple.stranger, now=NOW) == ()


@pytest.mark.parametrize("token", ["", "al_", "al_unknown", "\udcff", "x" * 10_000])
def test_grant_of_an_unknown_token_is_none(couple: Couple, token: str) -> None:
    tokens.create(couple.ada, name="Script", now=NOW)

    assert queries.grant(token, now=NOW) is None


def test_revoke_is_for_ones_own_and_at_once(couple: Couple) -> None:
    token_id, token = tokens.create(couple.ada, name="Script", now=NOW)

    for actor in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            tokens.revoke(actor, token_id, now=NOW)
    tokens.revoke(couple.ada, token_id, now=NOW)

    assert queries.grant(token, now=NOW) is None
    with pytest.raises(errors.NotFound):
        tokens.revoke(couple.ada, token_id, now=NOW)


def test_its_owner_reads_that_it_was_made_and_ended(couple: Couple) -> None:
    token_id, _ = tokens.create(couple.ada, name="Script", now=NOW)

    tokens.revoke(couple.ada, token_id, now=NOW + timedelta(hours=1))

    log = [(one.what, one.about) for one in alerts.log(couple.ada)]
    assert log == [("token_ended", "Script"), ("token_made", "Script")]
    assert [one.to for one in OutboxMail.objects.filter(kind=alerts.ALERT)] == ["ada@example.org"]
    assert alerts.log(couple.ben) == alerts.log(couple.stranger) == ()


def test_create_stops_at_twenty(couple: Couple) -> None:
    for _ in range(20):
        tokens.create(couple.ada, name="Script", now=NOW)

    with pytest.raises(errors.TooMany):
        tokens.create(couple.ada, name="Script", now=NOW)


def test_note_use_remembers_the_day(couple: Couple) -> None:
    _, token = tokens.create(couple.ada, name="Script", now=NOW)

    tokens.note_use(token, now=NOW)

    assert queries.tokens(couple.ada, now=NOW)[0].last_used_on == NOW.date()
