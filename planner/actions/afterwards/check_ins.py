"""Afterwards: say how it was, be ready to talk it over, have talked.

Neither learns anything of what the other keeps, and of "not yet" nothing at all.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from planner import errors
from planner.actions import reminders
from planner.actions.afterwards import looking_back
from planner.actions.engine import views
from planner.core.check_ins import Felt, Helped, Reveal
from planner.models import CheckIn
from planner.queries.afterwards import check_ins
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import CheckInView

LINE_MAX = 500


@transaction.atomic
def say(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    *,
    felt: Felt,
    helped: Helped | None = None,
    line: str = "",
    reveal: Reveal = Reveal.NEVER,
    now: datetime,
) -> None:
    """Say how it was, in place of what was said before.

    Raises `NotFound`, `NotOver`, `TooLong`; `InTheArchive`; `AlreadyRevealed` to keep back what was read.
    """
    who, uid = _over(actor, event_id, recurrence_id, now)
    if len(line) > LINE_MAX:
        raise errors.TooLong(field="line")
    _check_may_say(check_ins.said_of(who, uid, recurrence_id), reveal)
    before = _as_the_other_sees_it(who, uid, recurrence_id)
    wanted = {"felt": felt, "helped": helped, "line": line.strip(), "reveal": reveal, "changed_at": now}
    if reveal is Reveal.NEVER:
        wanted |= {"wants_to_talk_at": None, "talked_over_at": None}
    CheckIn.objects.update_or_create(
        owner_id=actor,
        uid=uid,
        recurrence_id=recurrence_id,
        defaults=wanted,
        create_defaults=wanted | {"created_at": now},
    )
    _follow(who, uid, recurrence_id, before, now=now)


@transaction.atomic
def want_to_talk(
    actor: UUID, event_id: UUID, recurrence_id: str, *, wants: bool = True, now: datetime
) -> None:
    """Be calm enough to talk it over, or not yet; the other learns of it when both are. Twice is once.

    Raises `NotFound` while there is nothing to talk over; `Stale` for a "not yet" after both said yes.
    """
    who, uid = _over(actor, event_id, recurrence_id, now)
    seen = check_ins.said_of(who, uid, recurrence_id)
    if not seen.is_worth_a_talk:
        raise errors.NotFound
    if seen.i_want == wants:
        return
    if seen.both_want:
        raise errors.Stale
    before = _as_the_other_sees_it(who, uid, recurrence_id)
    mine = CheckIn.objects.filter(owner_id=actor, uid=uid, recurrence_id=recurrence_id)
    mine.update(wants_to_talk_at=now if wants else None)
    _follow(who, uid, recurrence_id, before, now=now)


@transaction.atomic
def have_talked(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """Close it for both: no more is said of it. Twice is once. Raises `NotFound` before both wanted to."""
    who, uid = _over(actor, event_id, recurrence_id, now)
    seen = check_ins.said_of(who, uid, recurrence_id)
    if not seen.both_want:
        raise errors.NotFound
    if not seen.is_talked_over:
        close(who, uid, recurrence_id, now=now)
        views.touch(*who.couple_ids, now=now)


def close(who: Who, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """The same within a deed that has found that both want to, and tells them."""
    _of_both(who, uid, recurrence_id).update(talked_over_at=now)
    reminders.reschedule(uid, who.couple_ids, now=now)


def calm_down(who: Who, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """Let both say once more when they are calm enough, since they paused."""
    _of_both(who, uid, recurrence_id).update(wants_to_talk_at=None)
    reminders.reschedule(uid, who.couple_ids, now=now)


def keep_to_oneself(owner_id: UUID, *, uid: str | None = None) -> None:
    """Show none of this person's answers any more, about one UID or about everything.

    Called in the transaction of a deed that says so to whoever can see it.
    """
    mine = CheckIn.objects.filter(owner_id=owner_id)
    about = mine if uid is None else mine.filter(uid=uid)
    about.update(reveal=Reveal.NEVER, wants_to_talk_at=None, talked_over_at=None)


def _of_both(who: Who, uid: str, recurrence_id: str) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(owner_id__in=who.couple_ids, uid=uid, recurrence_id=recurrence_id)


def _check_may_say(stood: CheckInView, reveal: Reveal) -> None:
    if stood.is_archived:
        raise errors.InTheArchive
    if reveal is Reveal.NEVER and stood.is_mutual:
        raise errors.AlreadyRevealed(field="reveal")


def _over(actor: UUID, event_id: UUID, recurrence_id: str, now: datetime) -> tuple[Who, str]:
    found = looking_back.over(actor, event_id, recurrence_id, now=now)
    return found.who, found.uid


def _as_the_other_sees_it(who: Who, uid: str, recurrence_id: str) -> CheckInView | None:
    if who.partner_id is None:
        return None
    return check_ins.said_of(who_queries.of(who.partner_id), uid, recurrence_id)


def _follow(who: Who, uid: str, recurrence_id: str, before: CheckInView | None, *, now: datetime) -> None:
    """Let the other know what they see now and did not see before, and plan again what hangs on it."""
    after = _as_the_other_sees_it(who, uid, recurrence_id)
    other = who.partner_id if before != after else None
    views.touch(who.person_id, other, now=now)
    reminders.reschedule(uid, (who.person_id, other) if other else (who.person_id,), now=now)
    reminders.read(who.person_id, uid, recurrence_id, now=now)
    if other and before and after and (after.theirs or after.both_want) and before != after:
        reminders.news(other, uid, recurrence_id, now=now)
