"""What feeds say of the events that are there already, so that the first feed after it is as quick as any."""

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from planner.core.calendar.events import from_json
from planner.ical import ready

BATCH = 200
TEXTS = ("is_plain", "own_text", "other_text")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("planner", "Event")
    for batch in _batches(model.objects.order_by("id")):
        for row in batch:
            own = ready.own(row.ics, from_json(row.compiled), created_at=row.created_at)
            row.is_plain = ready.is_plain(row.ics, own)
            row.own_text = b"" if row.is_plain else own.encode()
            row.other_text = _for_the_other(row)
        model.objects.bulk_update(batch, TEXTS)


def _for_the_other(row: Any) -> bytes:
    if row.visibility == "shared":
        return ready.shared(row.ics, from_json(row.compiled), changed_at=row.changed_at)
    if row.visibility == "busy":
        return ready.when_busy(from_json(row.compiled), first_start_at=row.first_start_at)
    return b""


def _batches(rows: Any) -> Iterator[list[Any]]:
    """All rows, so many at a time: a large calendar never has to fit into memory."""
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(id__gt=batch[-1].id)[:BATCH])


class Migration(migrations.Migration):
    dependencies = (("planner", "0005_feed_texts"),)
    operations = (migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),)
