"""So many deaths and stand-stills, spread evenly over a time, at random among those that send."""

import heapq
import random
import time
from dataclasses import dataclass, field

from tests.chaos.herd import Herd

TICK_S = 0.02
LOOKS_FOR_S = 2
EACH_WHOLE = 25
"""Of so many deaths one takes a whole process; starting that anew costs seconds of a processor."""
LONG_FREEZES = 0.3
SHORT_S = (0.3, 3.0)


@dataclass
class Storm:
    herd: Herd
    kills: int
    freezes: int
    over_s: float
    longer_than_s: float
    """Long stand-stills last longer than this: whoever wakes up has lost its lease."""
    port: int | None
    """Of the far end: every other death meets somebody who is talking to it, if anybody is before long."""
    _last_at: float = 0
    _frozen: list[tuple[float, int]] = field(default_factory=list)

    def rage(self) -> None:
        """Until all is done that was to be done; everybody is awake again afterwards."""
        began = time.monotonic()
        while not self._is_over():
            passed = min(1.0, (time.monotonic() - began) / self.over_s)
            self._kill_up_to(self.kills * passed)
            self._freeze_up_to(self.freezes * passed)
            self._thaw(time.monotonic())
            self.herd.mend()
            time.sleep(TICK_S)
        self._thaw(float("inf"))
        self.herd.mend()

    def _is_over(self) -> bool:
        return self.herd.kills >= self.kills and self.herd.freezes >= self.freezes and not self._frozen

    def _kill_up_to(self, count: float) -> None:
        if self.herd.kills < int(count):
            if self._kill(self.herd.kills + 1):
                self._last_at = time.monotonic()

    def _kill(self, number: int) -> bool:
        """Whether somebody was found. Nobody is there for a moment when all are just being started."""
        if number % EACH_WHOLE == 0:
            return self.herd.kill_parent()
        if self.port and number % 2 and time.monotonic() < self._last_at + LOOKS_FOR_S:
            return self.herd.kill_talking(self.port)
        return self.herd.kill_child()

    def _freeze_up_to(self, count: float) -> None:
        if self.herd.freezes < int(count):
            pid = self.herd.freeze()
            if pid is not None:
                heapq.heappush(self._frozen, (time.monotonic() + self._length_s(), pid))

    def _length_s(self) -> float:
        if random.random() < LONG_FREEZES:
            return self.longer_than_s + random.uniform(*SHORT_S)
        return random.uniform(*SHORT_S)

    def _thaw(self, until: float) -> None:
        while self._frozen and self._frozen[0][0] <= until:
            self.herd.thaw(heapq.heappop(self._frozen)[1])
