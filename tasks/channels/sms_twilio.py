"""Texts by Twilio. It knows no idempotency key, so it is asked before a second copy of anything leaves."""

import base64
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from planner.actions.channels import phones, texts
from planner.core.sms import provider, statuses
from planner.core.sms.provider import Twilio
from planner.core.sms.statuses import Status
from planner.queries.channels.outgoing import Text
from tasks import clock
from tasks.channels import sms_call
from tasks.channels.base import HoldsNothing, NotSent

STATUS_PATH = "/webhooks/sms/twilio/status/"
GOOD_FOR_S = 4 * 3600
"""How long the networks may hold a text; later it would come as a surprise."""
SETTLES_AFTER = timedelta(seconds=60)
"""By then what Twilio took is in its list."""
LOOKED_THROUGH = 50
STOPPED = 21610
TAKES_NO_TEXTS = (21211, 21214, 21217, 21614)
_SKEW = timedelta(minutes=5)


class TwilioChannel(HoldsNothing):
    is_repeatable = True

    def __init__(self, provider: Twilio) -> None:
        self._provider = provider
        self._http = _Bounded(provider.base)
        self._client = Client(
            provider.account_sid,
            provider.token,
            region=provider.region or None,
            edge=provider.edge or None,
            http_client=self._http,
            environment={},
        )

    def send(self, message: Text) -> None:
        """Hand it over, unless an earlier copy of it arrived. Raises `NotSent`."""
        now = clock.now()
        earlier = texts.earlier(message.key)
        if earlier and (earlier.status is not Status.BEGUN or self._has(message, earlier, now)):
            return
        texts.begin(message, now=now)
        try:
            made = self._client.messages.create(**self._what(message))
        except (TwilioRestException, NotSent) as trouble:
            problem = trouble if isinstance(trouble, NotSent) else self._refusal(trouble)
            if not problem.is_uncertain:
                texts.refused(message.key)
            if isinstance(trouble, TwilioRestException):
                _note(trouble, message.to)
            raise problem from None
        texts.taken(message.key, provider_id=str(made.sid or ""), now=clock.now())

    def _what(self, message: Text) -> dict[str, Any]:
        sender = self._provider.sender
        by = "messaging_service_sid" if sender.startswith("MG") else "from_"
        what = {"to": message.to, "body": message.text, by: sender, "validity_period": GOOD_FOR_S}
        return what | _callback(message.key)

    def _has(self, message: Text, earlier: texts.Earlier, now: datetime) -> bool:
        """Whether Twilio took the earlier copy. Raises `NotSent` while it cannot say."""
        if now - earlier.began_at < SETTLES_AFTER:
            raise NotSent("sms_unsettled", retry_after=SETTLES_AFTER)
        try:
            listed = self._client.messages.list(to=message.to, limit=LOOKED_THROUGH)
        except TwilioException:
            raise NotSent("sms_not_told", retry_after=self._http.retry_after) from None
        for one in listed:
            if _is_it(one, earlier):
                status = statuses.read(str(one.status)) or Status.TAKEN
                texts.taken(message.key, provider_id=str(one.sid), now=now, status=status)
                return True
        return False

    def _refusal(self, refused: TwilioRestException) -> NotSent:
        code = str(refused.code or refused.status)
        problem = sms_call.refusal(refused.status, code, self._http.retry_after)
        # A gateway that gives up may have passed it on.
        problem.is_uncertain = refused.status >= 500
        return problem


def _note(refused: TwilioRestException, number: str) -> None:
    """What a refusal says of the number holds for every text to it."""
    if refused.code == STOPPED:
        phones.stop(number, now=clock.now())
    elif refused.code in TAKES_NO_TEXTS:
        phones.refuse(number, now=clock.now())


class _Bounded(HttpClient):  # type: ignore[misc]  # it ships no types
    """How the client reaches Twilio: by our own request, whose deadline is for the whole."""

    def __init__(self, base: str) -> None:
        super().__init__(logging.getLogger(__name__), is_async=False)
        self._base = base
        self.retry_after: timedelta | None = None

    def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        sent = dict(headers or {})
        if auth:
            sent["Authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
        answer = sms_call.call(method, self._url(uri, params), sent, urlencode(data or {}).encode())
        self.retry_after = answer.retry_after
        if answer.status < 300 and not _is_json(answer.body):
            raise NotSent("sms_garbled", is_uncertain=True)
        return Response(answer.status, answer.body.decode("utf-8", "replace"))

    def _url(self, uri: str, params: Mapping[str, object] | None) -> str:
        split = urlsplit(uri)
        scheme, place = urlsplit(self._base)[:2] if self._base else split[:2]
        more = urlencode(
            {key: value for key, value in (params or {}).items() if isinstance(value, str | int)}
        )
        query = "&".join(part for part in (split.query, more) if part)
        return urlunsplit((scheme, place, split.path, query, ""))


def _is_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def _callback(key: UUID) -> dict[str, str]:
    """Where Twilio reports what became of it; nowhere when it could not reach us."""
    if provider.is_loopback(urlsplit(settings.PUBLIC_URL).hostname or ""):
        return {}
    return {"status_callback": f"{settings.PUBLIC_URL}{STATUS_PATH}{key}/"}


def _is_it(listed: Any, earlier: texts.Earlier) -> bool:
    """Whether this message of the list is our earlier copy; a trial account puts words before ours."""
    created_at = listed.date_created
    is_after = created_at is None or created_at >= earlier.began_at - _SKEW
    return (
        is_after and str(listed.direction).startswith("outbound") and str(listed.body).endswith(earlier.text)
    )
