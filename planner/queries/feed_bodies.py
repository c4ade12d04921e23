"""The bytes of a feed: texts that were made when the events were written, opened and put together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, override

from planner.core.calendar import recurrence
from planner.core.feed_choices import Choices, Scope
from planner.ical import busy, feed_text, project, ready, single, write
from planner.models import Calendar, Event, VisibilityChoice, WorldChoice
from planner.models.fields import opener, sealed
from planner.queries import flags, sight
from planner.queries.who import Who

NAME = "Alongside"
PROPERTIES = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:teal")
_BUSY_SALT = b"planner.feeds.busy"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who reads, what they chose, and their word for a time of which no more is said."""

    who: Who
    choices: Choices
    busy: str

    @property
    def in_scope(self) -> Q:
        """What both know to be theirs together, if that alone was chosen."""
        ours = Q(world=WorldChoice.OURS, visibility=VisibilityChoice.SHARED)
        return ours if self.choices.scope == Scope.OURS else Q()


def body(who: Who, choices: Choices, *, language: str) -> bytes:
    """The whole feed of this viewer; the same rows and choices give the same bytes."""
    with override(language):
        asked = _Asked(who, choices, gettext("Busy"))
    found = _flagged(asked) if choices.scope == Scope.FLAGGED else _all(asked)
    texts = sorted(filter(None, found if choices.with_titles else _nameless(asked, found)))
    return write.calendar(NAME, texts, project.tzids_of(b"".join(texts)), properties=PROPERTIES)


def _all(asked: _Asked) -> Iterator[bytes]:
    yield from _mine(asked)
    yield from _theirs(asked) if asked.choices.scope == Scope.ALL else _shared(asked)


def _mine(asked: _Asked) -> Iterator[bytes]:
    mine = Event.objects.filter(owner_id=asked.who.person_id)
    first = _is_the_only_one(mine) | sight.is_first_of_mine(asked.who)
    rows = _chosen(asked, mine.filter(first)).filter(asked.in_scope)
    if asked.choices.with_alarms:
        yield from map(_own_text(asked), rows.only("ics", "compiled", "created_at"))
        return
    plain, made, is_any_missing = opener(Event, "ics"), opener(Event, "own_text"), False
    for is_plain, text, own_text in rows.values_list("is_plain", sealed("ics"), sealed("own_text")):
        yield ready.unwrapped(plain(text)) if is_plain else made(own_text)
        is_any_missing = is_any_missing or not (is_plain or own_text)
    # Such as those of which nothing takes place, and those from before there were such texts.
    missing = rows.filter(is_plain=False, own_text=b"").only("ics", "compiled", "created_at")
    yield from map(_own_text(asked), missing if is_any_missing else ())


def _chosen(asked: _Asked, rows: QuerySet[Event]) -> QuerySet[Event]:
    """The rows without the viewer's own subscriptions (their phone has them), unless they want them."""
    if asked.choices.with_subscriptions:
        return rows
    mine = Calendar.objects.filter(owner_id=asked.who.person_id)
    return rows.exclude(calendar__in=mine.filter(source=Calendar.Source.SUBSCRIPTION))


def _own_text(asked: _Asked) -> Callable[[Event], bytes]:
    made = ready.own_with_alarms if asked.choices.with_alarms else ready.own
    return lambda row: made(row.ics, sight.parsed(row), created_at=row.created_at).encode()


def _theirs(asked: _Asked) -> Iterator[bytes]:
    """What the other shares, and their busy times: their rows are walked once, if no UID is there twice."""
    who, told = asked.who, (VisibilityChoice.SHARED, VisibilityChoice.BUSY)
    rows = Event.objects.filter(sight.the_others(who), visibility__in=told)
    stored = tuple(rows.values_list("visibility", "uid", sealed("other_text")))
    shared = {uid: text for visibility, uid, text in stored if visibility == VisibilityChoice.SHARED}
    busy_rows = sum(visibility == VisibilityChoice.BUSY for visibility, _, _ in stored)
    made = [ready.as_shared(text) for text in map(opener(Event, "other_text"), shared.values())]
    mine = Event.objects.filter(owner_id=who.person_id).values_list("uid", flat=True)
    is_plain = None not in made and len(shared) + busy_rows == len(stored) and shared.keys().isdisjoint(mine)
    yield from (filter(None, made) if is_plain else _shared(asked))
    if busy_rows:
        yield from _busy(asked)


