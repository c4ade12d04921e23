"""Whether a column is one of many texts, all in one parameter: the same SQL for one and for thousands."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, F, Func, TextField, Value


class Among(Func):
    """`column IN (…)`, for a filter, of what was `packed`; Django would write a placeholder for each text."""

    output_field = BooleanField()
    template = "(%(expressions)s AS jsonb))))"
    arg_joiner = " IN (SELECT jsonb_array_elements_text(CAST("

    def __init__(self, column: str, packed: str) -> None:
        super().__init__(F(column), Value(packed, output_field=TextField()))

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, Any]:
        within = {"template": "(%(expressions)s)))", "arg_joiner": " IN (SELECT value FROM json_each("}
        return self.as_sql(compiler, connection, **within, **extra_context)


def packed(texts: Collection[str]) -> str:
    """The texts as one."""
    return json.dumps(sorted(texts))
