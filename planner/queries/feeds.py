"""A person's calendar for their own phone: one indexed look-up while nothing they can see has changed."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override

from planner import errors
from planner.core import secret_tokens
from planner.ical import busy, feed_text, project, write
from planner.models import Calendar, Event, Feed, Person, ViewVersion
from planner.queries import sight
from planner.queries import who as who_queries
from planner.queries.views import FeedView
from planner.queries.who import Who

NAME = "Alongside"
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
PROPERTIES = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:teal")


@dataclass(frozen=True, slots=True)
class FeedHandle:
    """A feed, and the validators of what was rendered last; `is_fresh` while that still holds."""

    id: UUID
    owner_id: UUID
    is_fresh: bool
    etag: str
    last_modified: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole feed with its validators, as of one view version; `etag` without quotes."""

    body: bytes
    etag: str
    last_modified: datetime
    version: int
    is_kept: bool = field(compare=False)
    """Whether it comes from the feed's row; `actions.feeds.keep` puts it there."""


def feeds(actor: UUID) -> tuple[FeedView, ...]:
    """The viewer's feeds that still work, the newest first."""
    rows = Feed.objects.filter(owner_id=actor, revoked_at=None).defer("body").order_by("-created_at", "id")
    return tuple(FeedView(row.id, row.name, row.created_at, row.last_used_on) for row in rows)


def by_token(token: str) -> FeedHandle:
    """The feed of a secret address, in one query. Raises `NotFound`."""
    rows = Feed.objects.filter(token_hash=secret_tokens.digest(token), revoked_at=None).annotate(
        version=F("owner__viewversion__version"), changed_at=F("owner__viewversion__changed_at")
    )
    row = rows.values(
        "id", "owner_id", "body_version", "version", "changed_at", "etag", "last_used_on"
    ).first()
    if row is None:
        raise errors.NotFound
    return FeedHandle(
        id=row["id"],
        owner_id=row["owner_id"],
        is_fresh=row["body_version"] == row["version"],
        etag=row["etag"],
        last_modified=row["changed_at"],
        last_used_on=row["last_used_on"],
    )


def rendered(handle: FeedHandle) -> Rendered:
    """The whole feed: as it was kept for this view version, else made anew."""
    seen = ViewVersion.objects.get(person_id=handle.owner_id)
    kept = Feed.objects.filter(id=handle.id, body_version=seen.version).first()
    if kept:
        return Rendered(kept.body, kept.etag, seen.changed_at, seen.version, is_kept=True)
    # The version was read before the events: whatever changes meanwhile raises it, and is rendered next time.
    body = _body(who_queries.of(handle.owner_id))
    return Rendered(body, sha256(body).hexdigest(), seen.changed_at, seen.version, is_kept=False)


def _body(who: Who) -> bytes:
    language = Person.objects.values_list("language", flat=True).get(id=who.person_id)
    with override(language):
        summary = gettext("Busy")
    texts = sorted(text for row in _rows(who) if (text := _text(who, row, summary)))
    tzids = {tzid for text in texts for tzid in project.tzids(text)}
    return write.calendar(NAME, texts, tzids, properties=PROPERTIES)


def _rows(who: Who) -> list[Event]:
    """What goes into the phone: all in sight but the viewer's own subscriptions, which it has already."""
    shown = sight.is_first_of_its_uid(who) | sight.when_the_other_is_busy(who)
    own_subscriptions = Q(owner_id=who.person_id, calendar__source=Calendar.Source.SUBSCRIPTION)
    rows = Event.objects.filter(shown).exclude(own_subscriptions)
    times = ("created_at", "changed_at", "first_start_at")
    return list(rows.only("id", "owner_id", "uid", "ics", "compiled", "visibility", *times))


def _text(who: Who, row: Event, summary: str) -> str:
    """One event as this viewer's phone gets it; "" if nothing of it takes place."""
    if row.owner_id == who.person_id:
        text = feed_text.without_alarms(project.for_owner(row.ics))
    elif sight.is_shared(row):
        text = project.for_partner(row.ics)
        text = feed_text.with_lines(text, _stamps(row))
    else:
        return _busy(who, row, summary)
    stamped = feed_text.with_dtstamp(text, f"DTSTAMP:{write.stamp(row.created_at)}")
    return feed_text.without_cancelled(stamped)


def _stamps(row: Event) -> str:
    """When the partner last saw a shared event change: `changed_at` begins anew when it is shared.

    SEQUENCE grows with it, for Google ignores an update without; a count would tell of earlier changes.
    """
    at, seconds = write.stamp(row.changed_at), int((row.changed_at - _FIRST).total_seconds())
    return f"DTSTAMP:{at}\r\nLAST-MODIFIED:{at}\r\nSEQUENCE:{seconds}\r\n"


def _busy(who: Who, row: Event, summary: str) -> str:
    """A block of time under a name that leads nowhere, stamped with nothing but its own time."""
    uid = salted_hmac("planner.feeds.busy", f"{who.person_id}:{row.id}", algorithm="sha256").hexdigest()[:40]
    parsed = sight.parsed(row)
    return busy.text(parsed, uid=f"{uid}@alongside", summary=summary, dtstamp=row.first_start_at)
