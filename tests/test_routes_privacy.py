"""Nobody reads what is not theirs, over every route of the URL conf, whatever they send.

The routes come from the URL conf. A route with a parameter that `tests/privacy/world.py` cannot fill fails
here, so that every new page is covered before it lands.
"""

import logging
from collections.abc import Iterable, Mapping

import pytest
from django.db import transaction
from django.utils import timezone

from tests.privacy import mails, world
from tests.privacy.crawl import SAFE, UNSAFE, Asked, Asker, addresses
from tests.privacy.routes import Route, Unprovided, all_routes, fill
from tests.privacy.world import World

pytestmark = pytest.mark.django_db

ROUTES = all_routes()
# Whoever holds one of these tokens is let in, as far as the token goes.
BY_TOKEN = {"token", "key", "uidb36"}
# One of the few kinds of events that everybody has a ladder for; what lies there is the asker’s own.
BY_KIND = {"kind"}
OWNED = [route for route in ROUTES if set(route.params) - BY_TOKEN - BY_KIND]
# A 404 from a route that answers to anybody is no secret; a redirect leads to signing in (again).
SILENT = {302, 400, 404, 405}


@pytest.fixture
def planted() -> World:
    return world.build(timezone.now())


def leaks(answers: Iterable[Asked], words: Mapping[str, str]) -> list[str]:
    """Where a word came out that must not."""
    return [
        f"{what} in {answer.label}"
        for answer in answers
        for what, word in words.items()
        if word.encode() in answer.read
    ]


def logged(text: str, planted: World) -> list[str]:
    """What a log line must not hold: anybody's words, and tokens."""
    words = planted.private | planted.shared | planted.secret | planted.tokens
    return [what for what, word in words.items() if word in text]


def broken(answers: Iterable[Asked]) -> list[str]:
    """Answers that nobody should ever get; what a 403 would tell is `_says_nothing`'s to find."""
    return [answer.label for answer in answers if answer.status >= 500 and answer.route.name != "healthz"]


def everything(asker: Asker, known: Mapping[str, object], routes: Iterable[Route]) -> list[Asked]:
    return list(asker.ask_all(routes, known, (*SAFE, *UNSAFE)))


def test_every_route_can_be_filled(planted):
    known = planted.open()

    unfilled = []
    for route in ROUTES:
        try:
            fill(route, known)
        except Unprovided as missing:
            unfilled.append(str(missing))

    assert unfilled == []
    assert len(ROUTES) > 30 and len(OWNED) > 10


def test_ada_reads_all_of_it_somewhere(planted):
    """Only what can be seen at all can leak."""
    ada = Asker.of(planted.ada)
    pages = ada.get_each(addresses(ROUTES, planted.all()))
    feed = ada.client.get(planted.feed_path(planted.ada)).content

    read = b"\n".join(page.read for page in pages) + feed.replace(b"\r\n ", b"")

    assert broken(pages) == []
    words = planted.private | planted.shared
    assert [what for what, word in words.items() if word.encode() not in read] == []


@pytest.mark.slow
@pytest.mark.parametrize("known", ["open", "quiet", "hidden", "hidden_again", "past", "told"])
def test_the_partner_reads_nothing_private(planted, known, caplog):
    caplog.set_level(logging.DEBUG)
    ben = Asker.of(planted.ben)

    answers = everything(ben, getattr(planted, known)(), ROUTES if known == "open" else OWNED)

    assert broken(answers) == []
    assert leaks(answers, planted.private | planted.secret | planted.hidden_ids) == []
    assert logged(caplog.text, planted) == []


def test_the_partner_is_told_that_hidden_things_are_not_there(planted):
    ben = Asker.of(planted.ben)

    told = _told_apart(ben, planted, planted.hidden(), OWNED)

    assert told == []


