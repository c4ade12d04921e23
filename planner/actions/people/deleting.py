"""What becomes of somebody who deletes their account: nothing of theirs stays, and nothing goes anywhere.

One transaction, without a grace. The other's copy of what the two agreed stays, without this person's lines.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import CASCADE, Exists, ForeignKey, Model, OuterRef

from planner.actions.engine import locks, outside
from planner.actions.people import letting_go, people
from planner.models import (
    Agreement,
    Couple,
    Person,
    Phone,
    Plan,
    ReceivedText,
    StandingAgreement,
    StandingYes,
)
from planner.queries.people import who as who_queries

NOWHERE = "gone.invalid"
"""Reserved for what is no address at all (RFC 2606)."""
YESES: tuple[type[Model], ...] = (Agreement, StandingYes)
"""That two agreed is the other's to keep, too: these stay, under an id that has no name any more."""


@transaction.atomic
def delete(actor: UUID, *, now: datetime) -> None:
    """End the actor's account at once, leaving the other first. Raises `NotFound`, `OnlyForReal`.

    A visitor ends the demo instead.
    """
    outside.reach(actor)
    who = who_queries.of(actor)
    if who.partner_id is not None:
        people.leave(actor, now=now)
    couple_id = who_queries.of(actor).couple_id
    locks.person(actor)
    mine = Plan.objects.filter(versions__agreements__person_id=actor, closed_at__isnull=False)
    agreed = dict(mine.values_list("id", "couple_id"))
    letting_go.tell(letting_go.take_out_words(agreed, actor), now=now)
    _forget_number(actor)
    Couple.objects.filter(id=couple_id).delete()
    for model, column in belonging():
        model._default_manager.filter(**{column: actor}).delete()
    Person.objects.filter(id=actor).update(**_nobody(actor, now))
    letting_go.delete_what_nobody_keeps(agreed)
    _delete_standing_that_nobody_keeps(actor)
    _delete_empty_couples({who.couple_id, *agreed.values()})
    _delete_those_whom_nobody_remembers()


def belonging() -> Iterator[tuple[type[Model], str]]:
    """Every table, of whatever app, whose rows go with the person that they name, and the column that does.

    Asked of the models, so that a table which comes tomorrow is in it.
    """
    for relation in Person._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if relation.auto_created and isinstance(field, ForeignKey) and field.model not in YESES:
            if field.remote_field.on_delete is CASCADE:
                yield field.model, field.attname


def _nobody(actor: UUID, now: datetime) -> dict[str, object]:
    """The columns of somebody of whom nothing is left but that they once said yes."""
    columns = (one for one in Person._meta.concrete_fields if one.has_default() and not one.primary_key)
    return {one.attname: one.get_default() for one in columns} | {
        "email": f"{actor}@{NOWHERE}",
        "name": "",
        "password": "!",
        "quiet_from": None,
        "quiet_until": None,
        "settled_at": None,
        "created_at": None,
        "last_login": None,
        "is_active": False,
        "gone_at": now,
    }


def _forget_number(actor: UUID) -> None:
    """What came back from their phone, unless somebody else has the same one. A STOP outlives them."""
    for digest in Phone.objects.filter(person_id=actor).values_list("number_hash", flat=True):
        if not Phone.objects.filter(number_hash=digest).exclude(person_id=actor).exists():
            ReceivedText.objects.filter(number_hash=digest).delete()


def _delete_standing_that_nobody_keeps(actor: UUID) -> None:
    """What they held to with somebody who has gone as well."""
    held = StandingAgreement.objects.filter(versions__agreements__person_id=actor, closed_at__isnull=False)
    here = StandingYes.objects.filter(version__standing__in=held, person__gone_at=None)
    ids = set(held.values_list("id", flat=True)) - set(here.values_list("version__standing_id", flat=True))
    couples = list(held.values_list("couple_id", flat=True))
    StandingAgreement.objects.filter(id__in=ids).delete()
    _delete_empty_couples(couples)


def _delete_empty_couples(couple_ids: Collection[UUID]) -> None:
    """But for one from which somebody was invited: how often that was is counted."""
    empty = {"memberships": None, "plans": None, "standing_agreements": None, "invitations": None}
    Couple.objects.filter(id__in=couple_ids, **empty).delete()


def _delete_those_whom_nobody_remembers() -> None:
    """This person, and those who went before and stayed only in what went with this one."""
    remembered = (Exists(model._default_manager.filter(person=OuterRef("pk"))) for model in YESES)
    Person.objects.filter(*(~one for one in remembered), gone_at__isnull=False).delete()
