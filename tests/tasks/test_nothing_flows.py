"""After a parting, or after one of two deleted their account, nothing of either reaches the other.

Both go on with their lives and the engine runs a month. Then every row of every table, everything in the
cache and every mail that a real server took is looked through.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from planner.actions import reminders
from planner.actions.calendar import events, talks
from planner.actions.engine import outbox
from planner.actions.exchange import exports, feeds, tokens, webhooks, webhooks_work
from planner.actions.feelings import flags, own_lines
from planner.actions.people import deleting, helps, people
from planner.actions.plan import plans, standing
from planner.actions.reminders import digests, planning
from planner.core.plan import standing as core_standing
from planner.core.visibility import Visibility
from planner.core.webhooks.kinds import CHOICES
from planner.models import Event
from planner.queries import messages
from planner.queries.channels.outgoing import Mail
from tasks.channels import choice
from tests.factories import NOW, Couple, event
from tests.plan_factories import YES, said
from tests.sinks.smtp import Server

APART = NOW + timedelta(days=1)
MONTH = timedelta(days=31)
EVERY = timedelta(hours=6)
NEW = "zqnew"
"""Begins every word that is said after the parting."""


@pytest.fixture
def together(couple: Couple) -> Couple:
    """Everything that two have with each other: a series, a plan, a talk, flags, what they hold to, keys."""
    for mine, other in ((couple.ada, couple.ben), (couple.ben, couple.ada)):
        party = event(mine, title="Party", start=_local(6))
        event(mine, title="Sundays", start=_local(3), rrule="FREQ=WEEKLY")
        flags.flag(mine, party, "", level=3, share_level=True, now=NOW)
        plan = plans.start(mine, party, "", now=NOW)
        plans.propose(mine, plan, said(mine), base=0, now=NOW)
        plans.agree(other, plan, version=1, answers={"a1": YES}, now=NOW)
        later = event(mine, title="Later", start=_local(20))
        flags.flag(mine, later, "", level=3, share_level=True, now=NOW)
        talks.suggest(mine, later, "", starts_at=NOW + timedelta(days=9), now=NOW)
        feeds.create(mine, name="Phone", now=NOW)
        tokens.create(mine, name="Script", now=NOW)
        hook = {"name": "Home", "url": "https://home.example/", "kinds": [one.value for one in CHOICES]}
        webhooks.create(mine, **hook, now=NOW)
        exports.ask(mine, kind="archive", now=NOW)
        digests.plan(mine, now=NOW)
    standing.propose(couple.ada, core_standing.common(said(couple.ada)), base=0, now=NOW)
    return couple


def _local(days: int, now: datetime = NOW) -> datetime:
    return (now + timedelta(days=days)).replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)


def live_on(person: UUID, word: str, *, now: datetime) -> None:
    """What somebody does who shares all there is to share, with nobody."""
    made = event(person, title=f"{word} title", start=_local(8, now), visibility=Visibility.SHARED, now=now)
    events.show(person, made, Visibility.SHARED, now=now)
    flags.flag(person, made, "", level=3, note=f"{word} note", share_level=True, share_note=True, now=now)
    flags.matter(person, made, "", level=3, why=f"{word} why", share_level=True, share_why=True, now=now)
    own_lines.keep(person, made, "", coping=f"{word} coping", now=now)
    helps.add(person, f"{word} help", now=now)
    plan = plans.start(person, made, "", now=now)
    plans.save_draft(person, plan, said(person, f"{word} ask"), now=now)
    standing.save_draft(person, core_standing.common(said(person, f"{word} hold")), base=0, now=now)
    for old in Event.objects.filter(owner_id=person, is_recurring=False).exclude(id=made):
        events.move(person, old.id, "", _local(4, now), now=now)
    there = {"tzid": "Asia/Tokyo", "language": "de", "quiet_from": None, "quiet_until": None}
    people.describe(person, name=f"{word} name", **there, now=now)


def run_a_month(people_left: list[UUID], start: datetime) -> int:
    """What the clock would do, by a clock of the test's own; how many mails left."""
    sent, now = 0, start
    while now < start + MONTH:
        planning.plan(people_left, uid=None, now=now)
        for person in people_left:
            digests.plan(person, now=now)
        sent += _send(reminders.claim_due("email", now=now), reminders, now)
        sent += _send_account_mail(now)
        for claimed in webhooks_work.claim_due(now=now):
            assert webhooks_work.begin_send(claimed, now=now) is None or claimed
        now += EVERY
    return sent


