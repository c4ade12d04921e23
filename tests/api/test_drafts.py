"""Nobody finds out by any answer whether the other has begun a draft of their own for the same occurrence."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils.crypto import salted_hmac

from planner.actions.people import people as deeds
from planner.actions.plan import plans
from planner.core.plan.plan_content import MAX_ASK_ID, MAX_ASKS_EACH
from planner.models import Event, Plan
from tests.api import bodies
from tests.factories import bring_in, ics, vevent
from tests.privacy import people
from tests.privacy.crawl import NOISE
from tests.privacy.edges import Caller, signed_in

UID = "party@work"
AHEAD, OVER, ON = timedelta(days=20), timedelta(days=-300), timedelta(hours=-1)
DEEDS: tuple[tuple[str, str, object], ...] = (
    ("GET", "", None),
    ("POST", "agree/", {"version": 1, "answers": []}),
    ("POST", "agree/", {"version": 0, "answers": []}),
    ("POST", "take-back/", {"version": 1}),
    ("POST", "take-back/", {"version": 0}),
    ("POST", "propose/", {"base": 0, "content": bodies.content()}),
    ("POST", "propose/", {"base": 1, "content": bodies.content()}),
    ("PUT", "draft/", {"content": bodies.content()}),
    ("POST", "draft/choose/", {"spare": "0" * 16, "is_taken": True}),
    ("DELETE", "draft/", None),
)
PAGES = ("", "card/", "versions/")
Answers = dict[str, tuple[int, bytes]]


def copy(owner: Caller, now: datetime, ahead: timedelta) -> UUID:
    """The same party in this person's own calendar, at a time of its own."""
    start = f"{now + ahead:%Y%m%dT%H%M%SZ}"
    bring_in(owner.id, ics(vevent(UID, "Party", start=start)), now=now)
    return Event.objects.get(owner_id=owner.id, uid=UID).id


def asked(caller: Caller, event_id: UUID) -> Iterator[tuple[str, tuple[int, bytes]]]:
    """Every answer about the plan of this event; each deed is undone before the next."""
    begun = caller.post("plans/", {"event_id": str(event_id)})
    plan_id = begun.json()["id"]
    calls = {f"{verb} {path} {body}": (verb, path, body) for verb, path, body in DEEDS}
    yield "start", masked(begun, plan_id)
    yield "again", masked(caller.post("plans/", {"event_id": str(event_id)}), plan_id)
    for label, (verb, path, body) in calls.items():
        with transaction.atomic():
            yield label, masked(caller.call(verb, f"plans/{plan_id}/{path}", body), plan_id)
            transaction.set_rollback(True)
    named = names_of_asks(caller, plan_id)
    for page in PAGES:
        yield f"page {page}", masked(caller.client.get(f"/plans/{plan_id}/{page}"), plan_id, *named)
    caller.call("DELETE", f"plans/{plan_id}/draft/")
    for verb, path, body in calls.values():
        gone = caller.call(verb, f"plans/{plan_id}/{path}", body)
        yield f"without a draft: {verb} {path}", masked(gone, plan_id)


def names_of_asks(caller: Caller, plan_id: str) -> list[str]:
    """The ids of asks yet to be written: of the plan's id and of what is the caller's own, no more."""
    revision = caller.get(f"plans/{plan_id}/").json()["draft_revision"]
    wholes = [f"{plan_id}/{caller.id}/{revision}/{at}" for at in range(MAX_ASKS_EACH)]
    return [salted_hmac("plans.asks", whole).hexdigest()[:MAX_ASK_ID] for whole in wholes]


def masked(answer: Any, plan_id: str, *named: str) -> tuple[int, bytes]:
    """All that was answered, but for what is never twice the same."""
    # The validator is a digest of the body, in which the plan's id stands.
    told = sorted((name, value) for name, value in answer.headers.items() if name != "ETag")
    headers = "\n".join(f"{name}: {value}" for name, value in told)
    whole = NOISE.sub(b"", headers.encode() + b"\n" + answer.content)
    for at, one in enumerate((plan_id, *named)):
        whole = whole.replace(one.encode(), b"ID %d" % at)
    return answer.status_code, whole


def answers(caller: Caller, event_id: UUID, *first: tuple[Caller, UUID], now: datetime) -> Answers:
    """What `caller` is answered when these people have begun a draft before; then all of it is undone."""
    with transaction.atomic():
        for other, their_event in first:
            plan_id = plans.start(other.id, their_event, "", now=now)
            other.call("PUT", f"plans/{plan_id}/draft/", {"content": bodies.content(signal="Sentinel")})
        found = dict(asked(caller, event_id))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("adas", [AHEAD, OVER, ON])
@pytest.mark.parametrize("bens", [AHEAD, OVER, ON])
def test_every_answer_about_a_plan_is_the_same_whether_or_not_the_other_drafts(ada, ben, now, adas, bens):
    hers, his = copy(ada, now, adas), copy(ben, now, bens)

    alone = answers(ben, his, now=now)
    after_her = answers(ben, his, (ada, hers), now=now)

    assert alone["start"][0] in (200, 201)
    assert {one: told for one, told in after_her.items() if told != alone[one]} == {}


def test_joining_leaves_no_address_that_tells_whether_the_other_drafts(now):
    found = {}
    for is_drafting in (False, True):
        with transaction.atomic():
            inviter, invitee = (signed_in(people.person(name, now)) for name in ("kim", "lou"))
            hers, his = copy(inviter, now, AHEAD), copy(invitee, now, AHEAD)
            if is_drafting:
                plans.start(inviter.id, hers, "", now=now)
            before = plans.start(invitee.id, his, "", now=now)
            people.pair(inviter.id, invitee.id, "lou", now)
            found[is_drafting] = (
                invitee.get(f"plans/{before}/").status_code,
                len(invitee.get("plans/").json()["results"]),
                Plan.objects.filter(drafts__writer_id=invitee.id).count(),
            )
            transaction.set_rollback(True)

    assert found[False] == found[True] == (404, 1, 1)


def test_parting_leaves_no_time_of_the_others(ada, ben, now):
    hers, his = copy(ada, now, AHEAD), copy(ben, now, OVER)
    plans.start(ada.id, hers, "", now=now)
    plans.start(ben.id, his, "", now=now)

    deeds.leave(ben.id, now=now)

    kept = Plan.objects.get(drafts__writer_id=ben.id)
    assert kept.starts_at == Event.objects.get(id=his).first_start_at
