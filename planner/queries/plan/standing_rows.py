"""Rows of the standing agreement become the value that the rules decide on."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from planner.core.plan.standing import Standing
from planner.core.plan.two_yeses import Version
from planner.models import StandingAgreement, StandingVersion, StandingYes
from planner.queries.engine.nested import Rows
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows
from planner.queries.plan.plan_rows import Word


def of(who: Who) -> tuple[StandingVersion, ...]:
    """What was proposed in this couple, oldest first, in one query."""
    rows = StandingVersion.objects.filter(standing__couple_id=who.couple_id, standing__closed_at=None)
    return tuple(in_order(rows))


def newer_than_agreed(who: Who) -> tuple[StandingVersion, ...]:
    """What was proposed since the two agreed, oldest first; all of it while they have not."""
    rows = StandingVersion.objects.filter(standing__couple_id=who.couple_id, standing__closed_at=None)
    return tuple(in_order(rows.filter(number__gt=F("standing__agreed_number"))))


def agreed(who: Who) -> StandingVersion | None:
    """What the two say yes to now, in one query."""
    rows = StandingVersion.objects.filter(standing__couple_id=who.couple_id, standing__closed_at=None)
    return rows.filter(number=F("standing__agreed_number")).first()


def kept(who: Who) -> QuerySet[StandingAgreement]:
    """What this person once agreed with somebody before they parted, the latest first."""
    agreeing = StandingYes.objects.filter(version__standing=OuterRef("pk"), person_id=who.person_id)
    rows = StandingAgreement.objects.filter(Exists(agreeing), closed_at__isnull=False)
    versions = Prefetch("versions", in_order(StandingVersion.objects.all()))
    return rows.order_by("-closed_at", "id").prefetch_related(versions)


def value(who: Who, rows: Iterable[StandingVersion]) -> Standing:
    """The value, from rows that came through here; without any nothing has been proposed."""
    return Standing(who.couple_ids, versions(rows))


def versions(rows: Iterable[StandingVersion]) -> tuple[Version, ...]:
    return tuple(plan_rows.version(row, _words(row)) for row in rows)


def _words(row: StandingVersion) -> Iterator[Word]:
    return ((UUID(person_id), bool(is_yes)) for _, person_id, is_yes, _ in said(row))


def said(row: StandingVersion) -> list[list[Any]]:
    """Each yes and its taking back in the order in which they were said: id, person, whether a yes, when."""
    return sorted(vars(row)["words"] or [])


def in_order(rows: QuerySet[StandingVersion]) -> QuerySet[StandingVersion]:
    """These rows, oldest first, with each yes, in one query."""
    words = Rows(StandingYes.objects.filter(version=OuterRef("pk")), "id", "person_id", "is_yes", "at")
    return rows.order_by("number").annotate(words=words)
