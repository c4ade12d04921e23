"""What a webhook is told: what kind of thing it is, ids and moments. Never a title, a name or a reason.

Of a reminder not even its event: it may be due because of what its owner keeps to themselves.
"""

from collections.abc import Mapping
from datetime import datetime

from planner.core.reminding.reminders import Drop, Reason
from planner.core.webhooks import kinds
from planner.core.webhooks.kinds import Kind
from planner.models import Plan, Reminder, TimeToGo, WebhookMessage
from planner.queries.channels.outgoing import WebhookCall
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

Data = Mapping[str, str]


def webhook(row: WebhookMessage, *, now: datetime) -> WebhookCall | Drop:
    """One message as it leaves; dropped when it is late, or its owner may not know of it any more."""
    kind, hook = Kind(row.kind), row.webhook
    if now >= kinds.helps_until(kind, row.created_at):
        return Drop(Reason.TOO_LATE)
    who = who_queries.of(hook.owner_id)
    data = _data(who, kind, row)
    if data is None or not hook.owner.is_active:
        return Drop(Reason.NOT_THEIRS)
    holds = hook.secret_before_until is not None and now < hook.secret_before_until
    secrets = (hook.secret, hook.secret_before) if holds else (hook.secret,)
    return WebhookCall(row.id, hook.url, secrets, kinds.body(kind, row.created_at, data))


def _data(who: Who, kind: Kind, row: WebhookMessage) -> Data | None:
    """What is said of it; None when there is nothing left that this person may know."""
    if kind is Kind.TEST:
        return {}
    if kind is Kind.REMINDER:
        mine = Reminder.objects.filter(id=row.key, person_id=who.person_id)
        return {"reminder_id": str(row.key)} if mine.exists() else None
    if kind is Kind.TIME_TO_GO and not TimeToGo.objects.filter(id=row.key).exists():
        return None
    about = _about(who, row)
    if about is None or kind in (Kind.NEWS, Kind.TALK):
        return about
    plan = _plan(who, row)
    return about | {"plan_id": str(plan.id)} if plan else None


def _about(who: Who, row: WebhookMessage) -> dict[str, str] | None:
    """The occurrence as this person's own programs know it from the API."""
    event = sight.for_uid(who, row.uid)
    if event is None:
        return None
    return {"event_id": str(event.id), "recurrence_id": row.recurrence_id}


def _plan(who: Who, row: WebhookMessage) -> Plan | None:
    """What the two have agreed on for it, and still do."""
    rows = Plan.objects.filter(couple_id=who.couple_id, closed_at=None, agreed_number__gte=1)
    return rows.filter(uid=row.uid, recurrence_id=row.recurrence_id).first()
