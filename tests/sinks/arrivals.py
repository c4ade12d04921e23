"""What has arrived at a sink: in memory, and in a file of JSON lines if it is to survive the sink."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Arrivals(Generic[T]):
    """Frozen dataclasses of one kind, in the order in which they came."""

    def __init__(self, kind: type[T], keep: Path | None = None) -> None:
        self._keep = keep
        self._all = list(read(kind, keep)) if keep and keep.exists() else []
        self._lock = Lock()

    def add(self, one: T) -> None:
        """On the disk before it is answered for."""
        with self._lock:
            if self._keep:
                with self._keep.open("a") as file:
                    file.write(json.dumps(asdict(one)) + "\n")  # type: ignore[call-overload]
            self._all.append(one)

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._all))

    def __len__(self) -> int:
        return len(self._all)


def read(kind: type[T], kept: Path) -> Iterator[T]:
    """What a sink has kept there, whether it still runs or not."""
    for line in kept.read_text().splitlines():
        fields: dict[str, Any] = json.loads(line)
        yield kind(**fields)
