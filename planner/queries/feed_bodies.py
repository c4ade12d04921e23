"""The bytes of a feed: texts that were made when the events were written, opened and put together."""

from collections.abc import Iterator
from hashlib import sha256
from hmac import digest
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, override

from planner.ical import busy, project, ready, write
from planner.models import Calendar, Event, Person
from planner.models.fields import opener, sealed
from planner.queries import sight
from planner.queries.who import Who

NAME = "Alongside"
PROPERTIES = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:teal")
_BUSY_SALT = b"planner.feeds.busy"


def body(who: Who) -> bytes:
    """The whole feed of this viewer; the same rows give the same bytes."""
    texts = sorted(filter(None, (*_mine(who), *_shared(who), *_busy(who))))
    return write.calendar_of(NAME, texts, project.tzids_of(b"".join(texts)), properties=PROPERTIES)


def _mine(who: Who) -> Iterator[bytes]:
    """All the viewer's own but their subscriptions, which the phone has already."""
    subscriptions = Calendar.objects.filter(owner_id=who.person_id, source=Calendar.Source.SUBSCRIPTION)
    mine = Event.objects.filter(owner_id=who.person_id)
    rows = mine.filter(_is_the_only_one(mine) | sight.is_first_of_mine(who)).exclude(
        calendar__in=subscriptions
    )
    yield from map(ready.unwrapped, _opened(rows.filter(is_plain=True), "ics"))
    rest = rows.filter(is_plain=False)
    made = tuple(_opened(rest, "own_text"))
    yield from made
    # Such as those of which nothing takes place, and those from before there were such texts.
    missing = rest.filter(own_text=b"").only("ics", "created_at") if b"" in made else ()
    for row in missing:
        yield ready.own(row.ics, created_at=row.created_at).encode()


def _shared(who: Who) -> list[bytes]:
    theirs = Event.objects.filter(sight.is_shared_by_the_other(who))
    same = Event.objects.filter(owner_id=who.person_id, uid=OuterRef("uid"))
    is_only = _is_the_only_one(theirs) & ~Q(Exists(same))
    rows = theirs.filter(is_only | sight.is_first_of_theirs(who))
    made = [ready.as_shared(text) for text in _opened(rows, "other_text")]
    if None not in made:
        return [text for text in made if text]
    # Some visibility was changed in bulk: a text is of the visibility that its row had.
    return [_made_shared(row) for row in rows.only("ics", "changed_at")]


def _busy(who: Who) -> Iterator[bytes]:
    """Blocks of time under names that lead nowhere."""
    summary, key = _summary(who), sha256(_BUSY_SALT + settings.SECRET_KEY.encode()).digest()
    rows, opened = Event.objects.filter(sight.when_the_other_is_busy(who)), opener(Event, "other_text")
    for event_id, text in rows.values_list("id", sealed("other_text")):
        nameless = ready.as_busy(opened(text))
        uid = digest(key, f"{who.person_id}:{event_id}".encode(), "sha256").hex()[:40]
        times = _made_busy(event_id) if nameless is None else nameless
        yield busy.named(times, uid=f"{uid}@alongside", summary=summary)


def _is_the_only_one(rows: QuerySet[Event]) -> Q:
    """True for a UID of a single row: found for all at once, while `sight` asks for each by itself."""
    counted = rows.order_by().values("uid").annotate(number=Count("uid"))
    return ~Q(uid__in=counted.filter(number__gt=1).values("uid"))


def _opened(rows: QuerySet[Event], name: str) -> Iterator[bytes]:
    return map(opener(Event, name), rows.values_list(sealed(name), flat=True))


def _made_shared(row: Event) -> bytes:
    return ready.as_shared(ready.shared(row.ics, changed_at=row.changed_at)) or b""


def _made_busy(event_id: UUID) -> bytes:
    row = Event.objects.only("compiled", "first_start_at").get(id=event_id)
    return ready.as_busy(ready.when_busy(sight.parsed(row), first_start_at=row.first_start_at)) or b""


def _summary(who: Who) -> str:
    with override(Person.objects.values_list("language", flat=True).get(id=who.person_id)):
        return gettext("Busy")
