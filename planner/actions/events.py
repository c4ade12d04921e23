"""Events made on a page: add, edit, delete, and who may see them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from planner import errors
from planner.actions import bulk, flags, plans, reminders, rows, views
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.ical import read, write
from planner.models import Calendar, Event
from planner.queries import calendar as calendar_queries
from planner.queries import sight
from planner.queries import who as who_queries
from planner.queries.who import Who


@transaction.atomic
def add(actor: UUID, form: EventForm, *, now: datetime) -> UUID:
    """Put a new event into the actor's own calendar. Raises `Invalid`."""
    who = who_queries.of(actor)
    form.check()
    event = Event(id=uuid4(), owner_id=actor, created_at=now)
    event.calendar_id = Calendar.objects.get(owner_id=actor, source=Calendar.Source.OWN).id
    draft = _draft(form, f"{event.id}@alongside", created=now, now=now)
    _fill(event, form, write.event_text(draft), now=now)
    event.save(force_insert=True)
    _tell(who, event, None, rows.glimpse(event), now=now)
    return event.id


@transaction.atomic
def edit(actor: UUID, event_id: UUID, form: EventForm, *, now: datetime) -> None:
    """Change one's own event as a whole; its overrides and what we don't know in it stay.

    Raises `Invalid`, and `NotAllowed` for the other's event or one that no form can hold.
    """
    who, event = who_queries.of(actor), _own(actor, event_id)
    if not calendar_queries.is_editable(sight.parsed(event)):
        raise errors.NotAllowed
    form.check()
    before = rows.glimpse(event)
    created = sight.parsed(event).components[0].created or event.created_at
    text = write.edited(event.ics, _draft(form, event.uid, created=created, now=now))
    _fill(event, form, text, now=now)
    event.save()
    _tell(who, event, before, rows.glimpse(event), now=now)


@transaction.atomic
def delete(actor: UUID, event_id: UUID, *, now: datetime) -> None:
    """Take one's own event away. What the other wrote about it stays theirs. Raises `NotAllowed`."""
    who, event = who_queries.of(actor), _own(actor, event_id)
    before = rows.glimpse(event)
    if not sight.is_seen_by_the_other(who, event.uid):
        # Without a row that hides it, what was said of it would show beside a copy of the other's own.
        flags.keep_to_oneself(actor, uid=event.uid)
    Event.objects.filter(id=event_id).delete()
    _tell(who, event, before, None, now=now)


@transaction.atomic
def show(actor: UUID, event_id: UUID, visibility: Visibility, *, now: datetime) -> None:
    """Choose what the other sees of one's own event. Raises `NotAllowed` for the other's."""
    who, event = who_queries.of(actor), _own(actor, event_id)
    before = rows.glimpse(event)
    if event.visibility == visibility:
        return
    rows.show(event, visibility, now=now).save(update_fields=rows.SHOWN)
    _tell(who, event, before, rows.glimpse(event), now=now)


@transaction.atomic
def share(actor: UUID, event_ids: Collection[UUID], *, now: datetime) -> None:
    """Show these events of one's own to the other, all at once.

    Raises `NotFound`, and `NotAllowed` for one that the other shares.
    """
    who = who_queries.of(actor)
    wanted = sight.events(who).filter(id__in=event_ids)
    owners = dict(wanted.values_list("id", "owner_id"))
    if set(owners) != set(event_ids):
        raise errors.NotFound
    if set(owners.values()) - {actor}:
        raise errors.NotAllowed
    held = Event.objects.select_for_update().filter(id__in=event_ids).order_by("id")
    bulk.share(who, held.defer("ics", "compiled"), now=now)


def _own(actor: UUID, event_id: UUID) -> Event:
    """The actor's own event, its row locked. `NotFound`, or `NotAllowed` for one that the other shares."""
    event = sight.one(who_queries.of(actor), event_id)
    if event.owner_id != actor:
        raise errors.NotAllowed
    return Event.objects.select_for_update().get(id=event_id)


def _draft(form: EventForm, uid: str, *, created: datetime, now: datetime) -> write.EventDraft:
    return write.EventDraft(
        uid=uid,
        summary=form.title.strip(),
        start=form.dtstart,
        end=form.dtend,
        rrule=form.rule,
        location=form.location.strip(),
        description=form.description.strip(),
        dtstamp=now,
        created=created,
    )


def _fill(event: Event, form: EventForm, text: str, *, now: datetime) -> None:
    event.kind, event.world = form.kind, form.world
    rows.rebuild(event, text, read.read_text(text), now=now)
    if event.visibility != form.visibility:
        rows.show(event, form.visibility, now=now)


def _tell(who: Who, event: Event, before: object, after: object, *, now: datetime) -> None:
    """Raise versions of those who see the difference, and let plans and reminders follow for both."""
    # Plans before view versions, as in `plans`: two partners who write at once must not deadlock.
    plans.follow(event.uid, who.couple_ids, now=now)
    views.touch(who.person_id, who.partner_id if before != after else None, now=now)
    reminders.reschedule(event.uid, who.couple_ids, now=now, by=who.person_id)
