"""A POST with an Idempotency-Key is carried out once, however often it arrives.

After draft-ietf-httpapi-idempotency-key-header. What was refused has changed nothing, so its key is free.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.rules.guarded import Guarded
from planner import errors
from planner.actions.exchange import repeats
from planner.actions.exchange.repeats import Answered, Claim

Deed = Callable[[], Response]
KEY = "Idempotency-Key"
KEY_MAX = 255
HEADERS = ("Location", "Link")


def answered(resource: Guarded, request: Request, deed: Deed) -> Response:
    """What the deed answers, or what it answered the first time."""
    given = request.headers.get(KEY)
    if given is None or request.method != "POST":
        return deed()
    claim = repeats.claim(resource.actor, _key(given), _digest(request), now=resource.now)
    if isinstance(claim, Answered):
        return _again(resource, claim)
    try:
        done = _done(resource, claim, deed)
    except BaseException:
        repeats.let_go(claim)
        raise
    if isinstance(done, Exception):
        repeats.let_go(claim)
        raise done
    return done


@transaction.atomic
def _done(resource: Guarded, claim: Claim, deed: Deed) -> Response | Exception:
    """The answer, kept in the transaction of its deed; or what it refused."""
    try:
        response = deed()
    except (errors.AlongsideError, APIException) as refusal:
        return refusal
    repeats.keep(claim, response.status_code, _said(resource, response))
    return response


def _said(resource: Guarded, response: Response) -> str:
    """What the answer is made of again. What tells of both is read anew, so that nothing of it is kept."""
    kept: dict[str, Any] = {name: response[name] for name in HEADERS if name in response}
    if resource.tells_of_both and isinstance(response.data, dict):
        return json.dumps({"headers": kept, "id": str(response.data.get("id", ""))})
    return json.dumps({"headers": kept, "body": JSONRenderer().render(response.data).decode()})


def _again(resource: Guarded, kept: Answered) -> Response:
    said = json.loads(kept.said)
    if "body" in said:
        body = json.loads(said["body"]) if said["body"] else None
        return Response(body, status=kept.status, headers=said["headers"])
    return Response(resource.reread(said["id"]).data, status=kept.status, headers=said["headers"])


def _key(given: str) -> str:
    """The key, bare or as the quoted string of RFC 8941. Raises `Invalid`."""
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not 0 < len(key) <= KEY_MAX or not key.isascii() or not key.isprintable():
        raise errors.Invalid(_("Send 1 to 255 plain characters as Idempotency-Key."), field=KEY)
    return key


def _digest(request: Request) -> bytes:
    whole = sha256(f"{request.get_full_path()}\n".encode())
    for part in _parts(request.data):
        whole.update(part)
    return whole.digest()


def _parts(data: Any) -> Iterator[bytes]:
    """All that a body says, whatever it was written in; a file is left as it was found."""
    if not isinstance(data, dict):
        yield json.dumps(data, sort_keys=True).encode()
        return
    for name, value in sorted(data.items()):
        yield f"{name}\n".encode("utf-8", "surrogatepass")
        if isinstance(value, UploadedFile):
            yield from value.chunks()
            value.seek(0)
        else:
            yield value if isinstance(value, bytes) else json.dumps(value, sort_keys=True).encode()
