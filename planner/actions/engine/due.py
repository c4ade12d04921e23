"""The state machine of every row that is its own queue.

pending → leased → sending → sent, or back to pending for another try. A claim hands out a lease token, and
every later update repeats it: whoever lost the lease changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet, UUIDField

from planner.models import DueRow

State = DueRow.State

BATCH = 20
LEASE = timedelta(seconds=settings.LEASE_S)
"""Longer than any channel's own deadline for one message."""

_OURS = (State.LEASED, State.SENDING)

MOST_ATTEMPTS = 30
"""With these back-offs a server may be away for a day."""
FIRST_BACK_OFF = timedelta(seconds=30)
LONGEST_BACK_OFF = timedelta(hours=1)
_NONE = timedelta(0)

# The states are spelled out, not parameters: only so does a planner see that the partial index fits.
_DUE = "state IN ('pending', 'leased', 'sending') AND next_at <= %(now)s"

# A send that was under way when its lease ended is tried once more; after that nobody can know. Where the
# other side knows a repeated message by its key, it is tried like any other.
_IS_LOST = "NOT %(is_repeatable)s AND state = 'sending' AND is_uncertain"
_SET = f"""
    state = CASE WHEN {_IS_LOST} THEN 'unknown' ELSE 'leased' END,
    lease_token = CASE WHEN {_IS_LOST} THEN NULL ELSE %(token)s END,
    ended_at = CASE WHEN {_IS_LOST} THEN %(now)s ELSE ended_at END,
    reason = CASE WHEN {_IS_LOST} THEN 'unanswered' ELSE reason END,
    is_uncertain = is_uncertain OR state = 'sending',
    next_at = %(until)s
"""
_POSTGRESQL = """
    WITH due AS MATERIALIZED (
        SELECT id AS due_id, next_at AS was_due_at FROM {table} WHERE {due}
        ORDER BY next_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    UPDATE {table} SET {set} FROM due WHERE id = due_id RETURNING id, state, was_due_at
"""
_SQLITE = """
    UPDATE {table} SET {set}
    WHERE id IN (SELECT id FROM {table} WHERE {due} ORDER BY next_at, id LIMIT %(limit)s) RETURNING id, state
"""
_DUE_SINCE = "SELECT id, next_at FROM {table} WHERE {due} ORDER BY next_at, id LIMIT %(limit)s"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours until its lease ends."""

    id: UUID
    token: UUID
    due_at: datetime = field(compare=False, default=datetime.max.replace(tzinfo=UTC))
    """Since when it waited to be claimed: what its lateness is counted from."""


def claim(
    model: type[DueRow],
    *,
    now: datetime,
    channel: str | None = None,
    limit: int = BATCH,
    is_repeatable: bool = False,
) -> tuple[Claimed, ...]:
    """At most `limit` due rows, leased to the caller in one statement. Losing a race is normal.

    `is_repeatable`: a second copy of a message does no harm, so none of them ends as `unknown`.
    """
    return claim_or_give_up(model, now=now, channel=channel, limit=limit, is_repeatable=is_repeatable)[0]


def claim_or_give_up(
    model: type[DueRow], *, now: datetime, channel: str | None, limit: int, is_repeatable: bool
) -> tuple[tuple[Claimed, ...], tuple[UUID, ...]]:
    """What is leased to the caller, and what came to its end as `unknown` instead."""
    token = uuid4()
    params = _params(token, now) | {"channel": channel, "limit": limit, "is_repeatable": is_repeatable}
    due = _DUE if channel is None else f"channel = %(channel)s AND {_DUE}"
    leased, lost = {}, []
    for stored, state, due_at in _run(model, due, params, now):
        id_ = model._meta.pk.to_python(stored)
        if state == State.LEASED:
            leased[id_] = due_at
        else:
            lost.append(id_)
    return tuple(Claimed(each, token, leased[each]) for each in sorted(leased)), tuple(lost)


def begin(model: type[DueRow], claimed: Claimed, *, now: datetime) -> bool:
    """leased → sending. False when the lease is somebody else's by now."""
    changes = {"state": State.SENDING, "attempts": F("attempts") + 1, "next_at": now + LEASE}
    return bool(_held(model, claimed, State.LEASED).update(**changes))


def hold(
    model: type[DueRow], claimed: Claimed, *, until: datetime, also: Mapping[str, Any] | None = None
) -> bool:
    """leased → pending, due again at `until`. `also` are further columns that change with it."""
    changes = {"state": State.PENDING, "lease_token": None, "next_at": until} | dict(also or {})
    return bool(_held(model, claimed, State.LEASED).update(**changes))


