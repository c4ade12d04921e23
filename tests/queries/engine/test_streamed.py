"""Rows as the database hands them over: all of them, each as Django would give it but for its conversions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.models import Event
from planner.models.fields import opener, sealed
from planner.queries.engine import streamed
from tests.factories import Couple, event

pytestmark = pytest.mark.django_db


def test_all_rows_come_also_where_they_are_fetched_in_several_goes(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed, "_AT_ONCE", 2)
    for number in range(5):
        event(couple.ada, f"Event {number}")
    asked, opened = Event.objects.order_by("uid"), opener(Event, "ics")

    found = [
        (uid, opened(ics).decode()) for uid, ics in streamed.rows(asked.values_list("uid", sealed("ics")))
    ]

    assert found == list(asked.values_list("uid", "ics"))
    assert len(found) == 5


def test_what_can_hold_nothing_is_not_asked_for(couple: Couple) -> None:
    event(couple.ada)

    with CaptureQueriesContext(connection) as queries:
        assert list(streamed.rows(Event.objects.filter(uid__in=()).values_list("uid"))) == []

    assert not queries.captured_queries
