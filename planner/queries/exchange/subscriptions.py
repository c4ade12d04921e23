"""Outside calendars as their owner sees them, and as the job that reads them needs them."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from planner import errors
from planner.core.calendar import outside_address, refresh_times
from planner.core.calendar.changes import Thinned, Vanished
from planner.core.visibility import Visibility
from planner.ical.refresh import Trust
from planner.models import LIVE_STATES, Event, Subscription, VisibilityChoice
from planner.queries.calendar import event_views
from planner.queries.exchange import problems
from planner.queries.people import who as who_queries
from planner.queries.views import EventView, SubscriptionView
from planner.queries.wording import Words

MOST_ASKED, MOST_LOOKED_AT = 100, 2_000
UNREACHABLE = "unreachable"
WANTS_PASSWORD = "wants_password"
GONE = "gone"

# Refused, timed out and no calendar are one: told apart, they would map a network for whoever asks.
WORDS: Words = MappingProxyType(
    {
        UNREACHABLE: _("No calendar could be read at this address. What you have of it stays as it is."),
        WANTS_PASSWORD: _("This address asks for a name and a password, or does not accept the ones it got."),
        GONE: _("This calendar has come to an end at its source. What you have of it stays as it is."),
        Vanished.code: _("Everything that was in this calendar is gone from its source. Is it empty now?"),
        Thinned.code: _(
            "Most of this calendar is missing at its source. We look once more before we take anything away."
        ),
        errors.TooManyEvents.code: _("This calendar has more events than we can read. Choose a smaller one."),
        errors.TooLarge.code: _("This calendar is too large to read. Choose a smaller one."),
        errors.Hostile.code: _(
            "This calendar has rules that no calendar program could follow, so it was not read."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Work:
    """What to fetch, and all that is known of it already."""

    id: UUID
    url: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)
    etag: str
    last_modified: str
    body_hash: str
    content_hash: str
    held: bytes = field(repr=False)
    trust: Trust


def subscriptions(actor: UUID, *, now: datetime) -> tuple[SubscriptionView, ...]:
    """The viewer's own, the oldest first."""
    return tuple(_view(row, now) for row in _own(actor).order_by("created_at", "id"))


def one(actor: UUID, subscription_id: UUID, *, now: datetime) -> SubscriptionView:
    """One of the viewer's own. Raises `NotFound`."""
    row = _own(actor).filter(id=subscription_id).first()
    if row is None:
        raise errors.NotFound
    return _view(row, now)


def not_shared(actor: UUID, subscription_id: UUID, *, now: datetime) -> tuple[EventView, ...]:
    """What is in it, lies ahead and is not shared: which of these involve both? Raises `NotFound`."""
    who = who_queries.of(actor)
    row = Subscription.objects.filter(id=subscription_id, owner_id=actor).only("calendar_id").first()
    if row is None:
        raise errors.NotFound
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gt=now)
    rows = Event.objects.filter(still_on, calendar_id=row.calendar_id)
    rows = rows.exclude(visibility=VisibilityChoice.SHARED).select_related("calendar").defer("ics")
    in_order = rows.order_by("first_start_at", "id")[:MOST_LOOKED_AT].iterator()
    views = event_views.views(who, in_order, now=now)
    return tuple(islice((one for one in views if one.next), MOST_ASKED))


def work(subscription_id: UUID, token: UUID, *, now: datetime) -> Work | None:
    """What to do for whoever holds the lease; None when it was lost."""
    row = Subscription.objects.filter(id=subscription_id, lease_token=token).first()
    if row is None:
        return None
    # "Refresh now" a moment after the first look is not a second one.
    is_second_look = row.doubted_at is not None and row.doubted_at <= now - refresh_times.SHORTEST
    return Work(
        id=row.id,
        url=row.url,
        username=row.username,
        password=row.password,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        content_hash=row.content_hash,
        held=bytes(row.held),
        trust=Trust(row.may_be_empty, is_second_look, settings.IMPORT_MAX_EVENTS),
    )


def _own(actor: UUID) -> QuerySet[Subscription]:
    rows = Subscription.objects.filter(owner_id=actor).select_related("calendar").defer("held")
    return rows.annotate(event_count=Count("calendar__events"))


def _view(row: Subscription, now: datetime) -> SubscriptionView:
    is_on = row.state in LIVE_STATES
    return SubscriptionView(
        id=row.id,
        name=row.calendar.name,
        host=outside_address.host_of(row.url),
        visibility=Visibility(row.calendar.visibility),
        event_count=row.event_count,  # type: ignore[attr-defined]
        has_password=bool(row.username or row.password),
        fetched_at=row.fetched_at,
        changed_at=row.read_at,
        next_at=row.next_at if is_on else None,
        is_under_way=is_on and (row.state != Subscription.State.PENDING or row.next_at <= now),
        error_code=row.error_code,
        error=str(WORDS.get(row.error_code, WORDS[UNREACHABLE])) if row.error_code else "",
        asks_if_empty=row.error_code == Vanished.code,
        problems=problems.load(row.problems),
    )
