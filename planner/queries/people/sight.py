"""The one gate between rows and viewers: which events a person sees in full, and which flags at all.

Everything that hands out or acts on an event comes through here: pages, plans, flags, messages, feeds.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from planner import errors
from planner.core.calendar import events as core_events
from planner.core.calendar import recurrence
from planner.models import Event, FlagReason, Membership, VisibilityChoice
from planner.queries.people.who import Who


def events(who: Who) -> QuerySet[Event]:
    """The viewer's own events and those that the other shares, each row as it is."""
    return Event.objects.filter(_in_full(who))


def once(who: Who) -> QuerySet[Event]:
    """The events in sight, of each UID the one row that stands for it before this viewer."""
    return Event.objects.filter(is_first_of_its_uid(who))


def is_first_of_its_uid(who: Who) -> Q:
    """What picks the rows of `once`: each question to the index by owner and UID, none to the whole table."""
    mine = is_first_of_mine(who)
    return mine if who.partner_id is None else mine | is_first_of_theirs(who)


def is_first_of_mine(who: Who) -> Q:
    """Those of `once` that are the viewer's own."""
    mine = Q(owner_id=who.person_id)
    return mine & Q(~Exists(_earlier(Event.objects.filter(mine))))


def is_first_of_theirs(who: Who) -> Q:
    """Those of `once` that the other shares; none while there is no partner."""
    theirs = is_shared_by_the_other(who)
    same = Event.objects.filter(owner_id=who.person_id, uid=OuterRef("uid"))
    return theirs & Q(~Exists(same)) & Q(~Exists(_earlier(Event.objects.filter(theirs))))