def _send(claimed: Any, deeds: Any, now: datetime) -> int:
    with choice.mail() as channel:
        for one in claimed:
            if (message := deeds.begin_send(one, now=now)) is not None:
                channel.send(message)
                deeds.record_sent(one, now=now)
    return len(claimed)


def _send_account_mail(now: datetime) -> int:
    claimed = outbox.claim_due(now=now)
    with choice.mail() as channel:
        for one in claimed:
            composed = messages.account(one.id, now=now)
            if isinstance(composed, Mail) and outbox.begin_send(one, now=now):
                channel.send(composed)
                outbox.record_sent(one, now=now)
    return len(claimed)


def rows() -> dict[tuple[str, str], str]:
    """Every row of every table as it reads once it is opened."""
    return {
        (model.__name__, str(row.pk)): " ".join(_column(row, one) for one in model._meta.concrete_fields)
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.all()
    }


def _column(row: Any, column: Any) -> str:
    value = getattr(row, column.attname)
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def cached() -> str:
    """The whole of what processes keep for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache")
        return " ".join(str(value) for (value,) in cursor.fetchall())


def uids(person: UUID) -> set[str]:
    return set(Event.objects.filter(owner_id=person).values_list("uid", flat=True))


def crossing(before: dict[tuple[str, str], str], one: UUID, others: set[str]) -> set[str]:
    """Tables with rows that came or changed since, and name one of them beside something of the other."""
    new = {key: text for key, text in rows().items() if before.get(key) != text}
    named = {key: text for key, text in new.items() if str(one) in text}
    return {key[0] for key, text in named.items() if any(word in text for word in others)}


def leave(couple: Couple) -> list[UUID]:
    people.leave(couple.ada, now=APART)
    return [couple.ada, couple.ben]


def delete(couple: Couple) -> list[UUID]:
    deleting.delete(couple.ada, now=APART)
    return [couple.ben]


@pytest.mark.parametrize("part", [leave, delete], ids=["leaving", "deleting"])
def test_nothing_reaches_the_other_in_a_month(
    together: Couple, smtp: Server, part: Callable[[Couple], list[UUID]]
) -> None:
    ada, ben = together.ada, together.ben
    hers, his = ({*uids(one), str(one), f"{NEW}{name}"} for one, name in ((ada, "ada"), (ben, "ben")))
    left = part(together)
    before = rows()

    for person, word in ((ada, f"{NEW}ada"), (ben, f"{NEW}ben")):
        if person in left:
            live_on(person, word, now=APART + timedelta(hours=1))
    sent = run_a_month(left, APART + timedelta(hours=2))

    assert sent > 3 and len(smtp.mails) > 3
    assert crossing(before, ben, hers | uids(ada)) == set()
    assert crossing(before, ada, his | uids(ben)) == set()
    addresses = {f"{name}@example.org" for name in ("ada", "ben")}
    told = {to: " ".join(one.text for one in smtp.mails if to in one.to) for to in addresses}
    assert [to for one in smtp.mails for to in one.to if to not in addresses] == []
    assert "Ada" not in told["ben@example.org"] and f"{NEW}ada" not in told["ben@example.org"]
    assert f"{NEW}ben" not in told["ada@example.org"]
    assert NEW not in cached()


def test_the_search_finds_what_flows_between_two_who_stay(together: Couple, smtp: Server) -> None:
    before = rows()

    live_on(together.ada, f"{NEW}ada", now=APART)

    assert "Reminder" in crossing(before, together.ben, uids(together.ada))
