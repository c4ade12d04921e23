"""What somebody takes away holds nothing of the other's that they may not read, in whatever it is packed."""

import pytest

from planner.queries.archive import exports
from tests.factories import exported
from tests.privacy import world
from tests.privacy.crawl import opened
from tests.privacy.world import World

pytestmark = pytest.mark.django_db


def taken(planted: World, who: str, kind: str = "archive") -> bytes:
    """All that can be read in it, calendar lines unfolded."""
    owner = getattr(planted, who)
    made = exported(owner, kind, now=planted.now, with_subscriptions=True)
    return opened(b"".join(exports.content(owner, made, now=planted.now))).replace(b"\r\n ", b"")


def said(words: dict[str, str], read: bytes) -> set[str]:
    return {what for what, word in words.items() if word.encode() in read}


def test_ones_own_archive_holds_what_is_ones_own(planted: World) -> None:
    read = taken(planted, "ada")

    # What was said about a file while it was read is no part of what one has.
    not_kept = {"title in a file", "title beside a problem", "file name", "mail subject", "mail text"}
    # A program that is told of things is set up anew where one goes.
    not_kept |= {"webhook name", "webhook host"}
    assert said(planted.private, read) == planted.private.keys() - not_kept
    assert said(planted.shared, read) == planted.shared.keys()
    assert said(planted.secret, read) == set()


@pytest.mark.parametrize("kind", ["archive", "calendar"])
def test_the_others_archive_holds_nothing_private(planted: World, kind: str) -> None:
    read = taken(planted, "ben", kind)

    plan = {what for what in planted.shared if what == "plan"}
    assert said(planted.private | planted.secret | planted.hidden_ids, read) == set()
    assert said(planted.shared, read) >= (plan if kind == "archive" else set())
    for stranger in ("ex", "stranger"):
        words = planted.private | planted.shared | planted.secret | planted.hidden_ids
        assert said(words, taken(planted, stranger, kind)) == set()


def test_the_others_archive_is_the_same_after_a_private_edit(planted: World) -> None:
    before = taken(planted, "ben")

    world.whisper(planted)

    assert taken(planted, "ben") == before


def test_after_parting_it_holds_nothing_that_was_only_proposed(planted: World) -> None:
    world.part(planted)

    read = taken(planted, "ben")

    assert said(planted.private | planted.shared | planted.secret, read) == set()
