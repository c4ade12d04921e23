"""An outside calendar is due: fetched, compared, and what changed is read in a child process and kept.

Several are looked at at once, each in a thread that touches no database; what came of it is written here, one
after the other. A host that hangs holds up its own place alone, and never longer than the deadline.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from queue import SimpleQueue

from celery import shared_task
from django.conf import settings

from planner.actions.engine.due import Claimed
from planner.actions.exchange import subscriptions_work as deeds
from planner.actions.exchange.subscriptions_work import Seen
from planner.core.calendar import refresh_times
from planner.core.calendar.changes import Thinned, Vanished
from planner.errors import AlongsideError, Hostile, TooLarge
from planner.ical import held, pieces, refresh, wire
from planner.ical.parsed import Parsed, Source
from planner.ical.refresh import Fresh
from planner.queries.exchange import subscriptions as queries
from planner.queries.exchange.subscriptions import GONE, UNREACHABLE, WANTS_PASSWORD, Work
from tasks import clock, sandbox
from tasks.lanes import sending
from tasks.net import http
from tasks.net.dialling import NotFetched
from tasks.net.http import Answer, Ask, Limits

logger = logging.getLogger(__name__)

AT_ONCE = 4
_READERS = threading.BoundedSemaphore(2)
"""Child processes at once, as each may take much memory; a lease outlasts a fetch and two of them."""
_SAID = (Vanished, Thinned, TooLarge, Hostile)
"""What is said as it is; whatever else goes wrong is one and the same to whoever asked."""


@dataclass(frozen=True, slots=True)
class Same:
    """Nothing new; `every` is how often to look, where the source said so this time."""

    seen: Seen
    every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class New:
    """Something new, read and ready to be kept."""

    fresh: Fresh
    seen: Seen


@dataclass(frozen=True, slots=True)
class Trouble:
    """Nothing came of it, or nothing that is believed."""

    code: str
    reason: str
    retry_after: timedelta | None = None


Outcome = Same | New | Trouble
Results = SimpleQueue[tuple[Claimed, Outcome | Exception]]


@shared_task(name="tasks.subscriptions.tick")
def tick() -> int:
    """Look at the sources that are due; how many that were."""
    return run(Limits(max_bytes=settings.IMPORT_MAX_BYTES, allowed=settings.SUBSCRIPTION_ALLOW))


def run(limits: Limits, *, at_once: int = AT_ONCE) -> int:
    """The same within these limits."""
    stop_at = time.monotonic() + sending.LONGEST_RUN_S
    done: Results = SimpleQueue()
    count = under_way = 0
    while True:
        free = at_once - under_way if time.monotonic() < stop_at else 0
        begun = _begin(limits, free, done)
        count, under_way = count + begun, under_way + begun
        if not under_way:
            return count
        _guarded(*done.get())
        under_way -= 1


def look(work: Work, limits: Limits) -> Outcome:
    """What there is to say of a source now. Touches no database."""
    try:
        answer = http.get(_ask(work), limits)
    except NotFetched as problem:
        return Trouble(UNREACHABLE, problem.reason)
    if answer.status == 304:
        return Same(
            Seen(answer.etag or work.etag, answer.last_modified or work.last_modified, work.body_hash)
        )
    if answer.status != 200:
        return _refused(answer)
    try:
        return compared(work, answer)
    except AlongsideError as error:
        return Trouble(error.code if isinstance(error, _SAID) else UNREACHABLE, error.code)
    except sandbox.ReadingDied as death:
        return Trouble(Hostile.code, str(death))


def _ask(work: Work) -> Ask:
    return Ask(work.url, work.username, work.password, work.etag, work.last_modified)


def _refused(answer: Answer) -> Trouble:
    code = {401: WANTS_PASSWORD, 403: WANTS_PASSWORD, 410: GONE}.get(answer.status, UNREACHABLE)
    return Trouble(code, str(answer.status), answer.retry_after)


def compared(work: Work, answer: Answer) -> Same | New:
    """The bytes against those of last time, then what they say, then event by event."""
    body_hash = blake2b(answer.body, digest_size=32).hexdigest()
    seen = Seen(answer.etag, answer.last_modified, body_hash)
    if body_hash == work.body_hash:
        return Same(seen)
    found = pieces.split(answer.body) or pieces.of(_read(answer.body))
    if found.digest == work.content_hash:
        return Same(seen, refresh_times.bounded(refresh.wish(found)))
    known = held.load(work.held)
    news = refresh.compare(found, known, work.trust)
    parsed = _read(found.document(news.to_read)) if news.to_read else None
    return New(refresh.fresh(found, news, known, parsed), seen)


def _read(data: bytes) -> Parsed:
    with _READERS:
        return wire.load(sandbox.read_calendar(data, source=Source.REFRESH))


def _begin(limits: Limits, free: int, done: Results) -> int:
    """Set out to look at as many as there are places free; how many that were."""
    begun = 0
    for each in deeds.claim_due(now=clock.now(), limit=free) if free else ():
        work = queries.work(each.id, each.token, now=clock.now())
        if work:
            # A daemon: a clock that is stopped does not wait for somebody else's server.
            threading.Thread(target=_look, args=(each, work, limits, done), daemon=True).start()
            begun += 1
    return begun


def _look(claimed: Claimed, work: Work, limits: Limits, done: Results) -> None:
    try:
        done.put((claimed, look(work, limits)))
    except Exception as error:
        done.put((claimed, error))


def _guarded(claimed: Claimed, outcome: Outcome | Exception) -> None:
    """One that goes wrong never stops the others; what cannot be written at all ends with its lease."""
    try:
        if isinstance(outcome, Exception):
            raise outcome
        _settle(claimed, outcome)
    except Exception as error:
        sending.log_error(f"subscription {claimed.id}", error)
        try:
            deeds.trouble(claimed, UNREACHABLE, now=clock.now())
        except Exception as second:
            sending.log_error(f"subscription {claimed.id}", second)


def _settle(claimed: Claimed, outcome: Outcome) -> None:
    now = clock.now()
    match outcome:
        case Same(seen, every):
            deeds.same(claimed, seen, every=every, now=now)
            logger.info("subscription %s same", claimed.id)
        case New(fresh, seen):
            deeds.keep(claimed, fresh, seen, now=now)
            logger.info(
                "subscription %s kept: %d, %d gone", claimed.id, len(fresh.events), len(fresh.removed)
            )
        case Trouble(code, reason, retry_after):
            _note(claimed, code, retry_after)
            logger.warning("subscription %s %s: %s", claimed.id, code, reason)


def _note(claimed: Claimed, code: str, retry_after: timedelta | None) -> None:
    now = clock.now()
    if code == GONE:
        deeds.ended(claimed, now=now)
    elif code in (Vanished.code, Thinned.code):
        deeds.doubt(claimed, code, now=now)
    else:
        deeds.trouble(claimed, code, retry_after=retry_after, now=now)
