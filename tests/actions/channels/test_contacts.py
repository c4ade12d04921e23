"""An address that mail does not reach: its person hears another way, and nobody else learns of it."""

from datetime import timedelta

import pytest

from planner.actions.channels import contacts
from planner.actions.channels.contacts import Kind
from planner.actions.feelings import flags
from planner.core.reminding.reminders import Channel
from planner.models import Person, Phone, Reminder, Suspension
from planner.queries.channels import contacts as queries
from tests.factories import NOW, Couple, event

BOUNCED, COMPLAINED = Kind
LATER = NOW + timedelta(hours=1)


def bounce(name: str = "e1", kind: Kind = BOUNCED, **when: object) -> None:
    moments = {"at": NOW, "now": NOW} | when
    contacts.bounced("Ada@Example.org", kind, name, **moments)  # type: ignore[arg-type]


def reasons(couple: Couple) -> list[tuple[str, bool]]:
    rows = Suspension.objects.filter(person_id=couple.ada)
    return [(row.reason, row.lifted_at is None) for row in rows]


def has_mail(couple: Couple) -> bool:
    return Channel.EMAIL in queries.ways((couple.ada,))[couple.ada].channels


def test_the_ladder_goes_by_another_channel_and_comes_back(couple: Couple) -> None:
    phone = {"number": "+491", "number_hash": b"x" * 32, "verified_at": NOW, "created_at": NOW}
    Phone.objects.create(person_id=couple.ada, **phone)
    flags.flag(couple.ada, event(couple.ada), "", level=3, share_level=True, now=NOW)
    before, theirs = channels(couple.ada), channels(couple.ben)

    bounce()

    assert set(channels(couple.ada).values()) == {"sms"}
    assert channels(couple.ben) == theirs

    contacts.confirmed(couple.ada, now=LATER)

    assert channels(couple.ada) == before


def channels(person_id: object) -> dict[str, str]:
    rows = Reminder.objects.filter(person_id=person_id, state="pending")
    return dict(rows.values_list("step", "channel"))


def test_told_again_nothing_happens_even_after_they_confirmed(couple: Couple) -> None:
    bounce()
    contacts.confirmed(couple.ada, now=LATER)

    bounce(now=LATER + timedelta(hours=1))

    assert reasons(couple) == [("bounced", False)]
    assert has_mail(couple)


@pytest.mark.parametrize(("minutes", "is_closed"), [(-1, False), (0, False), (1, True)])
def test_only_what_happened_since_they_confirmed_counts(
    couple: Couple, minutes: int, is_closed: bool
) -> None:
    bounce()
    contacts.confirmed(couple.ada, now=LATER)

    bounce("e2", at=LATER + timedelta(minutes=minutes), now=LATER + timedelta(hours=1))

    assert has_mail(couple) is not is_closed


@pytest.mark.parametrize("order", [(BOUNCED, COMPLAINED), (COMPLAINED, BOUNCED)])
def test_a_complaint_outweighs_a_bounce_in_either_order(couple: Couple, order: tuple[Kind, Kind]) -> None:
    for kind in order:
        bounce(kind, kind)

    assert reasons(couple) == [("complained", True)]


def test_confirming_what_was_well_changes_nothing(couple: Couple) -> None:
    contacts.confirmed(couple.ada, now=NOW)

    assert not Suspension.objects.exists()
    assert has_mail(couple)


def test_only_the_person_at_this_address_is_concerned(couple: Couple) -> None:
    contacts.bounced("nobody@example.org", BOUNCED, "e1", at=NOW, now=NOW)
    Person.objects.filter(id=couple.ada).update(email="new@example.org")
    bounce("e2")

    assert not Suspension.objects.exists()
