"""What was asked for is made; what goes wrong is tried once more, and stops no other."""

from datetime import UTC, datetime, timedelta

import pytest

from planner.actions.exchange import exports
from planner.models import Export, ExportPart
from planner.queries.archive import events as archive_events
from planner.queries.archive import exports as queries
from tasks import exports as jobs
from tasks import upkeep
from tests.factories import Couple, event, exported


def test_what_was_asked_for_is_made(couple: Couple) -> None:
    event(couple.ada)
    asked = [exports.ask(couple.ada, kind=kind, now=datetime.now(UTC)) for kind in ("archive", "calendar")]

    assert jobs.tick() == 2

    found = [queries.export(couple.ada, one, now=datetime.now(UTC)) for one in asked]
    assert [one.stage for one in found] == ["ready", "ready"]


def test_one_that_goes_wrong_twice_is_given_up_and_stops_no_other(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    event(couple.ada)
    broken = exports.ask(couple.ada, kind="calendar", now=datetime.now(UTC))
    monkeypatch.setattr(archive_events, "BATCH", 0)
    for _ in range(3):
        jobs.tick()
        Export.objects.filter(state="sending").update(next_at=datetime.now(UTC))
    monkeypatch.undo()
    good = exports.ask(couple.ben, kind="calendar", now=datetime.now(UTC))

    jobs.tick()

    now = datetime.now(UTC)
    assert queries.export(couple.ada, broken, now=now).stage == "failed"
    assert queries.export(couple.ben, good, now=now).stage == "ready"


def test_upkeep_throws_away_what_is_a_day_old(couple: Couple) -> None:
    exported(couple.ada, now=datetime.now(UTC) - timedelta(days=1))

    upkeep.heal()

    assert not Export.objects.exists() and not ExportPart.objects.exists()
