"""Events made on a page: add, edit, move, delete, and who may see them.

An edit of one occurrence says how far it reaches: this one, this and all that follow, or all of them.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction

from planner import errors
from planner.actions.calendar import bulk, event_writes, rows
from planner.actions.calendar.event_writes import Done
from planner.core.calendar import series, series_rules, spans, zones
from planner.core.calendar.event_form import FIRST_YEAR, LAST_YEAR, EventForm
from planner.core.calendar.events import When
from planner.core.calendar.series import Instance, Scope
from planner.core.visibility import Visibility
from planner.ical import edits, read, write
from planner.ical.edits import Edit, Wanted
from planner.models import Calendar, Event
from planner.queries.calendar import event_views
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

_WHOLE = (Scope.ALL,)
"""What has a single date is one and all."""
_OF_ALL = "This is the same for every time of it. Choose “All of them” to change it."


@transaction.atomic
def add(actor: UUID, form: EventForm, *, now: datetime) -> UUID:
    """Put a new event into the actor's own calendar. Raises `Invalid`."""
    who = who_queries.of(actor)
    form.check()
    event = Event(id=uuid4(), owner_id=actor, created_at=now)
    event.calendar_id = Calendar.objects.get(owner_id=actor, source=Calendar.Source.OWN).id
    text = write.event_text(_draft(form, _uid(event), now=now))
    _fill(event, form)
    rows.rebuild(event, text, read.read_text(text), now=now).save(force_insert=True)
    event_writes.follow(who, (event.uid,), noticed=rows.glimpse(event) is not None, now=now)
    return event.id


@transaction.atomic
def edit(
    actor: UUID,
    event_id: UUID,
    form: EventForm,
    *,
    recurrence_id: str | None = None,
    scope: Scope = Scope.ALL,
    now: datetime,
) -> Done:
    """Change one's own event as the form has it: an occurrence and as much of its series as `scope` says.

    Without a `recurrence_id` the form is about the series from its first date. The rest stays.
    Raises `Invalid`, `NotFound`, and `NotAllowed` for the other's event or one that no form can hold.
    """
    who, event = who_queries.of(actor), _own(actor, event_id)
    one = _instance(who, event, recurrence_id, scope)
    form.check()
    wanted = _wanted(form, one, who)
    if scope is Scope.ONE and series.scopes(sight.parsed(event)) != _WHOLE:
        _check_is_of_one(event, one, form)
        wanted = replace(wanted, rule=None)
    new = _split_off(event)
    edit = edits.changed(event.ics, one, scope, wanted, uid=new.uid, now=now)
    _fill(new if edit.following else event, form)
    key = one.occurrence.recurrence_id
    return event_writes.carry_out(who, event, edit, key=key, new=new if edit.following else None, now=now)


@transaction.atomic
def move(
    actor: UUID,
    event_id: UUID,
    recurrence_id: str,
    start: datetime | date,
    *,
    scope: Scope = Scope.ONE,
    now: datetime,
) -> Done:
    """Let one's own occurrence begin at another time and last as long as before.

    `start` is a naive wall time in the actor's zone, or a day for an event of whole days. Raises `Invalid`,
    `NotFound`, `NotAllowed`.
    """
    who, event = who_queries.of(actor), _own(actor, event_id)
    one = _instance(who, event, recurrence_id, scope)
    begins = _begins(who, one, start)
    wanted = Wanted(begins, series.end_of(begins, spans.between(one.start, one.end)))
    new = _split_off(event)
    edit = edits.changed(event.ics, one, scope, wanted, uid=new.uid, now=now)
    return event_writes.carry_out(
        who, event, edit, key=recurrence_id, new=new if edit.following else None, now=now
    )


@transaction.atomic
def delete(
    actor: UUID,
    event_id: UUID,
    *,
    recurrence_id: str | None = None,
    scope: Scope = Scope.ALL,
    now: datetime,
) -> Done:
    """Take one's own event away, or an occurrence and as much of its series as `scope` says.

    What the other wrote about it stays theirs. Raises `NotFound`, `NotAllowed`.
    """
    who, event = who_queries.of(actor), _own(actor, event_id)
    if scope is Scope.ALL:
        _check_is_ours(event)
        parsed = sight.parsed(event)
        edit, key = Edit(None, None, edits.gone(parsed)), recurrence_id or ""
    else:
        one = _instance(who, event, recurrence_id, scope)
        edit, key = edits.deleted(event.ics, one, scope, now=now), one.occurrence.recurrence_id
    return event_writes.carry_out(who, event, edit, key=key, now=now)


@transaction.atomic
def show(actor: UUID, event_id: UUID, visibility: Visibility, *, now: datetime) -> None:
    """Choose what the other sees of one's own event. Raises `NotAllowed` for the other's."""
    who, event = who_queries.of(actor), _own(actor, event_id)
    if event_views.is_a_talk(event):
        raise errors.NotAllowed
    before = rows.glimpse(event)
    if event.visibility == visibility:
        return
    rows.show(event, visibility, now=now).save(update_fields=rows.SHOWN)
    event_writes.follow(who, (event.uid,), noticed=before != rows.glimpse(event), now=now)