def _shared(asked: _Asked) -> list[bytes]:
    who = asked.who
    theirs = Event.objects.filter(sight.is_shared_by_the_other(who))
    mine = Event.objects.filter(owner_id=who.person_id).values("uid")
    is_only = _is_the_only_one(theirs) & ~Q(uid__in=mine)
    rows = theirs.filter(is_only | sight.is_first_of_theirs(who)).filter(asked.in_scope)
    made = [ready.as_shared(text) for text in _opened(rows, "other_text")]
    if None not in made:
        return [text for text in made if text]
    # Some visibility was changed in bulk: a text is of the visibility that its row had.
    return [_shared_text(row) for row in rows.only("ics", "compiled", "changed_at", "other_text")]


def _shared_text(row: Event) -> bytes:
    text = ready.as_shared(bytes(row.other_text))
    if text is None:
        text = ready.as_shared(ready.shared(row.ics, sight.parsed(row), changed_at=row.changed_at))
    return text or b""


def _busy(asked: _Asked) -> Iterator[bytes]:
    """Blocks of time under names that lead nowhere."""
    who, key = asked.who, sha256(_BUSY_SALT + settings.SECRET_KEY.encode()).digest()
    rows, opened = Event.objects.filter(sight.when_the_other_is_busy(who)), opener(Event, "other_text")
    stored = rows.values_list("id", sealed("other_text"))
    made = {event_id: ready.as_busy(opened(text)) for event_id, text in stored}
    if None in made.values():
        # As in `_shared`: some visibility was changed in bulk.
        made = {row.id: _busy_text(row) for row in rows.only("compiled", "first_start_at")}
    for event_id, times in made.items():
        uid = digest(key, f"{who.person_id}:{event_id}".encode(), "sha256").hex()[:40]
        yield busy.named(times or b"", uid=f"{uid}@alongside", summary=asked.busy)


def _busy_text(row: Event) -> bytes:
    return ready.as_busy(ready.when_busy(sight.parsed(row), first_start_at=row.first_start_at)) or b""


def _flagged(asked: _Asked) -> Iterator[bytes]:
    """What has a flag that the viewer may see; nothing in it says so."""
    keys, own_text = flags.keys(asked.who), _own_text(asked)
    for row in _chosen(asked, sight.once(asked.who)).filter(uid__in=keys):
        whole = own_text(row) if row.owner_id == asked.who.person_id else _shared_text(row)
        if "" in keys[row.uid]:
            yield whole
        else:
            yield from _single(asked, row, whole, sorted(keys[row.uid]))


def _single(asked: _Asked, row: Event, whole: bytes, keys: Iterable[str]) -> Iterator[bytes]:
    """Of a series only these dates, each an event of its own."""
    event = sight.parsed(row)
    for key in keys:
        one = recurrence.find(event, key, home=asked.who.zone)
        if one and whole:
            yield single.text(whole.decode(), event, one).encode()


def _nameless(asked: _Asked, texts: Iterable[bytes]) -> Iterator[bytes]:
    return (feed_text.nameless(text.decode(), asked.busy).encode() for text in texts)


def _is_the_only_one(rows: QuerySet[Event]) -> Q:
    """True for a UID of a single row: found for all at once, while `sight` asks for each by itself."""
    counted = rows.order_by().values("uid").annotate(number=Count("uid"))
    return ~Q(uid__in=counted.filter(number__gt=1).values("uid"))


def _opened(rows: QuerySet[Event], name: str) -> Iterator[bytes]:
    return map(opener(Event, name), rows.values_list(sealed(name), flat=True))
