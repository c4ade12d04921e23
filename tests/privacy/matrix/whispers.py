"""Byte for byte the same for everybody else, before and after the owner edits in private."""

from collections.abc import Iterable

from django.db import transaction

from tests.privacy import mails
from tests.privacy import world as worlds
from tests.privacy.crawl import addresses
from tests.privacy.findings import changed
from tests.privacy.matrix.readers import Reader
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route, all_routes
from tests.privacy.world import World


def ask(tally: Tally, world: World, readers: Iterable[Reader]) -> None:
    for reader in readers:
        if reader.name != "owner":
            ways = world.all() if reader.name == "partner" else [world.to_others()]
            among = addresses(all_routes(), ways)
            # A clock goes on meanwhile: the few that changed are asked again shortly before and after.
            new = _changed(reader, world, _changed(reader, world, among))
            tally.compared(reader.name, len(among), (f"{path} tells of a private edit" for path in new))
    tally.compared("partner", 1, _mailed_otherwise(world))


def _changed(reader: Reader, world: World, among: dict[str, Route]) -> dict[str, Route]:
    with transaction.atomic():
        before = reader.asker.get_each(among)
        worlds.whisper(world)
        after = reader.asker.get_each(among)
        transaction.set_rollback(True)
    return changed(before, after)


def _mailed_otherwise(world: World) -> list[str]:
    """What waits to be sent to the partner: as much, to whom, and about what."""
    with transaction.atomic():
        before = [one[:80] for one in mails.all_of(world.ben, world.now)]
        worlds.whisper(world)
        after = [one[:80] for one in mails.all_of(world.ben, world.now)]
        transaction.set_rollback(True)
    return [] if len(before) == len(after) else ["another number of mails waits after a private edit"]
