"""Secret addresses: per person, shown once, changed and revoked at once."""

from datetime import timedelta

import pytest

from planner import errors
from planner.actions.exchange import feeds
from planner.models import Feed
from planner.queries.exchange import feeds as queries
from tests.factories import NOW, Couple

pytestmark = pytest.mark.django_db


def test_create_shows_the_token_once_and_keeps_a_hash(couple: Couple) -> None:
    feed_id, token = feeds.create(couple.ada, name="  Ada's  phone ", now=NOW)

    row = Feed.objects.get()
    assert len(token) >= 43
    assert token.encode() not in bytes(row.token_hash)
    assert queries.by_token(token).owner_id == couple.ada
    assert [(one.id, one.name) for one in queries.feeds(couple.ada)] == [(feed_id, "Ada's phone")]
    assert queries.feeds(couple.ben) == ()


@pytest.mark.parametrize("name", [" ", "x" * 81])
def test_create_wants_a_name(couple: Couple, name: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        feeds.create(couple.ada, name=name, now=NOW)

    assert refused.value.field == "name"


def test_create_stops_at_twenty(couple: Couple) -> None:
    for _ in range(20):
        feeds.create(couple.ada, name="Phone", now=NOW)

    with pytest.raises(errors.TooMany):
        feeds.create(couple.ada, name="Phone", now=NOW)


def test_rotate_ends_the_old_address(couple: Couple) -> None:
    feed_id, old = feeds.create(couple.ada, name="Phone", now=NOW)

    new = feeds.rotate(couple.ada, feed_id, now=NOW)

    assert queries.by_token(new).id == feed_id
    with pytest.raises(errors.NotFound):
        queries.by_token(old)


def test_revoke_ends_the_address_and_what_was_rendered(couple: Couple) -> None:
    feed_id, token = feeds.create(couple.ada, name="Phone", now=NOW)
    queries.rendered(queries.by_token(token))

    feeds.revoke(couple.ada, feed_id, now=NOW)

    with pytest.raises(errors.NotFound):
        queries.by_token(token)
    assert (bytes(Feed.objects.get().body), queries.feeds(couple.ada)) == (b"", ())
    for deed in (feeds.revoke, feeds.rotate):
        with pytest.raises(errors.NotFound):
            deed(couple.ada, feed_id, now=NOW)


def test_a_feed_is_its_owners_alone(couple: Couple) -> None:
    feed_id, token = feeds.create(couple.ada, name="Phone", now=NOW)

    for actor in (couple.ben, couple.stranger):
        for deed in (feeds.revoke, feeds.rotate):
            with pytest.raises(errors.NotFound):
                deed(actor, feed_id, now=NOW)

    assert queries.by_token(token).id == feed_id


def test_note_use_remembers_the_last_day(couple: Couple) -> None:
    feed_id, token = feeds.create(couple.ada, name="Phone", now=NOW)

    feeds.note_use(feed_id, now=NOW)
    feeds.note_use(feed_id, now=NOW - timedelta(days=3))

    assert queries.by_token(token).last_used_on == NOW.date()
