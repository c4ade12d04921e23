"""The secret calendar address, as clients use it: each test was a bug in somebody's product."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from planner.actions.calendar import events
from planner.actions.exchange import feeds
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from tests.privacy.people import form

EVERY_OTHER_METHOD = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE")


@pytest.fixture
def address(ada, now):
    return f"/feeds/{feeds.create(ada.id, name='phone', now=now)[1]}.ics"


def add(caller, now, title="Office party", visibility=Visibility.SHARED):
    return events.add(caller.id, form(now, title, 9, visibility=visibility), now=now)


def conditional(address, validators, *names):
    given = {"If-None-Match": validators["ETag"], "If-Modified-Since": validators["Last-Modified"]}
    return Client().get(address, headers={name: given[name] for name in names})


def test_the_whole_calendar_has_what_clients_need(ada, address, now):
    add(ada, now)

    answer = Client().get(address)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="alongside.ics"'
    assert answer["Cache-Control"] == "private"
    assert answer["ETag"].startswith('"') and answer["ETag"].endswith('"')
    assert int(answer["Content-Length"]) == len(answer.content)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n") and answer.content.endswith(b"END:VCALENDAR\r\n")
    assert b"SUMMARY:Office party" in answer.content


def test_it_is_the_same_whatever_the_caller_accepts(address):
    bare, fussy = Client().get(address), Client().get(address, headers={"Accept": "text/html"})
    packed = Client().get(address, headers={"Accept-Encoding": "gzip, br"})

    assert bare.content == fussy.content == packed.content
    assert "Content-Encoding" not in packed
    assert bare["ETag"] == fussy["ETag"] == packed["ETag"]


def test_head_is_get_without_a_body(ada, address, now):
    add(ada, now)
    whole, head = Client().get(address), Client().head(address)

    same = ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control", "Content-Disposition")
    assert {name: head[name] for name in same} == {name: whole[name] for name in same}
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("method", EVERY_OTHER_METHOD)
def test_every_other_method_is_405(address, method):
    answer = Client(enforce_csrf_checks=True).generic(method, address)

    assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD", b"")


@pytest.mark.parametrize(
    "names", [["If-None-Match"], ["If-Modified-Since"], ["If-None-Match", "If-Modified-Since"]]
)
def test_what_has_not_changed_is_304_with_both_validators(ada, address, now, names):
    add(ada, now)
    whole = Client().get(address)

    answer = conditional(address, whole, *names)

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer["ETag"], answer["Last-Modified"]) == (whole["ETag"], whole["Last-Modified"])
    assert answer["Cache-Control"] == "private"


def test_a_weakened_tag_and_a_list_of_tags_match_too(address):
    tag = Client().get(address)["ETag"]

    statuses = [
        Client().get(address, headers={"If-None-Match": value}).status_code
        for value in (f"W/{tag}", f'"x", {tag}', "*", '"x"', "nonsense")
    ]

    assert statuses == [304, 304, 304, 200, 200]


def test_the_tag_beats_the_date(address):
    whole = Client().get(address)

    answer = Client().get(
        address, headers={"If-None-Match": '"another"', "If-Modified-Since": whole["Last-Modified"]}
    )

    assert answer.status_code == 200


def test_a_head_may_be_304_too(address):
    tag = Client().get(address)["ETag"]

    assert Client().head(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_deletion_moves_both_validators(ada, address, now):
    event_id = add(ada, now)
    before = Client().get(address)

    events.delete(ada.id, event_id, now=now + timedelta(seconds=5))
    by_tag = conditional(address, before, "If-None-Match")
    by_date = conditional(address, before, "If-Modified-Since")

    assert (by_tag.status_code, by_date.status_code) == (200, 200)
    assert by_tag["ETag"] != before["ETag"]
    assert b"Office party" not in by_tag.content


def test_two_renderings_of_one_version_are_the_same_bytes(ada, now):
    add(ada, now)
    first, second = (
        Client().get(f"/feeds/{feeds.create(ada.id, name=name, now=now)[1]}.ics")
        for name in ("phone", "phone")
    )

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


@pytest.mark.parametrize("query", ["?x=1", ""])
def test_an_unchanged_feed_costs_one_look_up(address, django_assert_num_queries, query):
    whole = Client().get(address)

    with django_assert_num_queries(1) as asked:
        answer = Client().get(address + query, headers={"If-None-Match": whole["ETag"]})

    assert answer.status_code == 304
    assert "token_hash" in asked.captured_queries[0]["sql"]


def test_a_signed_in_browser_opens_no_session_here(ada, address, django_assert_num_queries):
    whole = Client().get(address)

    with django_assert_num_queries(1):
        answer = ada.client.get(address, headers={"If-None-Match": whole["ETag"]})

    assert answer.status_code == 304
    assert not answer.cookies


def test_an_unknown_address_is_a_plain_404(db):
    answer = Client().get("/feeds/no-such-token.ics")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.content == b"There is nothing here."


def test_rotating_and_revoking_stop_the_old_address(ada, now):
    feed_id, first = feeds.create(ada.id, name="phone", now=now)
    second = feeds.rotate(ada.id, feed_id, now=now)
    statuses = [Client().get(f"/feeds/{token}.ics").status_code for token in (first, second)]

    feeds.revoke(ada.id, feed_id, now=now)

    assert statuses == [404, 200]
    assert Client().get(f"/feeds/{second}.ics").status_code == 404


def test_the_other_reads_what_is_shown_and_no_more(ada, ben, stranger, now):
    add(ada, now, "A shared evening")
    add(ada, now, "A busy evening", Visibility.BUSY)
    add(ada, now, "A private evening", Visibility.PRIVATE)
    read = [
        Client().get(f"/feeds/{feeds.create(one.id, name='phone', now=now)[1]}.ics").content
        for one in (ada, ben, stranger)
    ]

    titles = (b"A shared evening", b"A busy evening", b"A private evening")
    assert [[title in body for title in titles] for body in read] == [
        [True] * 3,
        [True, False, False],
        [False] * 3,
    ]
    assert [body.count(b"BEGIN:VEVENT") for body in read] == [3, 2, 0]


def test_a_private_edit_leaves_the_others_validators_alone(ada, ben, now):
    event_id = add(ada, now)
    address = f"/feeds/{feeds.create(ben.id, name='phone', now=now)[1]}.ics"
    before = Client().get(address)

    add(ada, now + timedelta(minutes=1), "A private evening", Visibility.PRIVATE)
    flags.flag(
        ada.id, event_id, "", level=3, reasons=[], note="x", share_level=False, share_note=False, now=now
    )
    after = Client().get(address)

    assert (after.content, after["ETag"], after["Last-Modified"]) == (
        before.content,
        before["ETag"],
        before["Last-Modified"],
    )


def test_no_address_is_logged(ada, address, now, caplog):
    token = address.removeprefix("/feeds/").removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        Client().post(address)
        Client().get(address)
        Client().get(f"/feeds/{token}")
        Client().get(f"/feeds/{token}x.ics")

    assert "/feeds/<str:token>.ics" in caplog.text
    assert token not in caplog.text
