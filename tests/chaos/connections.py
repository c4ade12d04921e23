"""Who is connected to a port of this machine, as Linux tells it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_ESTABLISHED = "01"


def to_port(port: int, pids: Iterable[int]) -> list[int]:
    """Those of these processes that hold a connection to it."""
    sockets = set(_sockets(port))
    return [pid for pid in pids if sockets & _held(pid)]


def _sockets(port: int) -> Iterator[str]:
    """The connections that end there, by the names that file descriptors have for them."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if int(fields[2].rpartition(":")[2], 16) == port and fields[3] == _ESTABLISHED:
            yield f"socket:[{fields[9]}]"


def _held(pid: int) -> set[str]:
    """Nothing, for a process that is gone."""
    held = set()
    with suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                held.add(str(descriptor.readlink()))
    return held
