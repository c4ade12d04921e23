"""On PostgreSQL the database itself refuses what would link two couples, whatever program writes it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from planner.actions.calendar import talks
from planner.actions.exchange import subscriptions
from planner.actions.people import people
from planner.actions.plan import plans, reflections, standing, times_to_go
from planner.core.plan import standing as core_standing
from planner.models import Couple, Membership, PlanDraft, StandingYes
from planner.queries.people import who
from tests.factories import NOW, bring_in, event, ics, join, person, vevent
from tests.factories import Couple as Three
from tests.privacy.world import said

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock: the actions"),
]


@pytest.fixture
def theirs(couple: Three) -> dict[str, object]:
    """What ada and ben have, by the words of the statements below; and the stranger's things."""
    party = event(couple.ada)
    plan = plans.start(couple.ada, party, "", now=NOW)
    plans.propose(couple.ada, plan, said(couple.ada, "x"), base=0, now=NOW)
    plans.save_draft(couple.ada, plan, said(couple.ada, "y"), base=1, now=NOW)
    reflections.reflect(couple.ben, plan, version=1, text="x", now=NOW)
    standing.propose(couple.ada, core_standing.common(said(couple.ada, "x")), base=0, now=NOW)
    times_to_go.choose(couple.ada, "Call me?", now=NOW)
    talks.suggest(couple.ada, party, "", starts_at=NOW + timedelta(days=2), now=NOW)
    people.invite(couple.stranger, email="x@example.org", now=NOW)
    bring_in(couple.stranger, ics(vevent("theirs@work", "Theirs")))
    subscriptions.subscribe(couple.stranger, address="https://theirs.example/cal", now=NOW)
    people_of = {"ada": couple.ada, "ben": couple.ben, "stranger": couple.stranger}
    return people_of | {"new": uuid4(), "couple": who.of(couple.ada).couple_id, "now": NOW}


STRANGERS = "(SELECT couple_id FROM planner_membership WHERE person_id = %(stranger)s)"
A_CALENDAR = "(SELECT id FROM planner_calendar WHERE owner_id {} %(stranger)s LIMIT 1)"
CALL = """
    INSERT INTO planner_timetogo (id, plan_id, sender_id, recipient_id, key, channel, failed_by, state,
    reason, next_at, attempts, is_uncertain, created_at) SELECT %(new)s, id, {}, {}, %(new)s, 'sms', '',
    'pending', '', %(now)s, 0, false, %(now)s FROM planner_plan"""

REFUSED = (
    ("only_partners_draft", "UPDATE planner_plandraft SET writer_id = %(stranger)s"),
    ("only_partners_propose", "UPDATE planner_planversion SET author_id = %(stranger)s"),
    ("only_partners_agree", "UPDATE planner_agreement SET person_id = %(stranger)s"),
    (
        "only_partners_agree",
        "INSERT INTO planner_agreement (version_id, person_id, sequence, is_yes, at)"
        " SELECT id, %(stranger)s, 1, true, %(now)s FROM planner_planversion",
    ),
    ("only_partners_reflect", "UPDATE planner_reflection SET writer_id = %(stranger)s"),
    (
        "only_partners_answer_what_was_heard",
        "INSERT INTO planner_reflectionanswer (reflection_id, person_id, is_it, text, at)"
        " SELECT id, %(stranger)s, true, text, %(now)s FROM planner_reflection",
    ),
    (
        "only_partners_propose_what_they_hold_to",
        "UPDATE planner_standingversion SET author_id = %(stranger)s",
    ),
    ("only_partners_hold_to_it", "UPDATE planner_standingyes SET person_id = %(stranger)s"),
    ("only_partners_suggest_a_talk", "UPDATE planner_talk SET suggested_by_id = %(stranger)s"),
    (
        "a_talk_stands_in_a_partners_calendar",
        "UPDATE planner_talk SET state = 'accepted', accepted_at = %(now)s,"
        " event_id = (SELECT id FROM planner_event WHERE owner_id = %(stranger)s)",
    ),
    ("only_partners_choose_the_phrase", "UPDATE planner_phrase SET chosen_by_id = %(stranger)s"),
    ("only_partners_call", CALL.format("%(stranger)s", "%(ben)s")),
    ("only_partners_are_called", CALL.format("%(ada)s", "%(stranger)s")),
    ("only_partners_invite", "UPDATE planner_invitation SET couple_id = %(couple)s WHERE state = 'open'"),
    ("what_a_couple_has_stays_theirs", f"UPDATE planner_plan SET couple_id = {STRANGERS}"),
    ("what_a_couple_has_stays_theirs", f"UPDATE planner_standingagreement SET couple_id = {STRANGERS}"),
    (
        "an_event_lies_in_its_owners_calendar",
        "UPDATE planner_event SET owner_id = %(stranger)s WHERE owner_id <> %(stranger)s",
    ),
    (
        "an_event_lies_in_its_owners_calendar",
        f"UPDATE planner_event SET calendar_id = {A_CALENDAR.format('=')} WHERE owner_id <> %(stranger)s",
    ),
    (
        "an_import_fills_its_owners_calendar",
        f"UPDATE planner_import SET calendar_id = {A_CALENDAR.format('<>')}",
    ),
    (
        "a_subscription_fills_its_owners_calendar",
        f"UPDATE planner_subscription SET calendar_id = {A_CALENDAR.format('<>')}",
    ),
)


@pytest.mark.parametrize(("lock", "statement"), REFUSED)
def test_a_link_to_another_couple_is_refused(theirs: dict[str, object], lock: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=lock), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, theirs)
        # Else a foreign key is asked at the commit.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_lock_is_tried() -> None:
    """Their names come from the database: one that no test tries fails here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype AND pronamespace ="
            " 'public'::regnamespace UNION SELECT conname FROM pg_constraint WHERE contype = 'f' AND"
            " array_length(conkey, 1) > 1"
        )
        there = {name for (name,) in cursor.fetchall()}

    # The log is no link between two: tests/actions/channels/test_security.py tries its lock.
    assert there - {"refuse_to_rewrite_the_security_log"} == {lock for lock, _ in REFUSED}


def test_a_call_between_the_two_is_taken(theirs: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CALL.format("%(ada)s", "%(ben)s"), theirs)

        assert cursor.rowcount == 1


def test_two_who_join_bring_their_drafts_and_two_who_part_take_them() -> None:
    ada, ben = person("Ada"), person("Ben")
    plan = plans.start(ben, event(ben), "", now=NOW)
    plans.save_draft(ben, plan, said(ben, "x"), now=NOW)

    join(ada, ben)
    together = set(PlanDraft.objects.values_list("plan__couple_id", flat=True))
    people.leave(ada, now=NOW)

    assert together == {_couple_of_invitation()}
    assert set(PlanDraft.objects.values_list("plan__couple_id", flat=True)) == {who.of(ben).couple_id}
    assert Membership.objects.values("couple_id").distinct().count() == 2


def test_what_both_agreed_to_outlives_the_couple(couple: Three) -> None:
    standing.propose(couple.ada, core_standing.common(said(couple.ada, "x")), base=0, now=NOW)
    standing.agree(couple.ben, version=1, now=NOW)

    people.leave(couple.ada, now=NOW)

    assert set(StandingYes.objects.values_list("person_id", flat=True)) == {couple.ada, couple.ben}


def _couple_of_invitation() -> UUID:
    return Couple.objects.get(invitations__isnull=False).id