@transaction.atomic
def share(
    actor: UUID, event_ids: Collection[UUID], *, calendar_id: UUID | None = None, now: datetime
) -> None:
    """Show these events of one's own to the other, all at once; with a `calendar_id` only what it holds.

    Raises `NotFound`, and `NotAllowed` for one that the other shares.
    """
    who = who_queries.of(actor)
    wanted = sight.events(who).filter(id__in=event_ids)
    if calendar_id:
        wanted = wanted.filter(calendar_id=calendar_id)
    owners = dict(wanted.values_list("id", "owner_id"))
    if set(owners) != set(event_ids):
        raise errors.NotFound
    if set(owners.values()) - {actor}:
        raise errors.NotAllowed
    held = Event.objects.select_for_update().filter(id__in=event_ids).order_by("id")
    bulk.share(who, held, now=now)


def _own(actor: UUID, event_id: UUID) -> Event:
    """The actor's own event, its row locked. `NotFound`, or `NotAllowed` for one that the other shares."""
    event = sight.one(who_queries.of(actor), event_id)
    if event.owner_id != actor:
        raise errors.NotAllowed
    return Event.objects.select_for_update().get(id=event_id)


def _check_is_ours(event: Event) -> None:
    if event_views.is_kept_elsewhere(event):
        raise errors.NotAllowed


def _instance(who: Who, event: Event, key: str | None, scope: Scope) -> Instance:
    """The occurrence that an edit is about, if an edit can reach as far as that."""
    _check_is_ours(event)
    parsed = sight.parsed(event)
    if key is None:
        first = parsed.components[0]
        one = series.of_component(first, home=who.zone)
    else:
        found = series.instance(parsed, key, home=who.zone)
        if found is None or found.occurrence.recurrence_id != key:
            raise errors.NotFound
        one = found
    allowed = series.scopes(parsed)
    if scope not in allowed and allowed != _WHOLE:
        raise errors.NotAllowed
    return one


def _begins(who: Who, one: Instance, start: datetime | date) -> When:
    """A wall time in the actor's zone, on the clock of the event."""
    is_day = not isinstance(start, datetime)
    if is_day is not one.start.is_date:
        raise errors.Invalid(
            "Give a day for an event of whole days, and else a day and a time.", field="start"
        )
    wall = start if isinstance(start, datetime) else datetime.combine(start, time())
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise errors.Invalid("This year is too far away.", field="start")
    if is_day or one.start.is_floating:
        return series.at_wall(one.start, wall)
    return series.at_wall(one.start, zones.wall_in(When(wall, who.zone.key), one.start.tzid))


def _wanted(form: EventForm, one: Instance, who: Who) -> Wanted:
    start, end = form.dtstart, form.dtend
    if one.start.is_floating and not start.is_date and start.tzid == who.zone.key and not one.start.is_date:
        # A form cannot say "wherever I am": the zone it shows is the reader's own.
        start, end = replace(start, tzid=""), replace(end, tzid="")
    texts = {"SUMMARY": form.title, "LOCATION": form.location, "DESCRIPTION": form.description}
    return Wanted(start, end, form.rule, {name: text.strip() for name, text in texts.items()})


def _check_is_of_one(event: Event, one: Instance, form: EventForm) -> None:
    """Raise `Invalid` for what cannot differ from one occurrence to the next."""
    for name in ("visibility", "kind", "world"):
        if getattr(form, name) != getattr(event, name):
            raise errors.Invalid(_OF_ALL, field=name)
    rules = one.master.rrules if one.master else ()
    if len(rules) <= 1 and one.master:
        rule = rules[0] if rules else ""
        if not series_rules.is_same(rule, one.master.start, form.rule, form.dtstart):
            raise errors.Invalid(_OF_ALL, field="rrule")


def _split_off(event: Event) -> Event:
    """The row of a half that may be split off: a sibling of the old one, as old as it is."""
    alike = ("owner_id", "calendar_id", "created_at", "visibility", "visibility_before", "world", "kind")
    new = Event(id=uuid4(), **{name: getattr(event, name) for name in alike})
    new.uid = _uid(new)
    return new


def _uid(event: Event) -> str:
    return f"{event.id}@alongside"


def _fill(event: Event, form: EventForm) -> None:
    event.kind, event.world = form.kind, form.world
    if event.visibility != form.visibility:
        event.visibility, event.visibility_before = form.visibility, ""


def _draft(form: EventForm, uid: str, *, now: datetime) -> write.EventDraft:
    return write.EventDraft(
        uid=uid,
        summary=form.title.strip(),
        start=form.dtstart,
        end=form.dtend,
        rrule=form.rule,
        location=form.location.strip(),
        description=form.description.strip(),
        dtstamp=now,
        created=now,
    )
