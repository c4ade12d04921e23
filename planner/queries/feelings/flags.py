"""What both said of an event, as one of them may see it.

Of the other's rows only those are loaded that share something of an event which they let be seen, and of
these only what is shared is read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, When

from planner import errors
from planner.core.calendar import recurrence
from planner.models import Event, Flag, FlagReason, Mark, Matters
from planner.models.fields import opener
from planner.queries.engine import nested
from planner.queries.engine.nested import Hex, Rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import FeelingsView, FlagView, MattersView, ReasonView

Row = TypeVar("Row")
_COLUMNS_OF_MATTERS = [Hex(one) if one == "why" else one for one in nested.names(Matters)]


def feelings(actor: UUID, event_id: UUID, recurrence_id: str) -> FeelingsView:
    """What was said of an occurrence, else of its series. Raises `NotFound`."""
    who = who_queries.of(actor)
    return said_of(who, sight.one(who, event_id), recurrence_id)


def said_of(who: Who, event: Event, recurrence_id: str) -> FeelingsView:
    """The same of a row in sight, for a query that knows who is asking."""
    marked = Mark.objects.filter(uid=event.uid, recurrence_id__in={"", recurrence_id})
    not_needed = marked.filter(person_id=who.person_id).exists()
    return replace(felt_of(who, event, recurrence_id), not_needed=not_needed)


def felt_of(
    who: Who, event: Event, recurrence_id: str, *, matters: Iterable[Matters] | None = None
) -> FeelingsView:
    """The same, without the viewer's own list; `matters` is what `matters_along` found, if it was asked."""
    about = Q(uid=event.uid, recurrence_id__in={"", recurrence_id})
    flags = {row.owner_id: (row, reasons) for row, reasons in _with_reasons(who, about)}
    found = _matters(who).filter(about) if matters is None else matters
    felt = {row.owner_id: row for row in sorted(found, key=lambda row: row.recurrence_id)}
    events = {event.uid: event}
    mine, theirs = flags.get(who.person_id), _of_the_other(who, flags)
    my_matters, their_matters = felt.get(who.person_id), _of_the_other(who, felt)
    return FeelingsView(
        my_flag=_flag_view(who, *mine, events) if mine else None,
        their_flag=_flag_view(who, *theirs, events) if theirs else None,
        my_matters=_matters_view(who, my_matters) if my_matters else None,
        their_matters=_matters_view(who, their_matters) if their_matters else None,
        not_needed=False,
    )


def matters_along(who: Who, recurrence_id: str) -> Rows:
    """How much an occurrence of a row of events matters, to be asked along with the row."""
    about = Q(uid=OuterRef("uid"), recurrence_id__in={"", recurrence_id})
    return Rows(_matters(who).filter(about), *_COLUMNS_OF_MATTERS)


def read_matters(found: list[list[Any]] | None) -> Iterator[Matters]:
    """The rows that were asked along."""
    opened = opener(Matters, "why")
    for columns in found or ():
        row = nested.row(Matters, columns)
        row.why = opened(bytes.fromhex(row.why)).decode()
        yield row


def mine(actor: Actor) -> tuple[FlagView, ...]:
    """All the viewer's own flags, the newest first, also those of events that are gone ("Only me")."""
    who = who_queries.of(actor)
    return _views(who, _flags(who).filter(_own(who)).order_by("-changed_at", "id"))


def visible(actor: UUID) -> tuple[FlagView, ...]:
    """The viewer's own flags and what the other shares of theirs, on events in the viewer's sight."""
    who = who_queries.of(actor)
    # An order by time would tell of changes to what is not shared.
    views = _views(who, _flags(who).order_by("uid", "recurrence_id", "owner_id"))
    return tuple(one for one in views if _is_still_told(one))


def flag(actor: UUID, flag_id: UUID) -> FlagView:
    """One flag. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = _flags(who).filter(id=flag_id).first()
    if row is None:
        raise errors.NotFound
    view = _flag_view(who, row, row.reasons.all(), _events(who, [row.uid]))
    if not _is_still_told(view):
        raise errors.NotFound
    return view


def _is_still_told(view: FlagView) -> bool:
    """Words about an occurrence that is no more are their writer's alone, as those about a lost event are."""
    return view.is_mine or view.event_id is not None


