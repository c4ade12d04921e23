"""Mail by a provider's interface: anymail writes the request, our own guarded call makes it.

So every request is bounded as a whole, follows no redirect, asks no proxy of the environment, and it is known
whether it had gone out when nothing came back.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import lru_cache
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.utils.module_loading import import_string
from requests.adapters import BaseAdapter

from planner.core.calendar import outside_address
from planner.queries.channels.outgoing import Mail
from tasks.channels import mail_message
from tasks.channels.base import NotSent, is_refused_for_good
from tasks.net import dialling, http
from tasks.net.dialling import NotAnswered, NotFetched

DEADLINE_S = 30
MAX_BYTES = 500_000
_OF_A_GATEWAY = (502, 504)
"""Whoever stands behind it may have taken the message."""

KEYED = frozenset({"resend"})
"""Providers that know a second copy by its key, for a day: longer than we try."""
_KEEP_MESSAGE_ID = {"postmark": {"X-PM-KeepID": "true"}}
_SAID_BEFORE = b"invalid_idempotent_request"
"""Resend has taken a mail of this key, whose words were composed anew since."""


class MailApiChannel:
    """Sends by the provider that EMAIL_URL names, with anymail's settings."""

    def __init__(self, provider: str) -> None:
        self.is_repeatable = provider in KEYED
        self._headers = _KEEP_MESSAGE_ID.get(provider, {})
        self._backend = _backend_class(provider)()

    def __enter__(self) -> Self:
        self._backend.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.close()

    def send(self, message: Mail) -> None:
        """Hand it over. Raises `NotSent`: refused, or given and never answered."""
        mail: Any = mail_message.written(message)
        mail.extra_headers |= self._headers
        self._backend.key = message.key.hex
        try:
            self._backend.send_messages([mail])
        except AnymailRecipientsRefused:
            raise NotSent("recipient_refused", is_permanent=True) from None
        except AnymailAPIError as error:
            _judge(error)
        except AnymailError:
            # An address or a feature that this provider cannot be told of, now or later.
            raise NotSent("message_refused", is_permanent=True) from None
        else:
            _check(mail.anymail_status.status)


def _check(said: Collection[str]) -> None:
    """The request was taken; was its one recipient? Raises `NotSent`."""
    if said == {"failed"}:
        raise NotSent("api_failed")
    if said == {"unknown"}:
        raise NotSent("api_unknown", is_uncertain=True)


def _judge(error: AnymailAPIError) -> None:
    """What came of it. Raises `NotSent`, unless this key had been taken before."""
    if isinstance(error, _Unanswered):
        raise NotSent("unanswered", is_uncertain=True) from None
    status, response = error.status_code, error.response
    if status is None:
        raise NotSent("not_reached") from None
    if status == 409 and _SAID_BEFORE in response.content:
        return
    if 200 <= status < 300 or status in _OF_A_GATEWAY:
        raise NotSent(f"api_{status}", is_uncertain=True) from None
    is_permanent = is_refused_for_good(status)
    reason = "message_refused" if is_permanent else f"api_{status}"
    pause = getattr(response, "pause", None)
    raise NotSent(reason, is_permanent=is_permanent, retry_after=pause) from None


class _Unanswered(requests.ReadTimeout):
    """All of the request went out, and nothing that could be read came back."""


class _Response(requests.Response):
    pause: timedelta | None = None


class _Guarded(BaseAdapter):
    """Where requests would dial: `tasks.net.http`, which may also call the address in the settings."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        url, body = request.url or "", request.body
        content = body if isinstance(body, bytes) else str(body or "").encode()
        letter = http.Letter(url, _one_line(request.headers), content)
        host, port = dialling.place(urlsplit(url))
        limits = http.Limits(DEADLINE_S, MAX_BYTES, (outside_address.authority(host, port),))
        try:
            answer = http.call(request.method or "POST", letter, limits, refusal_bytes=MAX_BYTES)
        except NotAnswered as problem:
            raise _Unanswered(problem.reason, request=request) from None
        except NotFetched as problem:
            raise requests.ConnectionError(problem.reason, request=request) from None
        return _response(request, answer)

    def close(self) -> None:
        pass


def _one_line(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    """Our call says itself how long the body is, and asks for an answer that it can read."""
    ours = {"content-length", "accept-encoding", "connection"}
    kept = {key: value for key, value in headers.items() if key.lower() not in ours}
    return {key: one if isinstance(one, str) else one.decode("latin-1") for key, one in kept.items()}


def _response(request: requests.PreparedRequest, answer: http.Answer) -> requests.Response:
    response = _Response()
    response.status_code, response.request, response.url = answer.status, request, request.url or ""
    response.encoding, response.pause = "utf-8", answer.retry_after
    # Without a location, requests follows no redirect: it would hand the key to another machine.
    response.headers.update({name: value for name, value in answer.headers.items() if name != "location"})
    response._content = answer.body
    return response


class _OurWay:
    """What every backend of anymail does here: it dials by our call and gives the message its key."""

    key = ""

    def create_session(self) -> requests.Session:
        session: requests.Session = super().create_session()  # type: ignore[misc]
        session.trust_env = False
        for scheme in ("https://", "http://"):
            session.mount(scheme, _Guarded())
        return session

    def build_message_payload(self, message: Any, defaults: Any) -> Any:
        payload = super().build_message_payload(message, defaults)  # type: ignore[misc]
        if isinstance(payload.headers, dict):
            payload.headers["Idempotency-Key"] = self.key
        return payload


@lru_cache(maxsize=4)
def _backend_class(provider: str) -> Any:
    return type("Backend", (_OurWay, import_string(f"anymail.backends.{provider}.EmailBackend")), {})
