"""What helps each of them. Of the other's lines only those are loaded that they share."""

from uuid import UUID

from django.db.models import Q, QuerySet

from planner import errors
from planner.models import Help, PersonNote
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import HelpsView, HelpView, PersonNoteView


def helps(actor: UUID) -> HelpsView:
    """Both lists of the viewer's, and what the other shares of theirs. Raises `NotFound`."""
    return of(who_queries.of(actor))


def of(who: Who) -> HelpsView:
    """The same, for a query that knows who is asking."""
    lines = tuple(_view(who, row) for row in _seen(who).order_by("position"))
    return HelpsView(
        mine=tuple(one for one in lines if one.is_mine and not one.is_quiet),
        quiet=tuple(one for one in lines if one.is_quiet),
        theirs=tuple(one for one in lines if not one.is_mine),
    )


def one(actor: UUID, help_id: UUID) -> HelpView:
    """A line of the viewer's own, or one that the other shares. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = _seen(who).filter(id=help_id).first()
    if row is None:
        raise errors.NotFound
    return _view(who, row)


def person_notes(actor: UUID) -> tuple[PersonNoteView, ...]:
    """The viewer's own notes on people, by name."""
    rows = PersonNote.objects.filter(owner_id=actor).order_by("created_at", "id")
    views = (PersonNoteView(row.id, row.name, row.note) for row in rows)
    # Names are encrypted, so they are sorted here.
    return tuple(sorted(views, key=lambda one: one.name.casefold()))


def person_note(actor: UUID, note_id: UUID) -> PersonNoteView:
    """One of the viewer's own. Raises `NotFound`."""
    found = next((one for one in person_notes(actor) if one.id == note_id), None)
    if found is None:
        raise errors.NotFound
    return found


def _seen(who: Who) -> QuerySet[Help]:
    # Alone there is no partner, and no line without an owner either.
    theirs = Q(owner_id=who.partner_id, shared_at__isnull=False)
    return Help.objects.filter(Q(owner_id=who.person_id) | theirs)


def _view(who: Who, row: Help) -> HelpView:
    return HelpView(
        id=row.id,
        text=row.text,
        is_mine=row.owner_id == who.person_id,
        is_quiet=row.is_quiet,
        is_shared=row.shared_at is not None,
    )
