"""How one person wants to be reminded, and by which ways they are: one query for a page that tells it all."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef

from planner.models import ChannelChoice, LadderSet, Muted, Person, Suspension, UnsubscribeLink
from planner.queries.channels import phones, replies
from planner.queries.engine import nested
from planner.queries.engine.nested import Rows
from planner.queries.people import people
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor
from planner.queries.reminders import ladder_sets
from planner.queries.views import MailWayView, PhoneView, ReminderChoices


def of(actor: Actor, *, now: datetime) -> ReminderChoices:
    """All that the viewer has chosen; a second query for what they have muted."""
    viewer = who_queries.of(actor)
    person = _asked().get(id=viewer.person_id)
    found = {name: vars(person)[name] or [] for name in ("stops", "suspended", "sets", "mutes")}
    suspended: dict[str, str] = dict(found["suspended"])
    own = [nested.row(LadderSet, one) for one in found["sets"]]
    muted = [nested.row(Muted, one) for one in found["mutes"]]
    return ReminderChoices(
        me=people.me_of(person),
        mail=MailWayView(person.email, suspended.get(ChannelChoice.EMAIL, "")),
        phone=_phone(person, is_refused=ChannelChoice.SMS in suspended, now=now),
        stopped=tuple(sorted(step for (step,) in found["stops"])),
        muted=replies.muted(viewer, sorted(muted, key=lambda row: (row.created_at, row.id), reverse=True)),
        ladders=ladder_sets.all_of({one.kind: ladder_sets.of_row(one) for one in own}),
    )


def _asked() -> Any:
    def theirs(model: Any, **also: Any) -> Any:
        return model.objects.filter(person=OuterRef("pk"), **also)

    return Person.objects.select_related("phone").annotate(
        stops=Rows(theirs(UnsubscribeLink, unsubscribed_at__isnull=False), "step"),
        suspended=Rows(theirs(Suspension, lifted_at__isnull=True), "channel", "reason"),
        sets=Rows(theirs(LadderSet), *nested.names(LadderSet)),
        mutes=Rows(theirs(Muted), *nested.names(Muted)),
    )


def _phone(person: Person, *, is_refused: bool, now: datetime) -> PhoneView | None:
    phone = getattr(person, "phone", None)
    return phones.view(phone, is_refused=is_refused, now=now) if phone else None