def _earlier(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Those of the same UID that come before a row: the older, and of the same age the lower id."""
    older = Q(created_at__lt=OuterRef("created_at"))
    first = Q(created_at=OuterRef("created_at"), id__lt=OuterRef("id"))
    return rows.filter(older | first, uid=OuterRef("uid"))


def when_the_other_is_busy(who: Who) -> Q:
    """What picks the rows of which the viewer learns no more than when the other is busy."""
    return the_others(who) & Q(visibility=VisibilityChoice.BUSY)


def the_others(who: Who) -> Q:
    """What picks the partner's rows by their owner; none while there is no partner."""
    return Q(owner_id=who.partner_id, owner__isnull=False)


def said_by_the_other(who: Who) -> Q:
    """What picks those of the partner's rows about a UID that may be told: its owner lets it be seen."""
    return the_others(who) & _lets_be_seen(who.partner_id, who.person_id, OuterRef("uid"))


def told_for_good_by_the_other(who: Who) -> Q:
    """The same, and what the other says of an event that neither of the two has any more.

    Whatever hid it took back what was shared of it, so what is still shared then was in sight to the last.
    """
    return the_others(who) & (_lets_be_seen(who.partner_id, who.person_id, OuterRef("uid")) | _is_gone(who))


def is_told_for_good(who: Who, uid: str) -> bool:
    """Whether the partner is told what the viewer shares of this UID for good."""
    if who.partner_id is None:
        return False
    return (
        is_seen_by_the_other(who, uid)
        or not Event.objects.filter(owner_id__in=who.couple_ids, uid=uid).exists()
    )


def _is_gone(who: Who) -> Q:
    kept = Event.objects.filter(owner_id__in=who.couple_ids, uid=OuterRef("uid"))
    return Q(~Exists(kept))


def said_to_the_other(who: Who) -> Q:
    """What picks those of the viewer's rows about a UID that may be told: they let the partner see it."""
    return Q(owner_id=who.person_id) & _lets_be_seen(who.person_id, who.partner_id, OuterRef("uid"))


def is_let_be_seen(who: Who) -> Q:
    """What picks the rows of a table with a `uid` about which the partner lets the viewer see something."""
    return _lets_be_seen(who.partner_id, who.person_id, OuterRef("uid"))


def is_flag_shared() -> Q:
    """What picks the flags of which their owner shares anything at all."""
    reasons = FlagReason.objects.filter(flag=OuterRef("pk"), shared_at__isnull=False)
    return Q(level_shared_at__isnull=False) | Q(note_shared_at__isnull=False) | Q(Exists(reasons))


def is_seen_by_the_other(who: Who, uid: str) -> bool:
    """Whether the viewer lets the partner see this UID, so that what they share of it is seen."""
    if who.partner_id is None:
        return False
    return Membership.objects.filter(
        _lets_be_seen(who.person_id, who.partner_id, Value(uid)), person_id=who.person_id
    ).exists()


def is_row_seen_by_the_other(who: Who) -> Q:
    """The same of the rows of a table with a `uid`."""
    together = Q() if who.partner_id else Q(pk__in=())
    return together & _lets_be_seen(who.person_id, who.partner_id, OuterRef("uid"))


def copies(who: Who, event_id: UUID) -> QuerySet[Event]:
    """All rows of an event's UID that the viewer sees in full, as `own_first` orders them."""
    same = events(who).filter(id=event_id).values("uid")
    return own_first(who, events(who).select_related("calendar").filter(uid__in=same))


def with_standing(rows: QuerySet[Event], event_id: UUID) -> tuple[Event, Event]:
    """Of `copies` the row itself, and the one that stands for its UID. Raises `NotFound`."""
    found = list(rows)
    event = next((row for row in found if row.id == event_id), None)
    if event is None:
        raise errors.NotFound
    return event, found[0]


def one(who: Who, event_id: UUID) -> Event:
    """An event that the viewer sees in full. Raises `NotFound`."""
    event = events(who).select_related("calendar").filter(id=event_id).first()
    if event is None:
        raise errors.NotFound
    return event


def for_uid(who: Who, uid: str) -> Event | None:
    """The row that stands for a UID before this viewer: their own first, then the other's shared one."""
    return own_first(who, events(who).filter(uid=uid)).first()


def for_uids(who: Who, uids: Collection[str]) -> dict[str, Event]:
    """Of each UID the row that `for_uid` finds, in one query."""
    found: dict[str, Event] = {}
    for row in own_first(who, events(who).filter(uid__in=uids)) if uids else ():
        found.setdefault(row.uid, row)
    return found


def standing(who: Who, rows: Collection[Event]) -> Event | None:
    """Of one UID's rows, both partners' and the oldest first, the one that `for_uid` finds."""
    mine = next((row for row in rows if row.owner_id == who.person_id), None)
    theirs = (row for row in rows if row.owner_id == who.partner_id and is_shared(row))
    return mine or next(theirs, None)


def own_first(who: Who, rows: QuerySet[Event]) -> QuerySet[Event]:
    """The viewer's own rows before the other's, the older before the newer."""
    theirs = Case(When(owner_id=who.person_id, then=0), default=1, output_field=IntegerField())
    return rows.order_by(theirs, "created_at", "id")


def occurrence(who: Who, event: Event, recurrence_id: str) -> core_events.Occurrence:
    """One dated instance, floating and all-day times read in the viewer's zone. Raises `NotFound`."""
    found = recurrence.find(parsed(event), recurrence_id, home=who.zone)
    if found is None:
        raise errors.NotFound
    return found


def is_shared(event: Event) -> bool:
    return event.visibility == VisibilityChoice.SHARED


def parsed(event: Event) -> core_events.EventObject:
    """The event as values."""
    return core_events.from_json(event.compiled)


def _lets_be_seen(owner_id: UUID | None, other_id: UUID | None, uid: OuterRef | Value) -> Q:
    """Whether `owner` lets `other` see this UID: they share a row of it, or have none and are shared one.

    A copy of the other's own is not enough. Anybody can bring one in, and would read on after it was hidden.
    """
    rows = Event.objects.filter(uid=uid)
    kept = rows.filter(owner_id=owner_id)
    shared = rows.filter(visibility=VisibilityChoice.SHARED)
    theirs = shared.filter(owner_id=other_id)
    return Q(Exists(shared.filter(owner_id=owner_id))) | Q(~Exists(kept)) & Q(Exists(theirs))


def lets_be_seen(owner_id: UUID | None, other_id: UUID | None, rows: Collection[Event]) -> bool:
    """The same, of one UID's rows at hand."""
    sharing = {row.owner_id for row in rows if is_shared(row)}
    is_kept = any(row.owner_id == owner_id for row in rows)
    return owner_id in sharing or (not is_kept and other_id in sharing)


def _in_full(who: Who) -> Q:
    return Q(owner_id=who.person_id) | is_shared_by_the_other(who)


def is_shared_by_the_other(who: Who) -> Q:
    """What picks the partner's rows that the viewer sees in full."""
    return the_others(who) & Q(visibility=VisibilityChoice.SHARED)
