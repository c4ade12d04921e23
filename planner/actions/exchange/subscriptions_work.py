"""What `tasks` does for a subscription: claims it, and notes what came of reading its source.

claim → (fetch and compare, in `tasks`) → same | trouble | doubt | ended | keep. Every step is fenced by the
lease: what returns a bool says False when that was lost. All but `ended` leave it pending again, due later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from planner.actions.calendar import bulk
from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.core.calendar import outside_address, refresh_times
from planner.ical import held
from planner.ical.parsed import Incoming
from planner.ical.refresh import Fresh
from planner.models import Calendar, Event, Subscription
from planner.queries.exchange import problems
from planner.queries.exchange.subscriptions import GONE
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

State = Subscription.State
NAME_MAX = 80
_NO_FAILURE = {"failures": 0, "error_code": "", "doubted_at": None, "may_be_empty": False}


@dataclass(frozen=True, slots=True)
class Seen:
    """How an answer is known again: what the source calls it, and a hash of its bytes."""

    etag: str
    last_modified: str
    body_hash: str


def claim_due(*, now: datetime, limit: int = due.BATCH) -> tuple[Claimed, ...]:
    """At most `limit` subscriptions to read, leased to the caller."""
    return due.claim(Subscription, now=now, limit=limit)


@transaction.atomic
def same(claimed: Claimed, seen: Seen, *, every: timedelta | None = None, now: datetime) -> bool:
    """The source says what it said before: nothing is written but when it was asked, and how often to ask."""
    row = _row(claimed)
    if row is None:
        return False
    also = {**_NO_FAILURE, **_columns(seen), "fetched_at": now, "every": every or row.every}
    return _later(claimed, row, also, now=now)


@transaction.atomic
def trouble(claimed: Claimed, code: str, *, retry_after: timedelta | None = None, now: datetime) -> bool:
    """Nothing came of it: try again after a pause that grows."""
    row = _row(claimed)
    if row is None:
        return False
    failures = min(row.failures + 1, 1_000)
    pause = refresh_times.after_failure(failures, _spread(claimed), retry_after)
    also = {"failures": failures, "error_code": code, "tried_at": now}
    return due.hold(Subscription, claimed, until=now + pause, also=also)


@transaction.atomic
def doubt(claimed: Claimed, code: str, *, now: datetime) -> bool:
    """An answer that is not believed: all stays as it is, and the source is looked at again."""
    row = _row(claimed)
    if row is None:
        return False
    since = row.doubted_at if row.error_code == code else None
    also = {"failures": 0, "error_code": code, "doubted_at": since or now, "fetched_at": now}
    return _later(claimed, row, also, now=now)


@transaction.atomic
def ended(claimed: Claimed, *, now: datetime) -> bool:
    """The source says that it is gone for good: it is not asked again."""
    also = {"error_code": GONE, "tried_at": now}
    return due.end(Subscription, claimed, State.DEAD, now=now, reason=GONE, also=also)


def keep(claimed: Claimed, fresh: Fresh, seen: Seen, *, now: datetime) -> bool:
    """Write what the source says now. False when the lease was lost.

    A large first reading is written in pieces; until the last one, what was held stays what it was, so that
    after a crash the rest is found to be missing.
    """
    row = _row(claimed)
    if row is None:
        return False
    pieces = [fresh.events[at : at + bulk.BATCH] for at in range(0, len(fresh.events), bulk.BATCH)]
    for piece in pieces[:-1]:
        if not _write_piece(claimed, row.calendar, piece, now=now):
            return False
    last = _rows(row.calendar, pieces[-1] if pieces else (), now=now)
    with transaction.atomic():
        if not _later(claimed, row, _told(row, fresh, seen, now), now=now):
            return False
        who = who_queries.of(row.owner_id)
        _remove(who, row.calendar, fresh.removed, now=now)
        _write(who, last, now=now)
        _name(row, fresh.name)
    return True


def _row(claimed: Claimed) -> Subscription | None:
    rows_ = Subscription.objects.select_related("calendar").defer("held")
    return rows_.filter(id=claimed.id, lease_token=claimed.token, state=State.LEASED).first()


def _later(claimed: Claimed, row: Subscription, also: Mapping[str, Any], *, now: datetime) -> bool:
    pause = refresh_times.after_success(also.get("every", row.every), _spread(claimed))
    return due.hold(Subscription, claimed, until=now + pause, also={**also, "tried_at": now})


def _told(row: Subscription, fresh: Fresh, seen: Seen, now: datetime) -> dict[str, Any]:
    return {
        **_NO_FAILURE,
        **_columns(seen),
        "fetched_at": now,
        "read_at": now,
        "content_hash": fresh.content_hash,
        "held": held.dump(fresh.held),
        "problems": problems.dump(fresh.problems),
        "every": refresh_times.bounded(fresh.wish),
    }


def _columns(seen: Seen) -> dict[str, Any]:
    return {"etag": seen.etag, "last_modified": seen.last_modified, "body_hash": seen.body_hash}


def _spread(claimed: Claimed) -> float:
    return (claimed.id.int % 1000) / 1000


def _write_piece(claimed: Claimed, calendar: Calendar, piece: Sequence[Incoming], *, now: datetime) -> bool:
    made = _rows(calendar, piece, now=now)
    with transaction.atomic():
        leased = Subscription.objects.filter(id=claimed.id, lease_token=claimed.token, state=State.LEASED)
        if not leased.update(next_at=now + due.LEASE):
            return False
        _write(who_queries.of(calendar.owner_id), made, now=now)
    return True


def _rows(calendar: Calendar, events: Sequence[Incoming], *, now: datetime) -> list[Event]:
    """Fresh rows, worked out before a transaction begins; none for what stands there word for word."""
    uids = [one.uid for one in events]
    stand = Event.objects.filter(calendar=calendar, uid__in=uids).values_list("uid", "fingerprint")
    known = dict(stand)
    changed = (one for one in events if known.get(one.uid) != one.fingerprint)
    return [bulk.fresh(calendar, one, now=now) for one in changed]


def _write(who: Who, made: Sequence[Event], *, now: datetime) -> None:
    # Nobody here moved anything: both hear of it.
    if made:
        bulk.write(who, made, by=None, now=now)


def _remove(who: Who, calendar: Calendar, uids: Sequence[str], *, now: datetime) -> None:
    """Take events away whose source has them no more; what was said of them stays its writer's own."""
    for at in range(0, len(uids), bulk.BATCH):
        gone = Event.objects.select_for_update().filter(calendar=calendar, uid__in=uids[at : at + bulk.BATCH])
        bulk.remove(who, gone.only("uid", "visibility"), by=None, now=now)


def _name(row: Subscription, name: str) -> None:
    """Call it what its source does, unless its owner gave it a name."""
    if name and not row.content_hash and row.calendar.name == outside_address.host_of(row.url):
        row.calendar.name = name[:NAME_MAX]
        row.calendar.save(update_fields=("name",))
