"""What every page knows: who is signed in, and with whom; its frame; and whether mail stays here."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backend.web import live, mailbox_access, signed_in
from planner.queries.people import people


def couple(request: HttpRequest) -> dict[str, Any]:
    """`couple` for a signed-in person's pages, fetched only if a template asks for it."""
    # A request that was refused on its way in, such as one for another host, has no user yet.
    if not hasattr(request, "user") or request.user.pk is None:
        return {"couple": None}
    return {"couple": SimpleLazyObject(lambda: people.couple(signed_in.who(request)))}


def mailbox(request: HttpRequest) -> dict[str, Any]:
    """`has_mailbox`, asked only by the pages that lead there: an error page may have no host to ask about."""
    return {"has_mailbox": partial(mailbox_access.is_open, request)}


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame`, which a page that is kept up to date extends."""
    return {"frame": "live.html" if live.is_asked(request) else "base.html"}
