"""What a person keeps to themselves about one evening: nobody else learns of it, in any way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.engine import locks, views
from planner.core import two_windows
from planner.models import OwnLines
from planner.queries.people import sight
from planner.queries.people import who as who_queries

TEXT_MAX = 2_000


@transaction.atomic
def keep(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    coping: str = "",
    quiet_helps: str = "",
    was: Mapping[str, str] | None = None,
    now: datetime,
) -> None:
    """Keep the actor's own coping and quiet helps for an occurrence, in place of what they kept before.

    Whoever says what their page was filled with (`was`, by field) loses nothing that they kept in another
    window meanwhile. With nothing in either nothing is kept. Raises `NotFound`, `TooLong`.
    """
    locks.person(actor)
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    if sight.occurrence(who, event, recurrence_id).recurrence_id != recurrence_id:
        raise errors.NotFound
    about: dict[str, Any] = {"person_id": actor, "uid": event.uid, "recurrence_id": recurrence_id}
    kept = OwnLines.objects.filter(**about).first()
    given = _joined({"coping": coping, "quiet_helps": quiet_helps}, was, kept)
    said = _checked(**given)
    if any(said.values()):
        OwnLines.objects.update_or_create(**about, defaults={**said, "changed_at": now})
    elif kept:
        kept.delete()
    views.touch(actor, now=now)


@transaction.atomic
def forget(actor: UUID, own_lines_id: UUID, *, now: datetime) -> None:
    """Throw away what the actor kept, also of an event that is out of sight. Raises `NotFound`."""
    count, _ = OwnLines.objects.filter(id=own_lines_id, person_id=actor).delete()
    if not count:
        raise errors.NotFound
    views.touch(actor, now=now)


def _joined(
    given: Mapping[str, str], was: Mapping[str, str] | None, kept: OwnLines | None
) -> Mapping[str, str]:
    """What is given, with what another window kept meanwhile."""
    if was is None or kept is None:
        return given
    return {
        name: two_windows.joined(was.get(name, ""), text, getattr(kept, name)) for name, text in given.items()
    }


def _checked(**given: str) -> dict[str, str]:
    clean = {name: text.strip() for name, text in given.items()}
    for name, text in clean.items():
        if len(text) > TEXT_MAX:
            raise errors.TooLong(field=name)
    return clean
