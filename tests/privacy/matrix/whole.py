"""All the questions of the matrix, one after the other, of one world."""

import sys
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from tests.privacy import world as worlds
from tests.privacy.matrix import canaries, doors, kept, keys, lists, outgoing, trouble, whispers
from tests.privacy.matrix.readers import Reader, all_of
from tests.privacy.matrix.tally import Tally
from tests.privacy.world import World

Question = Callable[[Tally, World, list[Reader]], None]
QUESTIONS: dict[str, Question] = {
    "canaries": lambda tally, world, _: tally.compared("canary", 1, _missing(world)),
    "doors": doors.ask,
    "lists": lists.ask,
    "keys": keys.ask,
    "whispers": whispers.ask,
    "trouble": trouble.ask,
    "outgoing": lambda tally, world, _: outgoing.ask(tally, world),
}


def ask(names: Iterable[str]) -> Tally:
    """Each question leaves the world as it was; what was logged meanwhile is read at the end."""
    world = worlds.build(timezone.now())
    tally, readers = Tally(), list(all_of(world))
    with kept.logged() as log:
        for name in names:
            with transaction.atomic():
                before = tally.cells
                QUESTIONS[name](tally, world, readers)
                transaction.set_rollback(True)
            print(f"{name}: {tally.cells - before} cells", file=sys.stderr)
    kept.ask(tally, world, log.lines)
    return tally


def _missing(world: World) -> list[str]:
    return [one for one in canaries.unplanted(world) if one not in canaries.UNPLANTED]
