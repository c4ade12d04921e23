"""Another writer holds the database for longer than a request waits: 503, and when to come back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from backend import busy
from backend.api import errors as api
from planner.models import Invitation
from tests.factories import person
from tests.web.reading import signed_in, texts


def locked(path: Path) -> OperationalError:
    """What Django raises when another connection is writing."""
    holder, waiting = (sqlite3.connect(path, timeout=0, isolation_level=None) for _ in range(2))
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as refused:
        waiting.execute("BEGIN IMMEDIATE")
    holder.close()
    waiting.close()
    return OperationalError(*refused.value.args)


@pytest.mark.django_db
def test_a_page_says_so(tmp_path: Path) -> None:
    ada = signed_in(person("Ada"))
    error = locked(tmp_path / "db")

    def refuse(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith('INSERT INTO "planner_invitation"'):
            raise error
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        page = ada.post("/us/invite/", {"email": "ben@example.org"})

    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert texts(page, "h1") == ["Somebody else is writing just now"]
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_the_api_says_so_in_its_own_shape(tmp_path: Path) -> None:
    answer = api.handle(locked(tmp_path / "db"), {})

    assert answer is not None
    assert (answer.status_code, answer.data["error"]["code"], answer["Retry-After"]) == (503, "busy", "5")


@pytest.mark.django_db
def test_other_trouble_with_the_database_is_not_hidden() -> None:
    error = OperationalError("no such table: planner_event")
    says = busy.SayBusy(lambda request: pytest.fail("no answer is asked for"))

    assert says.process_exception(RequestFactory().get("/"), error) is None
    assert api.handle(error, {}) is None
