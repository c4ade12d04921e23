"""A new migration leaves the code of yesterday working, or says in its file that it does not.

While the database is brought up to date, processes of the version before go on writing to it.
"""

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from planner.models.fields import EncryptedTextField

FIRST = 46
"""Those before were written without this habit; docs/operations.md says what that means for an upgrade."""
TAKES_AWAY = (
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
BUILDS = (migrations.AddIndex, migrations.AddConstraint)


def breaking(operations: list[Operation]) -> Iterator[str]:
    """What the older code would trip over."""
    made = {one.name_lower for one in operations if isinstance(one, migrations.CreateModel)}
    for one in operations:
        if isinstance(one, TAKES_AWAY):
            yield one.describe()
        if (
            isinstance(one, migrations.AddField)
            and one.model_name_lower not in made
            and is_demanded(one.field)
        ):
            yield one.describe()
        if isinstance(one, migrations.AlterField) and is_demanded(one.field):
            yield one.describe()


def holding(operations: list[Operation]) -> Iterator[str]:
    """What keeps others from writing to a table that is there already, for as long as it has rows."""
    made = {one.name_lower for one in operations if isinstance(one, migrations.CreateModel)}
    yield from (
        one.describe() for one in operations if isinstance(one, BUILDS) and one.model_name_lower not in made
    )


def is_demanded(field: models.Field) -> bool:
    """Whether a row without this column is refused: a default of Django's is none of the database's."""
    return not field.null and not field.has_db_default() and not isinstance(field, models.ManyToManyField)


def ours() -> dict[str, migrations.Migration]:
    found = MigrationLoader(None).disk_migrations
    return {name: one for (app, name), one in found.items() if app == "planner"}


def test_new_migrations_leave_older_code_working_or_say_so() -> None:
    new = {name: one for name, one in ours().items() if int(name[:4]) >= FIRST}

    silent = {
        name: list(breaking(one.operations))
        for name, one in new.items()
        if not hasattr(one, "breaks_older_code")
    }

    assert {name: found for name, found in silent.items() if found} == {}


def test_new_migrations_say_which_table_they_hold() -> None:
    new = {name: one for name, one in ours().items() if int(name[:4]) >= FIRST}

    silent = {name: list(holding(one.operations)) for name, one in new.items() if not hasattr(one, "holds")}

    assert {name: found for name, found in silent.items() if found} == {}


def test_a_column_that_older_code_leaves_empty_would_be_found() -> None:
    found = list(breaking(ours()["0038_a_new_key_finds_stopped_numbers"].operations))

    assert found == ["Add field number to stoppednumber"]


@pytest.mark.parametrize(
    ("operation", "is_found"),
    [
        (migrations.RemoveField("person", "name"), True),
        (migrations.RenameField("person", "name", "title"), True),
        (migrations.AddField("person", "x", models.IntegerField(default=0)), True),
        (migrations.AddField("person", "x", models.IntegerField(db_default=0)), False),
        (migrations.AddField("person", "x", models.IntegerField(null=True)), False),
        (migrations.AlterField("person", "x", models.IntegerField()), True),
        (migrations.AddField("person", "x", EncryptedTextField(default="")), True),
    ],
)
def test_what_breaks_is_told_from_what_does_not(operation: Operation, is_found: bool) -> None:
    assert bool(list(breaking([operation]))) is is_found


def test_a_column_of_a_table_that_is_new_breaks_nothing() -> None:
    made = migrations.CreateModel("Thing", [("id", models.AutoField(primary_key=True))])
    column = migrations.AddField("thing", "x", models.IntegerField())
    index = migrations.AddIndex("thing", models.Index(fields=["x"], name="things"))

    assert list(breaking([made, column])) == list(holding([made, index])) == []
    assert list(holding([index])) == ["Create index things on field(s) x of model thing"]
