"""Where somebody is signed in, as they see it themselves; and how that is ended from elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from uuid import UUID

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.internal.flows import sessions as flows
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest
from django.utils import timezone

from backend.web import browsers, this_browser
from backend.web.signed_in import actor
from planner.actions.channels import security
from planner.core.security import Happened

NO_PLACE = "::"


@dataclass(frozen=True, slots=True)
class SessionView:
    """Somewhere that the viewer is signed in. No address, and not when it was last used."""

    id: int
    browser: str
    began_at: datetime
    is_here: bool


class Adapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Pushes to a browser end with its session."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        for one in ended:
            this_browser.forget(one.user_id, _store()(one.session_key))
        super().end_sessions(ended)


def mine(request: HttpRequest) -> tuple[SessionView, ...]:
    """The viewer's sessions that still stand: this one first, then the newest."""
    rows = UserSession.objects.filter(user_id=actor(request)).order_by("-created_at", "-id")
    now = timezone.now()
    known = {one.session_key: one for one in rows}
    alive = Session.objects.filter(session_key__in=known, expire_date__gt=now)
    standing = set(alive.values_list("session_key", flat=True))
    here = request.session.session_key
    views = [
        SessionView(one.id, browsers.name_of(one.user_agent), one.created_at, key == here)
        for key, one in known.items()
        if key in standing
    ]
    return tuple(sorted(views, key=lambda one: not one.is_here))


def end(request: HttpRequest, session_id: int) -> None:
    """Sign the viewer out there. Raises `Http404` for one that is not theirs or is gone."""
    found = UserSession.objects.filter(user_id=actor(request), id=session_id).first()
    if found is None:
        raise Http404
    flows.end_sessions(request, [found])
    _note(request)


def end_others(request: HttpRequest) -> None:
    """Sign the viewer out everywhere but here."""
    flows.end_other_sessions(request, request.user)
    _note(request)


def end_all(person_id: UUID) -> None:
    """Sign somebody out everywhere, as whoever runs the installation may; pushes to there end, too.

    Some sessions stand in no list, such as those from before there was one: whose they are is in them alone.
    """
    Adapter().end_sessions(UserSession.objects.filter(user_id=person_id))
    for one in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if one.get_decoded().get(SESSION_KEY) == str(person_id):
            this_browser.forget(person_id, _store()(one.session_key))
            one.delete()


def forget_place(sender: object, instance: UserSession, **signal: object) -> None:
    """Receiver of `pre_save`: an address tells where somebody is, and nobody here needs to know."""
    instance.ip = NO_PLACE


def _note(request: HttpRequest) -> None:
    if request.user.pk is None:
        return
    program, machine = browsers.of(request)
    what = Happened.SESSIONS_ENDED
    security.note(actor(request), what, program=program, machine=machine, now=timezone.now())


def _store() -> type:
    store: type = import_module(settings.SESSION_ENGINE).SessionStore
    return store
