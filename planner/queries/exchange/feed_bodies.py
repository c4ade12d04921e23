"""The bytes of a feed: texts that were made when the events were written, opened and put together."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest

from django.conf import settings
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext, override

from planner.core.calendar import recurrence
from planner.core.feed_choices import Choices, Scope
from planner.ical import busy, feed_text, project, ready, single, write
from planner.models import Calendar, Event, VisibilityChoice, WorldChoice
from planner.models.fields import opener, sealed
from planner.queries import wording
from planner.queries.engine import streamed
from planner.queries.feelings import flags
from planner.queries.people import sight
from planner.queries.people.who import Who

NAME = "Alongside"
PROPERTIES = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:teal")
_BUSY_SALT = b"planner.feeds.busy"
# Bare words: comparing with a member of an enumeration takes three times as long.
_SHARED, _BUSY = VisibilityChoice.SHARED.value, VisibilityChoice.BUSY.value
# Asked of the database: `is_plain` itself would be made a bool for each of thousands of rows.
_PLAIN_ICS = Case(When(is_plain=True, then=sealed("ics")))


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
        talk = str(wording.TALK)
    found = _flagged(asked) if choices.scope == Scope.FLAGGED else _all(asked)
    texts = sorted(filter(None, found if choices.with_titles else _nameless(asked, found)))
    whole = write.calendar(NAME, texts, project.tzids_of(b"".join(texts)), properties=PROPERTIES)
    return whole.replace(_summary(wording.KEPT_TALK), _summary(talk))


def _summary(title: str) -> bytes:
    return f"\r\nSUMMARY:{title}\r\n".encode()


def _all(asked: _Asked) -> Iterator[bytes]:
    yield from _mine(asked)
    yield from _theirs(asked) if asked.choices.scope == Scope.ALL else _shared(asked)


def _mine(asked: _Asked) -> Iterator[bytes]:
    rows = _mine_once(asked).filter(asked.in_scope)
    if asked.choices.with_alarms:
        yield from map(_own_text(asked), rows.only("ics", "compiled", "created_at"))
        return
    stored = streamed.rows(rows.values_list(_PLAIN_ICS, sealed("own_text")))
    plain, made = opener(Event, "ics"), opener(Event, "own_text")
    texts = [ready.unwrapped(plain(ics)) if ics else made(own_text) for ics, own_text in stored]
    yield from texts
    # Such as those of which nothing takes place, and those from before there were such texts.
    missing = rows.filter(is_plain=False, own_text=b"").only("ics", "compiled", "created_at")
    yield from map(_own_text(asked), missing if b"" in texts else ())


def _mine_once(asked: _Asked) -> QuerySet[Event]:
    """Each UID once: with no calendar but their own, none is there twice, and none is subscribed to."""
    mine = Event.objects.filter(owner_id=asked.who.person_id)
    calendars = Calendar.objects.filter(owner_id=asked.who.person_id)
    if list(calendars.values_list("source", flat=True)) == [Calendar.Source.OWN]:
        return mine
    return _chosen(asked, mine.filter(_is_the_only_one(mine) | sight.is_first_of_mine(asked.who)))


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
    rows = Event.objects.filter(sight.the_others(asked.who), visibility__in=(_SHARED, _BUSY))
    opened, counted = opener(Event, "other_text"), {_SHARED: 0, _BUSY: 0}
    shared: dict[str, bytes | None] = {}
    for visibility, uid, text in streamed.rows(rows.values_list("visibility", "uid", sealed("other_text"))):
        counted[visibility] += 1
        if visibility == _SHARED:
            shared[uid] = ready.as_shared(opened(text))
    is_once = len(shared) == counted[_SHARED] and not _has_any(asked.who, shared.keys())
    is_plain = is_once and None not in shared.values()
    yield from (filter(None, shared.values()) if is_plain else _shared(asked))
    if counted[_BUSY]:
        yield from _busy(asked)


def _has_any(who: Who, uids: Set[str]) -> bool:
    """Whether the viewer has an event of their own under one of these."""
    mine = Event.objects.filter(owner_id=who.person_id).values_list("uid", flat=True)
    return bool(uids) and not uids.isdisjoint(mine)


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
