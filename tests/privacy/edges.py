"""Fixtures for the edges' tests: two partners and a stranger, and somebody's way to call the API."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.privacy import people


@dataclass(frozen=True)
class Caller:
    """One person and their signed-in client; every body is JSON."""

    id: UUID | None
    client: Client

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        data = "" if body is None else json.dumps(body)
        return self.client.generic(
            method, f"/api/v1/{path}", data, content_type="application/json", headers=headers or None
        )

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: object = None) -> Any:
        return self.call("POST", path, body)

    def put(self, path: str, body: object = None, **headers: str) -> Any:
        return self.call("PUT", path, body, **headers)

    def replace(self, path: str, body: object) -> Any:
        """A PUT on nothing but what stands there now."""
        return self.call("PUT", path, body, **{"If-Match": self.get(path).headers.get("ETag", "*")})

    def delete(self, path: str) -> Any:
        return self.call("DELETE", path)


def signed_in(person_id: UUID) -> Caller:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person_id))
    return Caller(person_id, client)


@pytest.fixture
def now(db: None) -> datetime:
    return timezone.now()


@pytest.fixture
def ada(now: datetime) -> Caller:
    return signed_in(people.person("ada", now))


@pytest.fixture
def ben(ada: Caller, now: datetime) -> Caller:
    """Ada's partner."""
    ben = signed_in(people.person("ben", now))
    people.pair(ada.id, ben.id, "ben", now)
    return ben


@pytest.fixture
def stranger(now: datetime) -> Caller:
    return signed_in(people.person("stranger", now))


@pytest.fixture
def nobody(db: None) -> Caller:
    return Caller(None, Client())
