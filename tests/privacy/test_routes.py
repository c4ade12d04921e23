"""Nobody reads what is not theirs, over every route of the URL conf, whatever they send.

The routes come from the URL conf. A route with a parameter that `tests/privacy/planted.py` cannot fill fails
here, so that every new page is covered before it lands. Here each is asked once by every method that it may
have; `make matrix` asks for all of them in every other way.
"""

import logging

import pytest
from django.db import transaction

from tests.privacy import mails, world
from tests.privacy.crawl import Asker, addresses, usual
from tests.privacy.findings import OWNED, broken, changed, leaks, logged, of_owned, told_apart
from tests.privacy.routes import Unprovided, all_routes, fill

pytestmark = pytest.mark.django_db

ROUTES = all_routes()


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


@pytest.mark.slow
def test_ada_reads_all_of_it_somewhere(planted, seen_by_ada):
    """Only what can be seen at all can leak."""
    feed = Asker.of(planted.ada).client.get(planted.feed_path(planted.ada)).content

    read = b"\n".join(page.read for page in seen_by_ada) + feed.replace(b"\r\n ", b"")

    assert broken(seen_by_ada) == []
    words = planted.private | planted.shared
    assert [what for what, word in words.items() if word.encode() not in read] == []


@pytest.mark.slow
def test_the_partner_reads_nothing_private(planted, ben, seen_by_ben, caplog):
    caplog.set_level(logging.DEBUG)

    answers = [*seen_by_ben, *ben.ask_once(ROUTES, planted.open(), usual)]

    assert broken(answers) == []
    assert leaks(answers, planted.private | planted.secret | planted.hidden_ids) == []
    assert logged(caplog.text, planted) == []


@pytest.mark.slow
@pytest.mark.parametrize("known", ["quiet", "hidden", "hidden_again"])
def test_the_partner_is_told_nothing_private_by_what_they_send(planted, ben, known, caplog):
    caplog.set_level(logging.DEBUG)
    things = getattr(planted, known)()

    answers = list(ben.ask_once(OWNED, things, usual))

    assert broken(answers) == []
    assert leaks(answers, planted.private | planted.secret | planted.hidden_ids) == []
    assert known != "hidden" or told_apart(answers, ben, things, planted) == []
    assert logged(caplog.text, planted) == []


@pytest.mark.slow
def test_the_partner_reads_what_is_shared(planted, seen_by_ben):
    read = b"".join(page.read for page in seen_by_ben)

    assert [what for what, word in planted.shared.items() if word.encode() not in read] == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "ex", "anonymous"])
def test_everybody_else_reads_nothing_and_is_told_that_there_is_nothing(planted, who, caplog):
    caplog.set_level(logging.DEBUG)
    asker, things = Asker.of(getattr(planted, who, None)), planted.to_others()
    words = planted.private | planted.shared | planted.secret | planted.hidden_ids

    answers = list(asker.ask_once(ROUTES, things, usual))

    assert broken(answers) == []
    assert leaks(answers, words) == []
    assert told_apart(of_owned(answers), asker, things, planted) == []
    assert logged(caplog.text, planted) == []


@pytest.mark.slow
def test_the_partners_bytes_do_not_change_with_a_private_edit(planted, ben, seen_by_ben):
    addressed = addresses(ROUTES, planted.all())

    with transaction.atomic():
        world.whisper(planted)
        new = changed(seen_by_ben, ben.get_each(addressed))
        transaction.set_rollback(True)

    # Meanwhile a clock went on, which moves the line for now and makes what waits late: of the few that
    # changed, each is asked again shortly before and after the edit.
    before = ben.get_each(new)
    world.whisper(planted)
    assert list(changed(before, ben.get_each(new))) == []


@pytest.mark.slow
def test_a_private_edit_does_change_adas_own_bytes(planted, seen_by_ada):
    seen = {one.path: one for one in seen_by_ada}
    among = addresses(OWNED, [planted.quiet()])

    world.whisper(planted)
    after = Asker.of(planted.ada).get_each(among)

    assert len(changed([seen[path] for path in among], after)) > 3


def test_no_mail_to_another_holds_anything_private(planted):
    written = mails.all_of(planted.ben, planted.now)
    hers = mails.all_of(planted.ada, planted.now)

    text = "\n".join(written)
    assert written and hers
    assert [what for what, word in (planted.private | planted.secret).items() if word in text] == []
    to_others = "\n".join(mails.all_of(planted.stranger, planted.now) + mails.all_of(planted.ex, planted.now))
    words = planted.private | planted.shared | planted.secret
    assert [what for what, word in words.items() if word in to_others] == []


@pytest.mark.slow
def test_leaving_closes_every_door(planted, ben):
    from_feed = planted.feed_path(planted.ben)
    status_before = ben.client.get(from_feed).status_code

    world.part(planted)
    answers = list(ben.ask_once(ROUTES, planted.open(), usual))

    assert (status_before, ben.client.get(from_feed).status_code) == (200, 404)
    words = planted.private | planted.secret | {"place": planted.shared["shared event place"]}
    assert leaks(answers, words) == []
