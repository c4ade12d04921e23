"""Two people meet, and part: who may, once, and what comes along."""

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.exchange import feeds, tokens
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.core.visibility import Visibility
from planner.models import Calendar, Invitation, Membership, OutboxMail, Person, Plan, PlanDraft, Reminder
from planner.queries.exchange import feeds as feed_queries
from planner.queries.exchange import tokens as token_queries
from planner.queries.feelings import flags as flag_queries
from planner.queries.people import people as people_queries
from planner.queries.people import who
from planner.queries.plan import plans as plan_queries
from tests.factories import (
    NOW,
    Couple,
    bring_in,
    event,
    ics,
    invite,
    join,
    person,
    titles,
    version,
    vevent,
    window,
)

LATER = NOW + timedelta(hours=71)
TOO_LATE = NOW + timedelta(hours=72)

pytestmark = pytest.mark.django_db


def lines(by: UUID) -> Content:
    return Content(
        asks=(Ask("a1", by, "Stay near me for a while."),),
        if_thens=(IfThen("we get separated", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )


def agreed_plan(couple: Couple) -> UUID:
    party = event(couple.ada)
    plan_id = plans.start(couple.ada, party, "", now=NOW)
    number = plans.propose(couple.ada, plan_id, lines(couple.ada), base=0, now=NOW)
    plans.agree(couple.ben, plan_id, version=number, answers={"a1": Answer(Reply.YES)}, now=NOW)
    return plan_id


def test_register_gives_a_couple_of_one_and_a_calendar_once() -> None:
    ada = person("Ada")

    people.register(ada, name="Somebody else", tzid="UTC", now=LATER)

    assert people_queries.couple(ada).partner is None
    assert people_queries.me(ada).name == "Ada"
    assert Calendar.objects.filter(owner_id=ada).count() == 1
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  "), ("name", "x" * 81), ("tzid", "Mars/Olympus"), ("language", "tlh")],
)
def test_register_refuses_what_cannot_stand(field: str, value: str) -> None:
    made = Person.objects.create_user("ada@example.org")
    fields = {"name": "Ada", "tzid": "Europe/Berlin", "language": "en"} | {field: value}

    with pytest.raises(errors.Invalid) as refused:
        people.register(made.pk, **fields, now=NOW)

    assert refused.value.field == field
    assert not Membership.objects.exists()


def test_everybody_begins_with_quiet_hours() -> None:
    me = people_queries.me(person("Ada"))

    assert (me.quiet_from, me.quiet_until) == (time(21), time(8))


def test_describe_is_noticed_by_the_other_only_for_a_new_name_or_zone(couple: Couple) -> None:
    before = version(couple.ben)
    settings = {"quiet_from": time(22), "quiet_until": time(7), "language": "en"}

    people.describe(couple.ada, name="Ada", tzid="Europe/Berlin", **settings, now=NOW)
    after_quiet_hours = version(couple.ben)
    people.describe(couple.ada, name="Ada", tzid="America/New_York", **settings, now=NOW)
    after_zone = version(couple.ben)
    people.describe(couple.ada, name="Ada L.", tzid="America/New_York", **settings, now=NOW)

    assert (after_quiet_hours, after_zone, version(couple.ben)) == (before, before + 1, before + 2)
    assert people_queries.couple(couple.ben).partner.name == "Ada L."
    assert people_queries.me(couple.ada).tzid == "America/New_York"


def test_describe_refuses_half_quiet_hours(ada: UUID) -> None:
    with pytest.raises(errors.Invalid) as refused:
        people.describe(
            ada, name="Ada", tzid="UTC", quiet_from=time(22), quiet_until=None, language="en", now=NOW
        )

    assert refused.value.field == "quiet_until"


def test_invite_keeps_a_hash_and_mails_the_token() -> None:
    ada = person("Ada")

    token = invite(ada, " Ben@Example.ORG ")

    row = Invitation.objects.get()
    assert people_queries.invitation(ada, now=LATER).email == "ben@example.org"
    assert people_queries.invitation(ada, now=TOO_LATE) is None
    assert OutboxMail.objects.get().to == "ben@example.org"
    assert token.encode() not in bytes(row.token_hash)


def test_one_person_invites_five_times_a_day() -> None:
    ada = person("Ada")
    for number in range(5):
        invite(ada, f"ben{number}@example.org")

    with pytest.raises(errors.TooOften):
        people.invite(ada, email="ben5@example.org", now=NOW + timedelta(hours=23))
    invite(ada, "ben5@example.org", now=NOW + timedelta(days=1))

    assert OutboxMail.objects.count() == 6


def test_one_address_is_invited_five_times_a_day_whoever_asks() -> None:
    for number in range(5):
        invite(person(f"Ada{number}"), "ben@example.org")
    another = person("Cleo")

    with pytest.raises(errors.TooOften) as refused:
        people.invite(another, email="Ben@example.org", now=NOW)
    invite(another, "dora@example.org")

    assert "ben" not in refused.value.message.lower()
    assert [mail.to for mail in OutboxMail.objects.all()].count("ben@example.org") == 5


def test_invite_again_replaces_the_open_invitation() -> None:
    ada, ben = person("Ada"), person("Ben")
    first = invite(ada, "ben@example.org")

    second = invite(ada, "ben@example.org")

    with pytest.raises(errors.InvitationOver):
        people.accept(ben, first, now=NOW)
    people.accept(ben, second, now=NOW)
    assert who.of(ada).partner_id == ben


@pytest.mark.parametrize("address", ["ada@example.org", "ADA@example.org", "nobody", "", "a@b\nc@d.org"])
def test_invite_refuses_ones_own_address_and_no_address(address: str) -> None:
    ada = person("Ada")

    with pytest.raises(errors.Invalid) as refused:
        people.invite(ada, email=address, now=NOW)

    assert refused.value.field == "email"
    assert not OutboxMail.objects.exists()


def test_invite_is_for_those_who_are_alone(couple: Couple) -> None:
    with pytest.raises(errors.AlreadyPaired):
        people.invite(couple.ada, email="cleo@example.org", now=NOW)


def test_revoke_ends_an_invitation_of_ones_own() -> None:
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    token = invite(ada, "ben@example.org")
    invitation_id = Invitation.objects.get().id

    with pytest.raises(errors.NotFound):
        people.revoke(cleo, invitation_id, now=NOW)
    people.revoke(ada, invitation_id, now=NOW)

    with pytest.raises(errors.InvitationOver):
        people.accept(ben, token, now=NOW)
    with pytest.raises(errors.InvitationOver):
        people.revoke(ada, invitation_id, now=NOW)


def test_accept_makes_a_couple_and_a_replay_changes_nothing() -> None:
    ada, ben = person("Ada"), person("Ben")
    token = invite(ada, "ben@example.org")

    people.accept(ben, token, now=LATER)

    assert (who.of(ada).partner_id, who.of(ben).partner_id) == (ben, ada)
    with pytest.raises(errors.InvitationOver):
        people.accept(ben, token, now=LATER)


def test_accept_refuses_another_address_a_late_answer_and_no_invitation() -> None:
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    token = invite(ada, "ben@example.org")

    with pytest.raises(errors.NotInvited):
        people.accept(cleo, token, now=NOW)
    with pytest.raises(errors.InvitationOver):
        people.accept(ben, token, now=TOO_LATE)
    with pytest.raises(errors.NotFound):
        people.accept(ben, "no such token", now=NOW)

    assert who.of(ada).partner_id is None


def test_accept_when_both_invited_each_other_joins_them_once() -> None:
    ada, ben = person("Ada"), person("Ben")
    to_ben, to_ada = invite(ada, "ben@example.org"), invite(ben, "ada@example.org")

    people.accept(ben, to_ben, now=NOW)

    with pytest.raises(errors.InvitationOver):
        people.accept(ada, to_ada, now=NOW)
    assert who.of(ada).couple_id == who.of(ben).couple_id


def test_accept_is_for_those_who_are_alone_on_both_sides() -> None:
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    to_cleo = invite(ada, "cleo@example.org")
    join(ben, ada)

    with pytest.raises(errors.InvitationOver):
        people.accept(cleo, to_cleo, now=NOW)

    from_cleo = invite(cleo, "ada@example.org")
    with pytest.raises(errors.AlreadyPaired):
        people.accept(ada, from_cleo, now=NOW)


def test_decline_ends_the_invitation() -> None:
    ada, ben = person("Ada"), person("Ben")
    token = invite(ada, "ben@example.org")

    people.decline(ben, token, now=NOW)

    assert people_queries.invitation(ada, now=NOW) is None
    with pytest.raises(errors.InvitationOver):
        people.accept(ben, token, now=NOW)


def test_joining_closes_what_was_made_before_until_it_is_released() -> None:
    ada, ben = person("Ada"), person("Ben")
    party = event(ada, "Before")
    flags.flag(ada, party, "", level=3, note="dread", share_level=True, share_note=True, now=NOW)

    join(ada, ben)

    assert titles(ben) == []
    event(ada, "After")
    assert titles(ben) == ["After"]
    people.release(ada, [party], now=NOW)
    assert titles(ben) == ["After", "Before"]
    assert flag_queries.feelings(ben, party, "").their_flag is None


def test_joining_keeps_both_drafts_for_the_same_occurrence() -> None:
    ada, ben = person("Ada"), person("Ben")
    for writer in (ada, ben):
        bring_in(writer, ics(vevent("party@work", "Office party")))
        plans.start(writer, window(writer)[0].event_id, "", now=NOW)

    join(ada, ben)

    drafts = PlanDraft.objects.all()
    assert {draft.writer_id for draft in drafts} == {ada, ben}
    assert {draft.plan_id for draft in drafts} == {Plan.objects.get().id}
    assert Plan.objects.get().couple_id == who.of(ada).couple_id


def test_release_is_for_ones_own_events(couple: Couple) -> None:
    theirs = event(couple.ada, visibility=Visibility.PRIVATE)

    for actor in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            people.release(actor, [theirs], now=NOW)

    assert titles(couple.ben) == []


def test_leave_hides_each_from_the_other_and_moves_both_versions(couple: Couple) -> None:
    event(couple.ada, "Ada's")
    event(couple.ben, "Ben's")
    before = version(couple.ada), version(couple.ben), version(couple.stranger)

    people.leave(couple.ada, now=NOW)

    assert titles(couple.ada) == ["Ada's"]
    assert titles(couple.ben) == ["Ben's"]
    assert (who.of(couple.ada).partner_id, who.of(couple.ben).partner_id) == (None, None)
    after = version(couple.ada), version(couple.ben), version(couple.stranger)
    assert [new > old for new, old in zip(after, before, strict=True)] == [True, True, False]
    with pytest.raises(errors.NeedsPartner):
        people.leave(couple.ada, now=NOW)


def test_leave_keeps_agreed_plans_for_both_and_drafts_for_their_writer(couple: Couple) -> None:
    plan_id = agreed_plan(couple)
    other = event(couple.ada, "Wedding")
    draft_of = plans.start(couple.ada, other, "", now=NOW)

    people.leave(couple.ada, now=NOW)

    for one in (couple.ada, couple.ben):
        assert plan_queries.plan(one, plan_id, now=NOW).agreed.content.if_thens == lines(couple.ada).if_thens
    with pytest.raises(errors.NotFound):
        plan_queries.plan(couple.ada, draft_of, now=NOW)
    assert plan_queries.for_occurrence(couple.ada, other, "", now=NOW).draft is not None
    assert (
        plan_queries.for_occurrence(couple.ben, window(couple.ben)[0].event_id, "", now=NOW) is None
        if window(couple.ben)
        else True
    )


def test_leave_revokes_the_leavers_feeds_and_tokens_only(couple: Couple) -> None:
    mine, theirs = (feeds.create(one, name="Phone", now=NOW)[1] for one in (couple.ada, couple.ben))
    my_token, their_token = (
        tokens.create(one, name="Script", now=NOW)[1] for one in (couple.ada, couple.ben)
    )

    people.leave(couple.ada, now=NOW)

    with pytest.raises(errors.NotFound):
        feed_queries.by_token(mine)
    assert feed_queries.by_token(theirs).owner_id == couple.ben
    assert token_queries.grant(my_token, now=NOW) is None
    assert token_queries.grant(their_token, now=NOW).owner_id == couple.ben


def test_leave_stops_reminders_about_the_others_event(couple: Couple) -> None:
    party = event(couple.ada)
    flags.flag(couple.ada, party, "", level=2, share_level=True, now=NOW)
    live = Reminder.objects.filter(state="pending")
    assert live.filter(person_id=couple.ben).exists()

    people.leave(couple.ben, now=NOW)

    assert not live.filter(person_id=couple.ben).exists()
    assert live.filter(person_id=couple.ada).exists()


def test_a_new_couple_sees_nothing_of_the_old_one(couple: Couple) -> None:
    plan_id = agreed_plan(couple)
    people.leave(couple.ada, now=NOW)

    join(couple.ada, couple.stranger)

    with pytest.raises(errors.NotFound):
        plan_queries.plan(couple.stranger, plan_id, now=NOW)
    assert plan_queries.all(couple.stranger, now=NOW) == ()
    assert titles(couple.stranger) == []
    assert plan_queries.plan(couple.ada, plan_id, now=NOW).agreed is not None


def test_nobody_acts_without_a_place_in_a_couple() -> None:
    for deed in (
        lambda: people.leave(uuid4(), now=NOW),
        lambda: people.invite(uuid4(), email="x@y.org", now=NOW),
    ):
        with pytest.raises(errors.NotFound):
            deed()
