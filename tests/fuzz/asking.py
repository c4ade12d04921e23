"""Made-up requests, put together from the schema by schemathesis, sent as somebody to the program itself.

Ids in addresses are real ones of the planted world, so that a request gets past them; bodies and questions
are made up, half of them against the schema. Whatever a request does is undone.
"""

import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from tests.privacy.crawl import Asker, opened

HERE = "http://localhost"
WHO_ASKS = ("cookie", "authorization")
TAKEN = ("method", "url", "headers", "params", "data", "json", "files")
SHAPE = ["code", "message", "field"]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass
class Found:
    """What came of all requests: how many by status, and what should never be."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.statuses.total()


@dataclass(frozen=True)
class Answer:
    method: str
    path: str
    status: int
    body: bytes
    kind: str
    why: str = ""

    @property
    def label(self) -> str:
        return f"{self.method} {self.path} → {self.status} {self.why}".strip()

    @property
    def is_sound(self) -> bool:
        """Below 500, and whatever is refused has the one shape."""
        if self.status >= 500:
            return False
        return self.status < 400 or (self.kind == "application/json" and _is_refusal(json.loads(self.body)))


def operations() -> list[Any]:
    """Every operation of the schema as the code describes it now."""
    out = io.StringIO()
    call_command("spectacular", format="openapi-json", stdout=out)
    schema = schemathesis.openapi.from_dict(json.loads(out.getvalue()))
    return [one.ok() for one in schema.get_all_operations() if "/v1/" in one.ok().path]


def run(
    asker: Asker,
    ids: Mapping[str, object],
    *,
    each: int,
    modes: Sequence[GenerationMode] = MODES,
    is_fine: Callable[[Answer], bool] = lambda answer: answer.is_sound,
) -> Found:
    """Ask `each` made-up requests of every operation, with these ids in their addresses."""
    found = Found()
    for operation in operations():
        for mode in modes:
            _ask(operation, mode, asker, ids, found, each, is_fine)
    return found


def _ask(
    operation: Any,
    mode: GenerationMode,
    asker: Asker,
    ids: Mapping[str, object],
    found: Found,
    each: int,
    is_fine: Callable[[Answer], bool],
) -> None:
    @settings(
        max_examples=each,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_cases(operation, mode))
    def ask(case: Case) -> None:
        answer = _answered(asker, case, ids)
        found.statuses[answer.status] += 1
        if not is_fine(answer):
            found.broken.append(answer.label)

    ask()


def _cases(operation: Any, mode: GenerationMode) -> st.SearchStrategy[Case]:
    """Requests of this kind; those that cannot be wrong are right."""
    wrong = operation.as_strategy(generation_mode=mode)
    return wrong if operation.body or operation.query else operation.as_strategy()


def _answered(asker: Asker, case: Case, ids: Mapping[str, object]) -> Answer:
    case.path_parameters = {
        name: str(ids.get(name, value)) for name, value in (case.path_parameters or {}).items()
    }
    sent = requests.Request(**_kwargs(case)).prepare()
    headers = {name: value for name, value in sent.headers.items() if name.lower() not in WHO_ASKS}
    kind = headers.pop("Content-Type", "application/json")
    body = sent.body or b""
    data = body.encode() if isinstance(body, str) else body
    with transaction.atomic():
        answer = asker.client.generic(case.method, sent.path_url, data, content_type=kind, headers=headers)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    said = answer.headers.get("Content-Type", "").partition(";")[0]
    why = repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""
    return Answer(case.method, sent.path_url, answer.status_code, opened(content), said, why)


def _kwargs(case: Case) -> dict[str, Any]:
    given = case.as_transport_kwargs(base_url=HERE)
    return {name: given[name] for name in TAKEN if name in given}


def _is_refusal(said: object) -> bool:
    return isinstance(said, dict) and list(said) == ["error"] and list(said["error"]) == SHAPE
