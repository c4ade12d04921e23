"""A person of a journey, as their own programs meet the service: the API with a personal token, and pages."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.api.bodies import content

Json = Any


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Somebody:
    """Who they are, and the address of the service that they use."""

    url: str
    id: str
    name: str
    email: str
    password: str
    token: str

    def get(self, path: str) -> Json:
        return self._call("GET", path)

    def post(self, path: str, body: Json = None) -> Json:
        return self._call("POST", path, body)

    def patch(self, path: str, body: Json) -> Json:
        return self._call("PATCH", path, body)

    def add_event(self, title: str, start: datetime, *, hours: int = 4, **more: Json) -> Json:
        """A new event that begins at `start`, an aware moment."""
        return self.post("events/", {"title": title, **span(start, hours=hours), **more})

    def next_steps(self) -> list[str]:
        """The steps of the reminders that are still to come, in the order of their moments."""
        return [one["step"] for one in self.log() if one["state"] == "pending"]

    def states_of(self, step: str) -> list[str]:
        return [one["state"] for one in self.log() if one["step"] == step]

    def log(self) -> list[Json]:
        found: list[Json] = self.get("reminders/")["results"]
        return found

    def _call(self, method: str, path: str, body: Json = None) -> Json:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        answer = ask(f"{self.url}/api/v1/{path}", method, data, headers)
        assert answer.status < 300, (method, path, answer.status, answer.body)
        return json.loads(answer.body or b"null")


def ask(
    url: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """One request, answered as it is: no redirects, no cookies."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def span(start: datetime, *, hours: int = 4) -> dict[str, str]:
    """The fields of an event's time, said in UTC to the second."""
    wall = start.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return {
        "start": wall.isoformat(),
        "end": (wall + timedelta(hours=hours)).isoformat(),
        "tzid": "UTC",
    }


def agree(proposer: Somebody, other: Somebody, event_id: str, **more: Json) -> str:
    """The id of a plan that both said yes to."""
    plan_id: str = proposer.post("plans/", {"event_id": event_id})["id"]
    proposer.post(f"plans/{plan_id}/propose/", {"content": content(**more), "base": 0})
    yes = {"version": 1, "answers": [{"ask": "a1", "reply": "yes"}]}
    assert other.post(f"plans/{plan_id}/agree/", yes)["state"] == "agreed"
    return plan_id
