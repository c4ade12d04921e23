"""A year through the rows: planned again every third day, sent at each moment, where clocks change.

What is right is worked out by looking at a wall clock minute by minute (`tests.core.reminding.slow_clock`).
"""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Min

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.calendar.event_form import EventForm
from planner.core.reminding.digest import DIGEST
from planner.core.visibility import Visibility
from planner.models import LIVE_STATES, Reminder
from tests.core.reminding import slow_clock
from tests.core.reminding.slow_clock import DAY, moment, shown, wall_minute, when_shown
from tests.factories import join, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BEGINS = datetime(2027, 1, 1, tzinfo=UTC)
WEEKS = 52
CHOIR = datetime(2027, 1, 21, 10)
"""Every other Thursday at ten, so that no day has more than two messages."""
BERLIN = ZoneInfo("Europe/Berlin")
HERE = {"gap": datetime(2027, 3, 28, 2, 30), "fold": datetime(2027, 10, 31, 2, 30)}


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "America/New_York", "Antarctica/Troll"])
def test_every_step_goes_out_once_at_its_right_local_time(tzid: str) -> None:
    ada, ben = person("Ada", now=BEGINS), person("Ben", tzid=tzid, now=BEGINS)
    join(ada, ben, now=BEGINS)
    people.describe(ben, name="Ben", tzid=tzid, language="en", quiet_from=None, quiet_until=None, now=BEGINS)
    for title, start in HERE.items():
        _flagged(ada, title, start, rrule="")
    _flagged(ada, "choir", CHOIR, rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=26")
    Reminder.objects.filter(step="news").delete()

    sent = _a_year(ben)

    assert sent == _right(ZoneInfo(tzid))


def _flagged(ada: UUID, title: str, start: datetime, *, rrule: str) -> None:
    form = EventForm(
        title,
        start,
        start + timedelta(hours=2),
        tzid="Europe/Berlin",
        visibility=Visibility.SHARED,
        rrule=rrule,
    )
    event_id = events.add(ada, form, now=BEGINS)
    flags.flag(ada, event_id, "", level=3, share_level=True, now=BEGINS)


def _a_year(ben: UUID) -> Counter[tuple[str, datetime]]:
    """What goes out to him, when all is planned again every third day."""
    for days in range(0, WEEKS * 7 + 21, 3):
        now = BEGINS + timedelta(days=days, minutes=53 * days % (24 * 60))
        _send_until(ben, now)
        reminders.reschedule_everything((ben,), now=now)
    rows = Reminder.objects.filter(person_id=ben, state=Reminder.State.SENT)
    return Counter((row.step, row.ended_at) for row in rows if row.ended_at)


def _send_until(ben: UUID, until: datetime) -> None:
    waiting = Reminder.objects.filter(person_id=ben, state__in=LIVE_STATES).exclude(step=DIGEST)
    while (at := waiting.aggregate(at=Min("next_at"))["at"]) is not None and at <= until:
        for claimed in reminders.claim_due("email", now=at):
            if Reminder.objects.filter(id=claimed.id, step=DIGEST).exists():
                assert reminders.put_back(claimed, until=until + timedelta(days=400))
            elif reminders.begin_send(claimed, now=at):
                assert reminders.record_sent(claimed, now=at)


def _right(home: ZoneInfo) -> Counter[tuple[str, datetime]]:
    found: Counter[tuple[str, datetime]] = Counter()
    for start in (*HERE.values(), *(CHOIR + timedelta(weeks=2 * n) for n in range(26))):
        begins = when_shown(BERLIN, wall_minute(start))
        today = shown(home, begins) // DAY * DAY
        for step, days in {"early": 14, "talk": 7, "last-call": 3}.items():
            found[step, moment(when_shown(home, today - days * DAY + 18 * 60))] += 1
        found["check-in", moment(slow_clock.on_until(home, begins + 2 * 60 + 12 * 60, time(10)))] += 1
    return found
