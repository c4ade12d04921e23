"""`make chaos`: every channel on every database while whoever sends is killed and frozen, then Redis lost.

Each run ends with one line: chaos DATABASE CHANNEL sent=N lost=N double=N explained=N kills=N.
"""

import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

from tests.chaos import redis_lost
from tests.chaos.channels import FAR
from tests.chaos.place import DATABASES
from tests.chaos.run import Size, run


def main() -> int:
    """How many runs did not keep what is promised."""
    # Whoever ends this ends the processes that it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = _asked()
    size = Size(asked.reminders, asked.kills, asked.freezes, asked.seconds)
    storms = product(asked.database or DATABASES, asked.channel or FAR)
    runs: list[Callable[[Path], bool]] = [partial(run, *one, size) for one in storms]
    if not (asked.database or asked.channel):
        runs.append(partial(redis_lost.run, reminders=asked.reminders // 4))
    return sum(not _in_a_folder(one) for one in runs)


def _in_a_folder(run: Callable[[Path], bool]) -> bool:
    with tempfile.TemporaryDirectory(prefix="alongside-chaos-", ignore_cleanup_errors=True) as var:
        return run(Path(var))


def _asked() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--database", action="append", choices=DATABASES, help="default: each")
    parser.add_argument("--channel", action="append", choices=FAR, help="default: each")
    parser.add_argument("--reminders", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--freezes", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
