"""Texts that come back, and what became of those that went: from the provider alone, who signs what it says.

An address exists while its provider is the one that SMS_URL names. Whatever number writes, known or not, the
provider hears the same.
"""

import json
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from planner.actions.channels import texts_received, texts_reported
from planner.core.sms import signatures, statuses
from planner.core.sms.provider import Signed, Twilio

DEAD_NUMBERS = ("30005", "30006")
"""Unknown to the networks, or a landline."""
_ID_MAX = 80
_NOTHING_TO_SAY = "<Response/>"


@csrf_exempt
@require_POST
def signed(request: HttpRequest) -> HttpResponse:
    """A text (`id`, `from`, `text`) or a report (`key`, `status`), signed as ours are."""
    provider = settings.SMS
    if not isinstance(provider, Signed):
        raise Http404
    if not signatures.is_valid(provider.secret, request.body, request.headers, at_s=time.time()):
        return HttpResponse(status=403)
    said = _object(request.body)
    if said is None:
        return HttpResponse(status=400)
    is_heard = _report(said) if "status" in said else _receive(said)
    return HttpResponse(status=200 if is_heard else 400)


@csrf_exempt
@require_POST
@sensitive_post_parameters()
def twilio(request: HttpRequest) -> HttpResponse:
    """A text that somebody wrote."""
    provider = _vouched_for(request)
    if provider is None:
        return HttpResponse(status=403)
    said, now = request.POST, timezone.now()
    id, number = said.get("MessageSid", ""), said.get("From", "")
    if not _is_name(id) or not number:
        return HttpResponse(status=400)
    is_answered = provider.answers_keywords or bool(said.get("OptOutType"))
    texts_received.receive(id, number, said.get("Body", ""), is_answered=is_answered, now=now)
    return HttpResponse(_NOTHING_TO_SAY, content_type="text/xml")


@csrf_exempt
@require_POST
@sensitive_post_parameters()
def twilio_status(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of the text with this key."""
    if _vouched_for(request) is None:
        return HttpResponse(status=403)
    said = request.POST
    status, id = statuses.read(said.get("MessageStatus", "")), said.get("MessageSid", "")
    is_dead = said.get("ErrorCode", "") in DEAD_NUMBERS
    if status and _is_name(id):
        texts_reported.report(key, id, status, is_number_dead=is_dead, now=timezone.now())
    return HttpResponse(status=204)


def _vouched_for(request: HttpRequest) -> Twilio | None:
    """Twilio, if it signed this for the address that it was given: ours as it is known outside."""
    provider = settings.SMS
    if not isinstance(provider, Twilio):
        raise Http404
    signature = request.headers.get("X-Twilio-Signature", "")
    url = settings.PUBLIC_URL + request.get_full_path()
    is_ours = RequestValidator(provider.token).validate(url, request.POST, signature)
    return provider if is_ours else None


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _receive(said: Mapping[str, Any]) -> bool:
    """Whether it was a text."""
    id, number, text = (said.get(name) for name in ("id", "from", "text"))
    if not (isinstance(id, str) and isinstance(number, str) and isinstance(text, str)):
        return False
    if not _is_name(id) or not number:
        return False
    texts_received.receive(id, number, text, is_answered=False, now=timezone.now())
    return True


def _report(said: Mapping[str, Any]) -> bool:
    """Whether it was a report; one with a word that we do not know is one, too."""
    key, status = _key(said.get("key")), said.get("status")
    if key is None or not isinstance(status, str):
        return False
    if known := statuses.read(status):
        texts_reported.report(key, "", known, now=timezone.now())
    return True


def _key(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _is_name(id: str) -> bool:
    return 0 < len(id) <= _ID_MAX and id.isprintable()
