"""Two partners, a stranger, and evenings to plan: what the tests of plans and of looking ahead begin with."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.calendar.events import Component, When, event_object, to_json
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.models import Calendar, Couple, Event, Membership, Person, ViewVersion

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
STARTS_AT = datetime(2026, 12, 12, 18, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(hours=5)
YES = Answer(Reply.YES)
LATER = Answer(Reply.OTHER, "I will come and find you every hour.")
WEEKLY = "FREQ=WEEKLY;COUNT=4"


def couple(*names: str) -> tuple[UUID, ...]:
    """People who use Alongside together, in the order of their names."""
    together = Couple.objects.create(created_at=NOW)
    return tuple(_person(name, together, slot) for slot, name in enumerate(names, start=1))


def evening(
    owner: UUID,
    *,
    title: str = "Office party",
    visibility: str = "shared",
    uid: str = "",
    starts_at: datetime = STARTS_AT,
    rrule: str = "",
    kind: str = "work_party",
) -> Event:
    """Five hours in one person's calendar; give a `uid` for a copy of somebody else's."""
    event = Event(id=uuid4(), owner_id=owner, visibility=visibility, kind=kind, uid=uid or f"{uuid4()}@tests")
    event.calendar = Calendar.objects.get(owner_id=owner)
    event.created_at = event.changed_at = NOW
    return redated(event, title=title, starts_at=starts_at, rrule=rrule)


def redated(event: Event, *, title: str, starts_at: datetime, rrule: str = "") -> Event:
    """The event with another title and time, as an edit leaves its row."""
    start, end = (When(at.replace(tzinfo=None), "UTC") for at in (starts_at, starts_at + timedelta(hours=5)))
    component = Component(event.uid, start, end, summary=title, rrules=(rrule,) if rrule else ())
    event.ics = "BEGIN:VEVENT"
    event.compiled = to_json(event_object(event.uid, [component]))
    event.first_start_at, event.is_recurring = starts_at, bool(rrule)
    event.last_end_at = None if rrule else starts_at + timedelta(hours=5)
    event.save()
    return event


def said(by: UUID, ask: str = "Stay near me for the first half hour.") -> Content:
    """The least that can be agreed, but for the answer."""
    return Content(
        asks=(Ask("a1", by, ask),),
        if_thens=(IfThen("we get separated", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )


def proposed(by: UUID, event: Event, recurrence_id: str = "") -> UUID:
    """A plan whose first version has just been proposed."""
    plan_id = plans.start(by, event.id, recurrence_id, now=NOW)
    plans.propose(by, plan_id, said(by), base=0, now=NOW)
    return plan_id


def agreed(by: UUID, other: UUID, event: Event, recurrence_id: str = "") -> UUID:
    """A plan whose first version both say yes to."""
    plan_id = proposed(by, event, recurrence_id)
    plans.agree(other, plan_id, version=1, answers={"a1": YES}, now=NOW)
    return plan_id


def flagged(owner: UUID, event: Event, *, level: int, share: bool = False, recurrence_id: str = "") -> UUID:
    """A flag, private unless `share`."""
    return flags.flag(
        owner,
        event.id,
        recurrence_id,
        level=level,
        reasons=(),
        note="Her brother will be there.",
        share_level=share,
        share_note=False,
        now=NOW,
    )


def view_versions(people: Collection[UUID]) -> tuple[int, ...]:
    versions = dict(ViewVersion.objects.values_list("person_id", "version"))
    return tuple(versions[person] for person in people)


def _person(name: str, together: Couple, slot: int) -> UUID:
    person = Person.objects.create_user(f"{name}@example.org", name=name.title(), created_at=NOW)
    Membership.objects.create(person=person, couple=together, slot=slot, joined_at=NOW)
    ViewVersion.objects.create(person=person, changed_at=NOW)
    Calendar.objects.create(
        owner=person, name="Alongside", source=Calendar.Source.OWN, visibility="shared", created_at=NOW
    )
    return person.id