def test_the_partner_reads_what_is_shared(planted):
    ben = Asker.of(planted.ben)
    ways = (planted.open(), planted.told(), planted.past())
    read = b"".join(page.read for page in ben.get_each(addresses(ROUTES, ways)))

    assert [what for what, word in planted.shared.items() if word.encode() not in read] == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "ex", "anonymous"])
def test_everybody_else_reads_nothing(planted, who, caplog):
    caplog.set_level(logging.DEBUG)
    asker = Asker.of(getattr(planted, who, None))
    words = planted.private | planted.shared | planted.secret | planted.hidden_ids

    answers = everything(asker, planted.to_others(), ROUTES)

    assert broken(answers) == []
    assert leaks(answers, words) == []
    assert logged(caplog.text, planted) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "ex", "anonymous"])
def test_everybody_else_is_told_that_there_is_nothing(planted, who):
    asker = Asker.of(getattr(planted, who, None))

    assert _told_apart(asker, planted, planted.open(), OWNED) == []


def test_the_partners_bytes_do_not_change_with_a_private_edit(planted):
    ben = Asker.of(planted.ben)

    changed = _changed_by_a_whisper(ben, planted, addresses(ROUTES, planted.all()))

    # Meanwhile a clock went on, which moves the line for now and makes what waits late: of the few that
    # changed, each is asked again shortly before and after the edit.
    assert list(_changed_by_a_whisper(ben, planted, changed)) == []


def test_a_private_edit_does_change_adas_own_bytes(planted):
    ada = Asker.of(planted.ada)

    changed = _changed_by_a_whisper(ada, planted, addresses(ROUTES, planted.all()))

    assert len(changed) > 3


def test_no_mail_to_another_holds_anything_private(planted):
    written = mails.all_of(planted.ben, planted.now)
    hers = mails.all_of(planted.ada, planted.now)

    text = "\n".join(written)
    assert written and hers
    assert [what for what, word in (planted.private | planted.secret).items() if word in text] == []
    assert mails.all_of(planted.stranger, planted.now) == mails.all_of(planted.ex, planted.now) == []


def test_leaving_closes_every_door(planted):
    from_feed = planted.feed_path(planted.ben)
    ben = Asker.of(planted.ben)
    status_before = ben.client.get(from_feed).status_code

    world.part(planted)
    answers = everything(ben, planted.open(), ROUTES)

    assert (status_before, ben.client.get(from_feed).status_code) == (200, 404)
    words = planted.private | planted.secret | {"place": planted.shared["shared event place"]}
    assert leaks(answers, words) == []


def _told_apart(
    asker: Asker, planted: World, known: Mapping[str, object], routes: Iterable[Route]
) -> list[str]:
    """Routes that answer otherwise about a thing that is not theirs than about nothing at all."""
    routes, nowhere = list(routes), planted.nowhere()
    about = list(asker.ask_once(routes, known, (*SAFE, *UNSAFE)))
    nothing = list(asker.ask_once(routes, nowhere, (*SAFE, *UNSAFE)))
    ids = [*known.values(), *nowhere.values()]
    return [
        f"{one.label}, but {other.status} about nothing"
        for one, other in zip(about, nothing, strict=True)
        if not _says_nothing(one) or one.masked(ids) != other.masked(ids)
    ]


def _says_nothing(one: Asked) -> bool:
    """A description of the method's options is the same for all; else only these statuses will do."""
    if one.method == "OPTIONS" and one.status == 200:
        return True
    allowed = SILENT | ({401} if one.route.is_api else set())
    return one.status in allowed and (one.status != 302 or one.location.startswith("/accounts/"))


def _changed_by_a_whisper(asker: Asker, planted: World, among: Mapping[str, Route]) -> dict[str, Route]:
    """The addresses that answer otherwise once ada edited in private. The edit is undone."""
    with transaction.atomic():
        before = asker.get_each(among)
        world.whisper(planted)
        after = asker.get_each(among)
        transaction.set_rollback(True)
    pairs = zip(before, after, strict=True)
    return {one.path: one.route for one, other in pairs if one.masked(()) != other.masked(())}
