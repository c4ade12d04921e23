"""What goes wrong next at a sink: what a test put there first, then whatever chance brings."""

import random
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter, deque
from collections.abc import Collection, Mapping
from threading import Lock


class Faults:
    """The faults that a sink knows, and which of them comes next. `always` stays until it is taken away."""

    def __init__(self, known: Collection[str], chances: Mapping[str, float] | None = None) -> None:
        self.known = frozenset(known)
        self.always = ""
        self.seen: Counter[str] = Counter()
        self._next: deque[str] = deque()
        self._chances = dict(chances or {})
        self._lock = Lock()
        self._check(*self._chances)

    def add(self, *faults: str) -> None:
        """These come next, one for each message; "" lets one through."""
        self._check(*faults)
        self._next.extend(faults)

    def draw(self) -> str:
        """The fault that this message meets, "" for none."""
        with self._lock:
            fault = self._next.popleft() if self._next else self.always or self._by_chance()
            self.seen[fault] += bool(fault)
            return fault

    def calm(self) -> None:
        """Nothing goes wrong from now on."""
        with self._lock:
            self.always = ""
            self._chances.clear()
            self._next.clear()

    def _by_chance(self) -> str:
        faults, weights = list(self._chances), list(self._chances.values())
        (fault,) = random.choices(["", *faults], [1 - sum(weights), *weights])
        return fault

    def _check(self, *faults: str) -> None:
        unknown = {one for one in faults if one} - self.known
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: this sink knows {', '.join(sorted(self.known))}")


def add_options(parser: ArgumentParser) -> None:
    """`--fault NAME=CHANCE`, as often as wanted."""
    parser.add_argument("--fault", action="append", default=[], type=_chance, metavar="NAME=CHANCE")


def from_options(known: Collection[str], options: Namespace) -> Faults:
    return Faults(known, dict(options.fault))


def _chance(text: str) -> tuple[str, float]:
    name, _, chance = text.partition("=")
    try:
        return name, float(chance)
    except ValueError:
        raise ArgumentTypeError(f"{text}: write it as drop=0.02") from None
