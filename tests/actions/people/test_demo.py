"""The demo couple, whatever the hour of the start."""

from datetime import datetime, timedelta

import pytest

from planner.actions.people import demo
from planner.models import Event, OutboxMail, Reminder
from planner.queries.pages import look_ahead
from planner.queries.people import who
from planner.queries.reminders import reminders
from tests.factories import NOW, invite, person

pytestmark = pytest.mark.django_db
ADA, BEN = demo.Account("Ada", "ada@example.org", "a"), demo.Account("Ben", "ben@example.org", "b")
SUMMER_NIGHT = datetime.fromisoformat("2027-06-30T23:30:00+00:00")


@pytest.mark.parametrize("now", [NOW, SUMMER_NIGHT])
def test_card_of_the_first_falls_due_within_two_minutes(now: datetime) -> None:
    ada, _ = demo.load(ADA, BEN, now=now)

    card = Reminder.objects.get(person_id=ada, step="card")

    assert timedelta() < card.due_at - now <= timedelta(minutes=2)
    assert OutboxMail.objects.count() == 0
    assert Reminder.objects.filter(due_at__lte=card.due_at).exclude(step="card").count() == 0


def test_one_evening_is_agreed_and_one_waits_for_a_plan() -> None:
    ada, ben = demo.load(ADA, BEN, now=NOW)

    seen = [{str(one.plan_state) for one in look_ahead.look_ahead(who, now=NOW).next} for who in (ada, ben)]

    assert seen == [{"agreed", "none"}, {"agreed", "none"}]
    assert Event.objects.count() == 5
    assert {one.step for one in reminders.log(ada, now=NOW).next} >= {"card", "talk"}
    planned = [Reminder.objects.filter(person_id=who, step="digest", state="pending") for who in (ada, ben)]
    assert [rows.count() for rows in planned] == [2, 2]


def test_a_demo_is_set_up_beside_invitations_of_others() -> None:
    theirs = invite(person("Dora"), "emil@example.org")

    ada, ben = demo.load(ADA, BEN, now=NOW)

    assert who.of(ada).partner_id == ben
    assert theirs in {one.text for one in OutboxMail.objects.filter(kind="invitation")}
