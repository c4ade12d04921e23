"""The embedded broker: kombu's folder of messages, made so that nobody ever reads half of one.

kombu creates a file under its final name and then fills it. A worker that looks in between finds an empty
message, and the error ends it. Here a file appears whole, and one that cannot be read is passed over: a
message only says "look now", so nothing is lost with it.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.transport.filesystem import exchange_queue_t
from kombu.utils.json import dumps, loads

Bound = list[exchange_queue_t]


class Channel(filesystem.Channel):
    """Messages and bindings, each a file that is there whole or not at all."""

    def get_table(self, exchange: str) -> Bound:  # type: ignore[override]  # what kombu's own returns
        """The queues bound to an exchange; none if nothing readable says so, until they are bound again."""
        try:
            return [exchange_queue_t(*one) for one in loads(self._file(exchange).read_bytes())]
        except (FileNotFoundError, TypeError, ValueError):
            return []

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        bound = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._rebind(exchange, lambda table: table if bound in table else [bound, *table])

    def _delete(self, queue: str, *args: Any, **_: Any) -> None:
        """Take away the queue, its messages and one binding: exchange, routing key, pattern."""
        exchange, routing_key, pattern = args[:3]
        gone = exchange_queue_t(routing_key or "", pattern or "", queue)
        self._purge(queue)
        self._rebind(exchange, lambda table: [one for one in table if one != gone])

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # kombu's own name
        name = f"{time_ns():020}_{uuid4()}.{queue}.msg"
        _publish(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The oldest readable message, taken out of the folder. Raises `Empty`."""
        for message in self._waiting(queue):
            taken = message.with_name(f".taken_{uuid4()}")
            with suppress(FileNotFoundError, ValueError):  # another took it first; or it is no message
                message.rename(taken)
                try:
                    return loads(taken.read_bytes())
                finally:
                    taken.unlink()
        raise Empty

    def _waiting(self, queue: str) -> list[Path]:
        names = (name for name in os.listdir(self.data_folder_in) if name.partition(".")[2] == f"{queue}.msg")
        return [Path(self.data_folder_in) / name for name in sorted(names)]

    def _file(self, exchange: str) -> Path:
        """Where the bindings of an exchange are kept."""
        return Path(self._exchange_file(exchange))  # type: ignore[attr-defined]  # kombu checks the name

    def _rebind(self, exchange: str, change: Callable[[Bound], Bound]) -> None:
        """Write the bindings of an exchange anew, if they change; one process at a time."""
        file = self._file(exchange)
        with _alone(file.with_suffix(".lock")):
            table = self.get_table(exchange)
            if (changed := change(table)) != table:
                _publish(file, dumps(changed))


class Transport(filesystem.Transport):
    """kombu's, with these channels."""

    Channel = Channel


def _publish(path: Path, text: str) -> None:
    """Write whole under a name that nobody looks for, then give it its own."""
    draft = path.with_name(f".{uuid4()}")
    try:
        draft.write_text(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