def keys(who: Who) -> dict[str, set[str]]:
    """Which occurrences have a flag that the viewer may see, by UID; "" stands for all of an event."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for uid, recurrence_id in _in_sight(who).values_list("uid", "recurrence_id"):
        found[uid].add(recurrence_id)
    return dict(found)


def _in_sight(who: Who) -> QuerySet[Flag]:
    return Flag.objects.filter(_own(who) | sight.said_by_the_other(who) & sight.is_flag_shared())


def _flags(who: Who) -> QuerySet[Flag]:
    readable = FlagReason.objects.filter(Q(flag__owner_id=who.person_id) | Q(shared_at__isnull=False))
    rows = _in_sight(who)
    return rows.prefetch_related(Prefetch("reasons", readable.order_by("position")))


def _matters(who: Who) -> QuerySet[Matters]:
    shared = Q(level_shared_at__isnull=False) | Q(why_shared_at__isnull=False)
    return Matters.objects.filter(_own(who) | sight.said_by_the_other(who) & shared)


def _own(who: Who) -> Q:
    return Q(owner_id=who.person_id)


def _of_the_other(who: Who, rows: Mapping[UUID, Row]) -> Row | None:
    return rows.get(who.partner_id) if who.partner_id else None


def _views(who: Who, rows: QuerySet[Flag]) -> tuple[FlagView, ...]:
    found = list(rows)
    events = _events(who, {row.uid for row in found})
    return tuple(_flag_view(who, row, row.reasons.all(), events) for row in found)


def _events(who: Who, uids: Collection[str]) -> dict[str, Event]:
    return {event.uid: event for event in sight.once(who).filter(uid__in=uids)}


def _with_reasons(who: Who, about: Q) -> Iterable[tuple[Flag, list[FlagReason]]]:
    """Flags with the reasons that the viewer may read, in one query; those of a series before its days'."""
    may_read = Q(owner_id=who.person_id) | Q(reasons__shared_at__isnull=False)
    columns = ("chip", "text", "shared_at")
    told = {f"told_{name}": Case(When(may_read, then=F(f"reasons__{name}"))) for name in columns}
    found: dict[UUID, tuple[Flag, list[FlagReason]]] = {}
    rows: QuerySet[Any] = _in_sight(who).filter(about).annotate(**told)
    for row in rows.order_by("recurrence_id", "owner_id", "reasons__position"):
        _, reasons = found.setdefault(row.id, (row, []))
        if row.told_chip is not None:
            reasons.append(FlagReason(chip=row.told_chip, text=row.told_text, shared_at=row.told_shared_at))
    return found.values()


def _flag_view(who: Who, row: Flag, reasons: Iterable[FlagReason], events: dict[str, Event]) -> FlagView:
    is_mine = row.owner_id == who.person_id
    event = events.get(row.uid)
    if event and row.recurrence_id and not _takes_place(who, event, row.recurrence_id):
        event = None
    return FlagView(
        id=row.id,
        event_id=event.id if event else None,
        recurrence_id=row.recurrence_id,
        title=sight.parsed(event).summary if event else "",
        is_mine=is_mine,
        level=row.level if is_mine or row.level_shared_at else None,
        is_level_shared=row.level_shared_at is not None,
        reasons=_reasons(reasons),
        note=row.note if is_mine or row.note_shared_at else "",
        is_note_shared=row.note_shared_at is not None,
    )


def _takes_place(who: Who, event: Event, recurrence_id: str) -> bool:
    return recurrence.find(sight.parsed(event), recurrence_id, home=who.zone) is not None


def _reasons(rows: Iterable[FlagReason]) -> tuple[ReasonView, ...]:
    return tuple(ReasonView(row.chip, row.text, row.shared_at is not None) for row in rows)


def _matters_view(who: Who, row: Matters) -> MattersView:
    is_mine = row.owner_id == who.person_id
    return MattersView(
        is_mine=is_mine,
        level=row.level if is_mine or row.level_shared_at else None,
        is_level_shared=row.level_shared_at is not None,
        why=row.why if is_mine or row.why_shared_at else "",
        is_why_shared=row.why_shared_at is not None,
    )
