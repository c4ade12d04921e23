"""How many cells of the matrix were looked at, and what came out where it must not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.privacy.crawl import Asked
from tests.privacy.findings import broken, leaks


@dataclass
class Tally:
    cells: int = 0
    leaks: list[str] = field(default_factory=list)

    def answers(self, who: str, answers: Iterable[Asked], words: Mapping[str, str]) -> None:
        """Each answer is a cell: no word in it, and not broken."""
        for one in answers:
            self.cells += 1
            self.leaks += [f"{who}: {found}" for found in (*leaks([one], words), *broken([one]))]

    def texts(self, where: str, texts: Iterable[str], words: Mapping[str, str]) -> None:
        """Each text (a mail, a line of a log, an entry of a cache) is a cell."""
        for text in texts:
            self.cells += 1
            self.leaks += [f"{where}: {what}" for what, word in words.items() if word in text]

    def compared(self, who: str, cells: int, differing: Iterable[str]) -> None:
        """So many answers were compared with another; these differ."""
        self.cells += cells
        self.leaks += [f"{who}: {one}" for one in differing]
