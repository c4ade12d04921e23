"""Asking for a route as somebody, in every way there is, and reading all that comes back."""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID
from zipfile import ZipFile, is_zipfile

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from tests.privacy.routes import Route, fill

SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

# What differs between two answers that say the same: the CSRF token, when cookies and answers expire, and
# what is drawn afresh for a passkey or an app that is to be added.
NOISE = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|(csrftoken|sessionid)=[^;]*|[Ee]xpires[=:][^;\n]*'
    rb'|challenge&quot;: &quot;[\w-]+|\b[A-Z2-7]{32}\b|data:image/svg\+xml;base64,[^"]*'
)


@dataclass(frozen=True)
class Asked:
    """One request, and every byte of its answer."""

    route: Route
    method: str
    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    why: str = ""

    @property
    def label(self) -> str:
        return f"{self.method} {self.route.name} {self.path} → {self.status} {self.why}".strip()

    @property
    def location(self) -> str:
        return dict(self.headers).get("Location", "")

    @cached_property
    def read(self) -> bytes:
        """All of it as a reader takes it in: calendar lines unfolded, and without the address asked for."""
        heads = b"\n".join(f"{name}: {value}".encode() for name, value in self.headers)
        whole = heads + b"\n" + opened(self.body)
        return whole.replace(b"\r\n ", b"").replace(self.path.encode(), b"")

    def masked(self, ids: Iterable[object]) -> tuple[int, bytes]:
        """The answer without noise and without these ids, to compare it with another."""
        read = NOISE.sub(b"", self.read)
        for one in ids:
            read = read.replace(str(one).encode(), b"ID")
        # The browser's cookie for the form differs in length by nothing but chance.
        return self.status, re.sub(rb"Content-Length: \d+", b"", read)


@dataclass(frozen=True)
class Asker:
    """Somebody with a browser; None is somebody who is not signed in."""

    person_id: UUID | None
    client: Client

    @classmethod
    def of(cls, person_id: UUID | None) -> "Asker":
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        if person_id:
            client.force_login(get_user_model().objects.get(pk=person_id))
        return cls(person_id, client)

    def ask(self, route: Route, path: str, method: str, body: Mapping[str, object] | None = None) -> Asked:
        """Whatever the request does is undone, so that each meets the same world."""
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            answer = self.client.generic(method, path, **_payload(route, body))
            transaction.set_rollback(True)
        self.client.cookies = cookies
        content = b"".join(answer) if answer.streaming else answer.content
        why = repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""
        return Asked(route, method, path, answer.status_code, tuple(answer.headers.items()), content, why)

    def get_each(self, addresses: Mapping[str, Route]) -> list[Asked]:
        """What stands at each of these addresses."""
        return [self.ask(route, path, "GET") for path, route in addresses.items()]

    def ask_once(
        self, routes: Iterable[Route], known: Mapping[str, object], methods: Callable[[Route], Iterable[str]]
    ) -> Iterator[Asked]:
        """Every route by each of its methods, each unsafe one with a body that names things."""
        for route in routes:
            for method in methods(route):
                yield self.ask(route, fill(route, known), method, _named(method, known))

    def ask_empty(self, route: Route, known: Mapping[str, object], method: str) -> Asked:
        """The same with a body that says nothing."""
        return self.ask(route, fill(route, known), method, {})

    def again(self, one: Asked, known: Mapping[str, object]) -> Asked:
        """The same question about other things."""
        return self.ask(one.route, fill(one.route, known), one.method, _named(one.method, known))


def every(route: Route) -> tuple[str, ...]:
    return (*SAFE, *UNSAFE)


def usual(route: Route) -> tuple[str, ...]:
    """What a route may do: a page reads and takes forms, the API has a verb for each deed."""
    return ("GET", *UNSAFE) if route.is_api else ("GET", "POST")


def addresses(routes: Iterable[Route], ways: Iterable[Mapping[str, object]]) -> dict[str, Route]:
    """Every address that these routes have, whichever of these things stand in it: each once."""
    routes = list(routes)
    return {fill(route, known): route for known in ways for route in routes}


def opened(body: bytes) -> bytes:
    """The bytes of a body as they can be read: an archive is packed, so all that is in it comes after it."""
    if not is_zipfile(io.BytesIO(body)):
        return body
    with ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(
            [body, *(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())]
        )


def foreign(known: Mapping[str, object]) -> dict[str, object]:
    """A body that names somebody else's things wherever a body can name a thing."""
    ids = {name: str(value) for name, value in known.items() if name.endswith("_id")}
    words = {
        "recurrence_id": "",
        "version": 1,
        "base": 0,
        "level": 2,
        "note": "x",
        "name": "x",
        "answers": [],
    }
    return ids | words | {"calendar": ids["calendar_id"], "event_ids": [ids["event_id"]], "content": {}}


def _named(method: str, known: Mapping[str, object]) -> dict[str, object] | None:
    return foreign(known) if method in UNSAFE else None


def _payload(route: Route, body: Mapping[str, object] | None) -> dict[str, object]:
    if body is None:
        return {}
    if route.is_api:
        return {"data": json.dumps(body), "content_type": "application/json"}
    pairs = [
        (name, one) for name, value in body.items() for one in (value if isinstance(value, list) else [value])
    ]
    form = "&".join(f"{name}={one}" for name, one in pairs if not isinstance(one, dict))
    return {"data": form, "content_type": "application/x-www-form-urlencoded"}
