"""Conditions of a request (RFC 9110, section 13): 304 for what the caller has, 412 for what has changed.

A validator is the digest of exactly what this person reads, so it differs from one partner to the other and
tells nobody of an edit that they do not see.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, cast

from django.db import transaction
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.rules.guarded import Guarded
from planner import errors

Deed = Callable[[], Response]
IF_MATCH = "If-Match"


class Changed(APIException):
    """The copy that the caller means is not what there is now."""

    status_code = 412
    default_code = "changed"
    default_detail = _("This has changed since you read it. Read it again, and change what it says now.")


class MatchMissing(APIException):
    """Without a condition the later of two would win unseen (RFC 6585, section 3)."""

    status_code = 428
    default_code = "match_missing"
    default_detail = _("Send the ETag of what you read as If-Match, so that nothing written since is lost.")


def validator(viewer: object, said: bytes) -> str:
    """The strong ETag of what this person reads there."""
    return f'"{sha256(str(viewer).encode() + said).hexdigest()[:32]}"'


def answered(request: Request, response: Response) -> Response:
    """The answer to a read with its ETag, or 304 if the caller has just that."""
    response.render()
    etag = validator(request.user.pk, response.content)
    response["ETag"] = etag
    # 304 is a plain response, which is all that anybody after this asks for.
    checked: Any = get_conditional_response(request._request, etag=etag, response=response)
    return response if checked is None else cast(Response, checked)


def kept(resource: Guarded, request: Request, deed: Deed) -> Response:
    """What a deed answers, carried out on nothing but what its caller means.

    What it is about is held from the comparison to the end of the deed. Raises `Changed`, `MatchMissing`.
    """
    wanted, is_needed = request.headers.get(IF_MATCH), resource.action in resource.needs_match
    if wanted is None and not is_needed:
        return deed()
    if not resource.can_be_read:
        raise Changed
    if wanted is None:
        resource.reread()  # What is not there is 404 for everybody, whatever they sent.
        raise MatchMissing
    with transaction.atomic():
        resource.hold()
        if not _is_meant(wanted, resource, request):
            raise Changed
        done = _done(deed)
    if isinstance(done, Exception):
        raise done
    return done


def _is_meant(wanted: str, resource: Guarded, request: Request) -> bool:
    stands = validator(request.user.pk, JSONRenderer().render(resource.reread().data))
    etags = parse_etags(wanted)
    return stands in etags or etags == ["*"]


def _done(deed: Deed) -> Response | errors.AlongsideError:
    """Its answer, or what it refused: that may have kept something beside, which must not be undone."""
    try:
        return deed()
    except errors.AlongsideError as refusal:
        return refusal
