"""A new first key: in the end everything is encrypted with it, whoever writes meanwhile; the old can go."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from planner.actions.channels import phones, texts
from planner.actions.engine import keys
from planner.models import Calendar, SentText, StoppedNumber
from planner.models.channels import number_hashes
from planner.models.fields import EncryptedTextField, UnknownKey
from planner.queries.channels import phones as phone_queries
from planner.queries.engine import sealed_columns
from planner.queries.engine.sealed_columns import Table
from tests.factories import NOW, Couple
from tests.phones import NUMBER, verified
from tests.privacy import world

STOPPED = "+491701234999"
CALENDARS = Table(Calendar, ("name",))


def renewed(settings: Settings) -> tuple[bytes, ...]:
    """A new first key; the keys as they were."""
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = (os.urandom(32), *old)
    return old


def read(table: Table) -> dict[Any, Any]:
    return {pk: rest for pk, *rest in table.model._base_manager.values_list("pk", *table.columns)}


def fill(table: Table) -> None:
    """Something in each column of at least one row."""
    for name in table.columns:
        if not any(row[table.columns.index(name)] for row in read(table).values()):
            is_text = isinstance(table.model._meta.get_field(name), EncryptedTextField)
            table.model._base_manager.update(**{name: f"of {name}" if is_text else name.encode()})


def said(*options: str) -> tuple[str, bool]:
    """What the command prints, and whether it ended well."""
    printed = StringIO()
    try:
        call_command("rotate_keys", *options, stdout=printed)
    except SystemExit:
        return printed.getvalue(), False
    return printed.getvalue(), True


@contextmanager
def just_before_the_first_update(change: Callable[[], object]) -> Iterator[None]:
    """What another process commits between our reading and our writing."""
    waiting = [change]

    def interrupt(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and waiting:
            waiting.pop()()
        return execute(sql, *rest)

    with connection.execute_wrapper(interrupt):
        yield


@pytest.mark.slow
@pytest.mark.django_db
def test_every_encrypted_column_of_every_table_is_reached(settings: Settings) -> None:
    planted = world.build(timezone.now())
    phones.stop(STOPPED, now=NOW)
    texts.put(texts.Kind.CODE, planted.ada, NUMBER, "a code", now=NOW)
    SentText.objects.create(
        key=planted.ada, number_hash=b"n" * 32, text="on its way", began_at=NOW, changed_at=NOW
    )
    tables = sealed_columns.tables()
    for table in tables:
        fill(table)
    before = {str(table): read(table) for table in tables}
    renewed(settings)

    assert not said("--check")[1]
    told, is_well = said()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    assert is_well, told
    assert {str(table): read(table) for table in tables} == before
    assert all(all(map(any, zip(*rows.values(), strict=True))) for rows in before.values())


def test_numbers_are_found_without_the_old_key(couple: Couple, settings: Settings) -> None:
    verified(couple.ada)
    phones.stop(STOPPED, now=NOW)
    renewed(settings)

    said()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    assert phone_queries.stopped_since(STOPPED) == NOW
    phones.stop(NUMBER, now=NOW)
    assert phone_queries.number(couple.ada) is None


def test_what_somebody_writes_meanwhile_stands(couple: Couple, settings: Settings) -> None:
    renewed(settings)
    newer = lambda: Calendar.objects.update(name="newer")  # noqa: E731

    with just_before_the_first_update(newer):
        done = keys.rotate(CALENDARS)

    assert done == keys.Rotated(rows=0, changed=3, unreadable=0)
    assert set(Calendar.objects.values_list("name", flat=True)) == {"newer"}


def test_it_goes_on_where_it_ended(couple: Couple, settings: Settings) -> None:
    renewed(settings)

    first, second = keys.rotate(CALENDARS), keys.rotate(CALENDARS)

    assert first == keys.Rotated(rows=3, changed=0, unreadable=0)
    assert second == keys.Rotated(rows=0, changed=0, unreadable=0)


def test_a_batch_is_bounded_and_the_next_one_follows(
    couple: Couple, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST_BYTES", 1)
    renewed(settings)

    done = keys.rotate(CALENDARS)

    assert done.rows == 3
    assert sealed_columns.behind(CALENDARS).count() == 0


def test_a_key_that_is_gone_is_named(couple: Couple, settings: Settings) -> None:
    settings.FIELD_KEYS = (os.urandom(32),)

    told, is_well = said()

    assert not is_well
    assert "630dcd29, which is not in FIELD_KEYS" in told
    with pytest.raises(UnknownKey, match="planner.calendar.name is encrypted under the key 630dcd29"):
        list(Calendar.objects.values_list("name", flat=True))


def test_a_stop_that_only_the_old_key_finds_is_told(couple: Couple, settings: Settings) -> None:
    StoppedNumber.objects.create(number_hash=number_hashes.first(STOPPED), stopped_at=NOW)
    renewed(settings)

    told, is_well = said()

    assert not is_well
    assert "1 numbers that texted STOP" in told
    assert phone_queries.stopped_since(STOPPED) == NOW


def test_nothing_is_left_where_nothing_changed(couple: Couple) -> None:
    told = "Everything is under the first key: the others may go from FIELD_KEYS.\n"

    assert said("--check") == (told, True)
