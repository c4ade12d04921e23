"""A person's calendar for their own phone: one indexed look-up while nothing they can see has changed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import F, QuerySet

from planner import errors
from planner.core import secret_tokens
from planner.core.feed_choices import Choices, Scope
from planner.models import Feed
from planner.queries.exchange import feed_bodies
from planner.queries.people import who as who_queries
from planner.queries.views import FeedView

# Put together once: phones ask all day, and building this costs as much as running it.
_HANDLES = (
    Feed.objects.filter(revoked_at=None)
    .annotate(version=F("owner__viewversion__version"), seen_at=F("owner__viewversion__changed_at"))
    .values_list(
        *("id", "owner_id", "etag", "body_version", "body_changed_at", "last_used_on", "version", "seen_at")
    )
)


@dataclass(frozen=True, slots=True)
class FeedHandle:
    """A feed, and the validators of what was rendered last; `is_fresh` while that still holds."""

    id: UUID
    owner_id: UUID
    etag: str
    body_version: int
    body_changed_at: datetime | None
    last_used_on: date | None
    version: int
    seen_at: datetime
    """When the owner's view last changed."""

    @property
    def is_fresh(self) -> bool:
        return self.body_version == self.version

    @property
    def last_modified(self) -> datetime:
        return self.body_changed_at or self.seen_at


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole feed with its validators, as of one view version; `etag` without quotes."""

    body: bytes
    etag: str
    last_modified: datetime
    version: int
    choices: Choices | None = field(default=None, compare=False)
    """What it was made for; None if it comes from the feed's row, where `actions.feeds.keep` puts it."""

    @property
    def is_kept(self) -> bool:
        return self.choices is None


def feeds(actor: UUID) -> tuple[FeedView, ...]:
    """The viewer's feeds that still work, the newest first."""
    return tuple(map(_view, _working(actor).order_by("-created_at", "id")))


def feed(actor: UUID, feed_id: UUID) -> FeedView:
    """One feed of the viewer's own that still works. Raises `NotFound`."""
    row = _working(actor).filter(id=feed_id).first()
    if row is None:
        raise errors.NotFound
    return _view(row)


def choices_of(row: Feed) -> Choices:
    return Choices(Scope(row.scope), row.with_titles, row.with_alarms, row.with_subscriptions)


def _working(actor: UUID) -> QuerySet[Feed]:
    return Feed.objects.filter(owner_id=actor, revoked_at=None).defer("body")


def _view(row: Feed) -> FeedView:
    return FeedView(row.id, row.name, choices_of(row), row.created_at, row.last_used_on)


def by_token(token: str) -> FeedHandle:
    """The feed of a secret address, in one query. Raises `NotFound`."""
    for row in _HANDLES.filter(token_hash=secret_tokens.digest(token)):
        return FeedHandle(*row)
    raise errors.NotFound


def rendered(handle: FeedHandle) -> Rendered:
    """The whole feed: as it was kept for this view version, else made anew."""
    if handle.is_fresh:
        kept = Feed.objects.filter(id=handle.id, body_version=handle.version).values_list("body", flat=True)
        if body := kept.first():
            return Rendered(bytes(body), handle.etag, handle.last_modified, handle.version)
    # The version was read before the events: whatever changes meanwhile raises it, and is rendered next time.
    row = Feed.objects.defer("body").select_related("owner").get(id=handle.id)
    chosen = choices_of(row)
    body = feed_bodies.body(who_queries.of(handle.owner_id), chosen, language=row.owner.language)
    etag = sha256(body).hexdigest()
    return Rendered(body, etag, _moved(handle, etag), handle.version, chosen)


def _moved(handle: FeedHandle, etag: str) -> datetime:
    """Last-Modified of these bytes: later by the second than that of any others this address ever gave.

    A phone that sends the date alone would else keep what changed twice within one second.
    """
    if handle.body_changed_at is None:
        return handle.seen_at
    if handle.etag == etag:
        return handle.body_changed_at
    return max(handle.seen_at, handle.body_changed_at + timedelta(seconds=1))
