"""The child process that reads a calendar: bytes on stdin, one line of JSON on stdout, within limits.

python -m planner.ical --cpu-s 10 --memory-bytes 536870912 --source upload < file.ics
It knows no Django and no database, and gives itself its limits before it reads a byte.
"""

import argparse
import gc
import resource
import sys

from planner.errors import TooLarge, UnreadableCalendar
from planner.ical import wire
from planner.ical.parsed import Source
from planner.ical.read import read
from planner.ical.scan import MAX_BYTES

CPU_S = 20
MEMORY_BYTES = 768 * 1024 * 1024


def main() -> None:
    """Prints what the calendar on stdin holds, or why it was refused."""
    options = _options()
    resource.setrlimit(resource.RLIMIT_CPU, (options.cpu_s, options.cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (options.memory_bytes, options.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # one file, then the end: looking for what can be freed costs a fifth of the time
    sys.stdout.write(answer(sys.stdin.buffer.read(MAX_BYTES + 1), Source(options.source)))


def answer(data: bytes, source: Source) -> str:
    """One line of JSON for `wire.load`."""
    try:
        return wire.dump(read(data, source=source))
    except UnreadableCalendar as error:
        return wire.dump_error(error)
    except MemoryError:
        return wire.dump_error(TooLarge())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="planner.ical")
    parser.add_argument("--cpu-s", type=int, default=CPU_S)
    parser.add_argument("--memory-bytes", type=int, default=MEMORY_BYTES)
    parser.add_argument("--source", choices=[source.value for source in Source], default=Source.UPLOAD.value)
    return parser.parse_args()


if __name__ == "__main__":
    main()
