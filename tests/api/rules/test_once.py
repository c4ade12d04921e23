"""A POST with an Idempotency-Key is carried out once, however often it arrives."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planner.actions.exchange import repeats
from planner.actions.people import people
from planner.models import Event, Import, KeptAnswer, Plan
from tests.api import bodies
from tests.api.test_errors import refusal
from tests.factories import ics, vevent

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def post(caller, path, body, key=KEY):
    return caller.call("POST", path, body, **{"Idempotency-Key": key})


def test_the_same_again_is_answered_the_same_and_done_once(ada, now):
    first = post(ada, "events/", bodies.event(now))

    again = post(ada, "events/", dict(reversed(bodies.event(now).items())))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert Event.objects.filter(owner_id=ada.id).count() == 1


@pytest.mark.parametrize("other", [f'"{KEY}"', KEY])
def test_the_key_may_stand_in_quotes(ada, now, other):
    first = post(ada, "events/", bodies.event(now), key=f'"{KEY}"')

    assert post(ada, "events/", bodies.event(now), key=other).content == first.content


def test_another_request_with_the_same_key_is_422(ada, now):
    post(ada, "events/", bodies.event(now))

    other_body = post(ada, "events/", bodies.event(now, title="Another"))
    other_path = post(ada, "flags/", bodies.event(now))

    assert refusal(other_body) == refusal(other_path) == (422, "key_reused", "")
    assert Event.objects.filter(owner_id=ada.id).count() == 1


def test_two_people_may_use_one_key(ada, stranger, now):
    hers, theirs = post(ada, "events/", bodies.event(now)), post(stranger, "events/", bodies.event(now))

    assert (hers.status_code, theirs.status_code) == (201, 201)
    assert hers.json()["id"] != theirs.json()["id"]


def test_while_it_is_carried_out_it_is_409(ada, now):
    repeats.claim(ada.id, KEY, b"", now=now)
    KeptAnswer.objects.update(asked=digest_of(ada, "events/", bodies.event(now)))

    answer = post(ada, "events/", bodies.event(now))

    assert refusal(answer) == (409, "under_way", "")
    assert not Event.objects.filter(owner_id=ada.id).exists()


def test_one_that_died_on_the_way_is_done_by_the_next(ada, now):
    repeats.claim(ada.id, KEY, b"", now=now)
    over = now - timedelta(seconds=1)
    KeptAnswer.objects.update(asked=digest_of(ada, "events/", bodies.event(now)), lease_until=over)

    answer = post(ada, "events/", bodies.event(now))

    assert answer.status_code == 201


def test_after_a_day_the_key_is_fresh(ada, now):
    post(ada, "events/", bodies.event(now))
    KeptAnswer.objects.update(expires_at=now - timedelta(seconds=1))

    answer = post(ada, "events/", bodies.event(now, title="Another"))

    assert answer.status_code == 201


def test_what_was_refused_leaves_its_key_free(ada, now):
    refused = post(ada, "events/", bodies.event(now, title=""))

    mended = post(ada, "events/", bodies.event(now))

    assert (refused.status_code, mended.status_code) == (400, 201)


def test_what_a_refused_proposal_keeps_is_kept(ada, ben, now):
    event_id = ada.post("events/", bodies.event(now)).json()["id"]
    path = f"plans/{ada.post('plans/', {'event_id': event_id}).json()['id']}/"
    ada.post(f"{path}propose/", {"base": 0, "content": bodies.content()})

    answer = post(ben, f"{path}propose/", {"base": 0, "content": bodies.content(signal="Coats?")})

    assert refusal(answer) == (409, "stale", "")
    assert ben.get(path).json()["draft"]["signal"] == "Coats?"


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "é", "\x7f"])
def test_a_key_is_plain_and_not_endless(ada, now, key):
    answer = post(ada, "events/", bodies.event(now), key=key)

    assert refusal(answer) == (400, "invalid", "Idempotency-Key")


def test_a_file_is_brought_in_once(ada):
    def bring(text):
        return ada.client.post(
            "/api/v1/events/import/",
            {"file": SimpleUploadedFile("a.ics", text)},
            headers={"Idempotency-Key": KEY},
        )

    first, again, other = (
        bring(ics(vevent("1", "A"))),
        bring(ics(vevent("1", "A"))),
        bring(ics(vevent("2", "B"))),
    )

    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 422)
    assert first["Location"] == again["Location"]
    assert Import.objects.count() == 1


def test_what_tells_of_both_is_read_anew(ada, ben, now):
    event_id = ada.post("events/", bodies.event(now)).json()["id"]
    plan_id = ada.post("plans/", {"event_id": event_id}).json()["id"]
    ada.post(f"plans/{plan_id}/propose/", {"base": 0, "content": bodies.content(signal="Sentinel")})
    yes = {"version": 1, "answers": [{"ask": "a1", "reply": "yes"}]}
    first = post(ben, f"plans/{plan_id}/agree/", yes)

    again = post(ben, f"plans/{plan_id}/agree/", yes)
    kept = KeptAnswer.objects.get(person_id=ben.id)
    begun = post(ben, "plans/", {"event_id": event_id}, key="another")

    assert (first.status_code, again.content) == (200, first.content)
    assert "Sentinel" not in kept.said
    assert post(ben, "plans/", {"event_id": event_id}, key="another").content == begun.content
    assert Plan.objects.count() == 1


def test_who_parts_is_answered_nothing_of_before(ada, ben, now):
    post(ada, "events/", bodies.event(now))
    post(ben, "events/", bodies.event(now))

    people.leave(ada.id, now=now)

    assert not KeptAnswer.objects.exists()


def test_nothing_private_lies_readable(ada, now):
    post(ada, "events/", bodies.event(now, title="Sentinel"))

    row = KeptAnswer.objects.raw(
        "SELECT id, asked AS raw_asked, said AS raw_said, key_hash FROM planner_keptanswer"
    )[0]

    assert "Sentinel" in KeptAnswer.objects.get().said
    assert b"Sentinel" not in bytes(row.raw_said) and KEY.encode() not in bytes(row.key_hash)


def digest_of(caller, path, body):
    """What is kept of such a request: that of one that was carried out with another key."""
    other = str(uuid4())
    made = post(caller, path, body, key=other).json()["id"]
    asked = KeptAnswer.objects.exclude(status=None).get().asked
    KeptAnswer.objects.exclude(status=None).delete()
    caller.delete(f"{path}{made}/")
    return asked