def end(
    model: type[DueRow],
    claimed: Claimed,
    state: str,
    *,
    now: datetime,
    reason: str = "",
    also: Mapping[str, Any] | None = None,
) -> bool:
    """leased or sending → a final state. `also` are further columns that end with it."""
    changes = ended(state, now=now, reason=reason) | dict(also or {})
    return bool(_held(model, claimed, *_OURS).update(**changes))


def failed(
    model: type[DueRow],
    claimed: Claimed,
    *,
    now: datetime,
    permanent: bool = False,
    uncertain: bool = False,
    is_repeatable: bool = False,
    retry_after: timedelta | None = None,
    reason: str = "",
    also: Mapping[str, Any] | None = None,
) -> str:
    """Another try, `dead` or `unknown`; the state that it is in now, "" when the lease was lost.

    `uncertain`: nobody answered, so it may have arrived. `retry_after`: what the other side asked for.
    """
    with transaction.atomic():
        row = _held(model, claimed, *_OURS).select_for_update().first()
        if row is None:
            return ""
        # One that broke before it began counts as a try too, or it would come back for ever.
        row.attempts += row.state == State.LEASED
        state = _after_failure(row, permanent=permanent, uncertain=uncertain and not is_repeatable)
        if state == State.PENDING:
            wait = max(back_off(row.attempts, claimed.token), min(retry_after or _NONE, LONGEST_BACK_OFF))
            _retry(row, next_at=now + wait, uncertain=uncertain, reason=reason)
        else:
            end(model, claimed, state, now=now, reason=reason, also=also)
        return state


def ended(state: str, *, now: datetime, reason: str = "") -> dict[str, Any]:
    """The columns of a row that is over."""
    return {"state": state, "reason": reason, "lease_token": None, "ended_at": now}


def again(*, now: datetime) -> dict[str, Any]:
    """The columns of a row that has more to be done: due at once, as if nothing had been tried."""
    fresh = {"state": State.PENDING, "reason": "", "lease_token": None, "ended_at": None}
    return fresh | {"next_at": now, "attempts": 0, "is_uncertain": False}


def back_off(attempts: int, token: UUID) -> timedelta:
    """How long to wait after so many attempts: doubling, and spread by up to a quarter."""
    doubled: timedelta = FIRST_BACK_OFF * 2 ** min(max(attempts - 1, 0), 10)
    return min(LONGEST_BACK_OFF, doubled) * (1 + (token.int % 1000) / 4000)


def _retry(row: DueRow, *, next_at: datetime, uncertain: bool, reason: str) -> None:
    """Back to pending, due again at `next_at`; the reason says why it waits."""
    row.state, row.lease_token, row.next_at, row.reason = State.PENDING, None, next_at, reason
    row.is_uncertain = row.is_uncertain or uncertain
    row.save(update_fields=("state", "reason", "lease_token", "next_at", "attempts", "is_uncertain"))


def _after_failure(row: DueRow, *, permanent: bool, uncertain: bool) -> str:
    """What may have arrived is tried once more; where it cannot be, it never counts as what did not."""
    is_over = permanent or row.attempts >= MOST_ATTEMPTS
    if uncertain and (row.is_uncertain or is_over):
        return State.UNKNOWN
    return State.DEAD if is_over else State.PENDING


def _held(model: type[DueRow], claimed: Claimed, *states: str) -> QuerySet[Any]:
    return model._default_manager.filter(id=claimed.id, lease_token=claimed.token, state__in=states)


def _params(token: UUID, now: datetime) -> dict[str, Any]:
    return {
        "token": UUIDField().get_db_prep_value(token, connection),
        "now": connection.ops.adapt_datetimefield_value(now),
        "until": connection.ops.adapt_datetimefield_value(now + LEASE),
    }


def _run(model: type[DueRow], due: str, params: dict[str, Any], now: datetime) -> list[tuple[Any, ...]]:
    parts = {"table": connection.ops.quote_name(model._meta.db_table), "due": due, "set": _SET}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL.format(**parts), params)
            return list(cursor.fetchall())
        # An idle poll must not take SQLite's one write lock.
        cursor.execute(_DUE_SINCE.format(**parts), params)
        since = dict(cursor.fetchall())
        if not since:
            return []
        cursor.execute(_SQLITE.format(**parts), params)
        # SQLite keeps moments in UTC, without saying so.
        return [(id_, state, since.get(id_, now).replace(tzinfo=UTC)) for id_, state in cursor.fetchall()]
