"""Time to go: the words of a couple, and the calls of one plan as one of its two sees them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner.core.calendar import zones
from planner.core.plan import going as rules
from planner.core.plan.going import SHOWN_FOR, Stage
from planner.core.reminding.reminders import Channel
from planner.models import Phrase, Plan, PlanVersion, TimeToGo
from planner.queries import wording
from planner.queries.channels import contacts
from planner.queries.engine import breakers, lanes
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows
from planner.queries.views import CalledView, CallView, GoingView, PhraseView, PlanView, ToldView

BEST_FIRST = (Channel.PUSH, Channel.SMS, Channel.EMAIL)


def of_plan(actor: UUID, seen: PlanView, *, now: datetime) -> GoingView | None:
    """Time to go for a plan that two have agreed on; None where there is nobody to call."""
    if seen.agreed is None or seen.partner is None or seen.is_closed:
        return None
    calls = _calls(seen.id, now)
    mine = next((one for one in calls if one.sender_id == actor), None)
    theirs = next((one for one in calls if one.recipient_id == actor), None)
    content = seen.agreed.content
    is_open = rules.is_open(seen.starts_at, seen.ends_at, content, now=now)
    opens_at, _ = rules.window(seen.starts_at, seen.ends_at)
    return GoingView(
        phrase=_said(Phrase.objects.filter(couple__memberships__person_id=actor), content.signal),
        opens_at=opens_at,
        is_open=is_open,
        can_call=is_open and not (mine and stands(mine, now=now)),
        mine=_mine(mine, now) if mine else None,
        theirs=_theirs(theirs) if theirs else None,
    )


def told(who: Who, *, now: datetime) -> tuple[ToldView, ...]:
    """What the two told each other lately, for the log of one of them, the newest first."""
    rows = TimeToGo.objects.filter(plan__couple_id=who.couple_id).order_by("-created_at", "-id")
    return tuple(_told(who, row, now) for row in rows)


def phrase(actor: UUID) -> PhraseView:
    """The words of the viewer and the other. Raises `NotFound`."""
    return phrase_of(who_queries.of(actor))


def phrase_of(who: Who) -> PhraseView:
    """The same, for a query that knows who is asking."""
    row = Phrase.objects.select_related("chosen_by").filter(couple_id=who.couple_id).first()
    if row is None:
        return PhraseView(str(wording.OUR_PHRASES[0]))
    return PhraseView(
        words=row.words,
        by_me=row.chosen_by_id == who.person_id,
        chooser_name=row.chosen_by.name if row.chosen_by else "",
        chosen_on=zones.wall_clock(row.chosen_at, who.zone).date(),
    )


def chosen(who: Who) -> str:
    """The words that the two chose; "" while they are ours."""
    return Phrase.objects.filter(couple_id=who.couple_id).values_list("words", flat=True).first() or ""


def signals(who: Who, *, now: datetime) -> Iterable[str]:
    """The signals in what the two have proposed for events to come."""
    ahead = Q(plan__couple_id=who.couple_id, plan__closed_at=None, plan__ends_at__gte=now)
    for text in PlanVersion.objects.filter(ahead).values_list("content", flat=True):
        if signal := plan_rows.content(text).signal:
            yield signal


def words_of(row: TimeToGo) -> str:
    """What this call says, in the active language where the words are ours."""
    return _said(Phrase.objects.filter(couple_id=row.plan.couple_id), _signal_of(row.plan))


def _said(chosen: QuerySet[Phrase], signal: str) -> str:
    """What is said at an event with this signal."""
    words = chosen.values_list("words", flat=True).first() or ""
    return rules.spoken(words, map(str, wording.OUR_PHRASES), signal=signal)


def _signal_of(plan: Plan) -> str:
    """The signal that the two agreed on for this plan."""
    agreed = PlanVersion.objects.filter(plan=plan, number=plan.agreed_number)
    text = agreed.values_list("content", flat=True).first()
    return plan_rows.content(text).signal if text else ""


def stage(row: TimeToGo, *, now: datetime) -> Stage:
    return rules.stage(
        row.state,
        has_failed=bool(row.reason),
        called_at=row.created_at,
        now=now,
    )


def stands(row: TimeToGo, *, now: datetime) -> bool:
    """Whether another tap of its sender is this same call."""
    return rules.stands(stage(row, now=now), called_at=row.created_at, now=now)


def next_channel(recipient_id: UUID, *, failed: Iterable[str]) -> Channel | None:
    """The best way to this person that is left; one that is answered at present before one that is not."""
    has = contacts.ways((recipient_id,))[recipient_id].channels
    left = [one for one in BEST_FIRST if one in has and one not in failed]
    resting = breakers.away()
    return next((one for one in left if lanes.going(one) not in resting), next(iter(left), None))


def _calls(plan_id: UUID, now: datetime) -> list[TimeToGo]:
    """Those of this evening, the newest first."""
    lately = TimeToGo.objects.filter(plan_id=plan_id, created_at__gt=now - SHOWN_FOR)
    return list(lately.order_by("-created_at", "-id"))


def _mine(row: TimeToGo, now: datetime) -> CallView:
    return CallView(row.created_at, stage(row, now=now), row.coming_at is not None)


def _told(who: Who, row: TimeToGo, now: datetime) -> ToldView:
    by_me = row.sender_id == who.person_id
    at_local = zones.wall_clock(row.created_at, who.zone)
    return ToldView(at_local, by_me, stage(row, now=now), "" if by_me else row.channel)


def _theirs(row: TimeToGo) -> CalledView:
    return CalledView(row.created_at, row.coming_at is not None)
