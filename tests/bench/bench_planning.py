"""What planning one event costs, for one person and for both, with few events and with ten thousand.

Beside it, in the same run, the same reminders as one would write them down at first: each thing asked by
itself for each person, and a `get_or_create` for each row. On a SQLite file and on PostgreSQL: tests/bench.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from copy import copy
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.calendar import recurrence, zones
from planner.core.calendar.event_form import EventForm
from planner.core.reminding import ladder
from planner.core.reminding.reminders import Facts, Recipient
from planner.core.visibility import Visibility
from planner.models import (
    Event,
    Flag,
    Mark,
    Membership,
    OutboxMail,
    Person,
    Plan,
    Reminder,
    Schedule,
    UnsubscribeLink,
)
from planner.queries.people import sight

OTHERS = (10, 10_000)
FLAGGED = 500
TURNS = 40
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TZID = "Europe/Berlin"
EVENING = datetime(2026, 11, 20, 19)
Deed = Callable[[], object]


def run() -> None:
    """Prints a line a deed, and the ratios."""
    print(f"planning one event on {connection.vendor}, {TURNS} times; ms")
    print(f"  {'':<46}{'median':>9}{'best':>9}{'CPU':>9}")
    medians = {others: _measure(others) for others in OTHERS}
    small, large = medians.values()
    print(f"  a thousand times the events: × {large / small:.2f} as long")


def _measure(others: int) -> float:
    """The median of planning both anew, in ms."""
    both = _couple(others)
    uid = Event.objects.filter(owner_id=both[0]).earliest("created_at").uid
    print(f" {others:,} other events, {min(others, FLAGGED)} of them flagged")
    for number, name in ((1, "one person"), (2, "both")):
        who = both[:number]
        _line(f"nothing to do, {name}", lambda who=who: reminders.reschedule(uid, who, now=NOW))
    ours = 0.0
    for number, name in ((1, "one person"), (2, "both")):
        who = both[:number]
        ours = _line(f"a ladder, {name}", lambda who=who: reminders.reschedule(uid, who, now=NOW), uid)
    theirs = _line("a ladder, both, row by row", lambda: _row_by_row(uid, both), uid)
    print(f"    row by row: × {theirs / ours:.1f} as long")
    return ours


def _line(name: str, deed: Deed, uid: str = "") -> float:
    """The median in ms. With a `uid`, what was planned of it is forgotten before each turn."""
    took = [_timed(deed, uid) for _ in range(TURNS)]
    walls, cpus = zip(*took, strict=True)
    _forget(uid)
    with CaptureQueriesContext(connection) as queries:
        deed()
    count = sum(one["sql"].split()[0] not in ("BEGIN", "COMMIT") for one in queries.captured_queries)
    figures = (statistics.median(walls), min(walls), statistics.median(cpus))
    print(f"  {name:<46}" + "".join(f"{one:>9.2f}" for one in figures) + f"{count:>4} queries")
    return figures[0]


def _timed(deed: Deed, uid: str) -> tuple[float, float]:
    """On the clock and of the processor, in ms."""
    _forget(uid)
    began, cpu = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - began) * 1_000, (time.process_time() - cpu) * 1_000


def _forget(uid: str) -> None:
    if uid:
        Reminder.objects.filter(uid=uid).delete()
        Schedule.objects.filter(uid=uid).delete()


def _couple(others: int) -> tuple[UUID, UUID]:
    """Two people with an evening that one has flagged openly, and so many events beside it."""
    ada, ben = _person(f"ada-{others}"), _person(f"ben-{others}")
    people.invite(ada, email=f"ben-{others}@example.org", now=NOW)
    people.accept(ben, OutboxMail.objects.filter(kind="invitation").latest("created_at").text, now=NOW)
    OutboxMail.objects.all().delete()
    form = EventForm(
        "Office party", EVENING, EVENING + timedelta(hours=4), tzid=TZID, visibility=Visibility.SHARED
    )
    event_id = events.add(ada, form, now=NOW)
    flags.flag(ada, event_id, "", level=3, share_level=True, now=NOW)
    _fill(Event.objects.get(id=event_id), others)
    reminders.reschedule_everything((ada, ben), now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ada, ben


def _person(name: str) -> UUID:
    made = get_user_model().objects.create_user(f"{name}@example.org")
    people.register(made.pk, name=name.title(), tzid=TZID, now=NOW)
    return made.pk


def _fill(like: Event, count: int) -> None:
    rows = [_another(like, number) for number in range(count)]
    Event.objects.bulk_create(rows, batch_size=500)
    marked = (
        Flag(owner_id=row.owner_id, uid=row.uid, level=2, created_at=NOW, changed_at=NOW)
        for row in rows[:FLAGGED]
    )
    Flag.objects.bulk_create(marked, batch_size=500)


def _another(like: Event, number: int) -> Event:
    row = copy(like)
    row.pk, row.uid, row._state = uuid4(), f"{number}-{uuid4()}@bench", type(like._state)()
    row.created_at = NOW + timedelta(seconds=number + 1)
    row.compiled = like.compiled.replace(like.uid, row.uid)
    return row


@transaction.atomic
def _row_by_row(uid: str, person_ids: Sequence[UUID]) -> None:
    """The same rows, as one would write it first."""
    for person_id in person_ids:
        person = Person.objects.select_for_update().get(id=person_id)
        facts, recipient = _asked_one_by_one(person, uid)
        wanted = ladder.ladder(facts, recipient, now=NOW)
        starts_at, start_on = ladder.begins_at(facts, recipient), ladder.event_day(facts, recipient)
        when = {"starts_at": starts_at, "start_on": start_on}
        Schedule.objects.get_or_create(person=person, uid=uid, recurrence_id="", defaults=when)
        for each in wanted:
            due = {"due_at": each.due_at, "next_at": each.due_at, "event_on": start_on, "created_at": NOW}
            text = {"anchor_local": each.anchor_local.isoformat(), "tzid": each.tzid}
            Reminder.objects.get_or_create(
                person=person, uid=uid, recurrence_id="", step=each.step.value, channel=each.channel.value,
                schedule_version=1, defaults=due | text,
            )  # fmt: skip


def _asked_one_by_one(person: Person, uid: str) -> tuple[Facts, Recipient]:
    membership = Membership.objects.select_related("couple").get(person=person)
    partner = Membership.objects.filter(couple=membership.couple).exclude(person=person).get()
    together = (person.id, partner.person_id)
    event = Event.objects.filter(owner_id__in=together, uid=uid).earliest("created_at")
    levels = [flag.level for flag in Flag.objects.filter(owner_id__in=together, uid=uid)]
    is_needless = Mark.objects.filter(person=person, uid=uid).exists()
    plan = Plan.objects.filter(couple=membership.couple, uid=uid, closed_at=None).first()
    ended = UnsubscribeLink.objects.filter(person=person, unsubscribed_at__isnull=False)
    steps = frozenset(ended.values_list("step", flat=True))
    zone = zones.zone(person.tzid) or zones.UTC_ZONE
    found = recurrence.find(sight.parsed(event), "", home=zone)
    assert found is not None
    facts = Facts(
        found.start.wall, zones.zone(found.start.tzid), False, found.starts_at, found.ends_at,
        level_seen=max(levels), sees_open_plan=plan is not None, not_needed=is_needless,
    )  # fmt: skip
    return facts, Recipient(zone, person.quiet_from, person.quiet_until, unsubscribed=steps)
