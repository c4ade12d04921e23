"""Every route by every method, for everybody: about what is shared, what is hidden, and nothing at all."""

from collections.abc import Iterable

from tests.privacy.crawl import UNSAFE, every
from tests.privacy.findings import OWNED, of_owned, told_apart
from tests.privacy.matrix.readers import Reader
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route, all_routes
from tests.privacy.world import World


def ask(tally: Tally, world: World, readers: Iterable[Reader]) -> None:
    for reader in readers:
        answers = list(reader.asker.ask_once(all_routes(), world.to_others(), every))
        tally.answers(reader.name, answers, reader.forbidden)
        _empty(tally, world, reader)
        for things in reader.others:
            _apart(tally, world, reader, things)


def _empty(tally: Tally, world: World, reader: Reader) -> None:
    """What names nothing at all is refused without a word, too."""
    asked = (
        reader.asker.ask_empty(route, world.to_others(), method)
        for route in all_routes()
        for method in _writes(route)
    )
    tally.answers(reader.name, asked, reader.forbidden)


def _writes(route: Route) -> tuple[str, ...]:
    return UNSAFE if route.is_api else ("POST",)


def _apart(tally: Tally, world: World, reader: Reader, things: dict[str, object]) -> None:
    answers = of_owned(reader.asker.ask_once(OWNED, things, every))
    tally.answers(reader.name, answers, reader.forbidden)
    tally.compared(reader.name, len(answers), told_apart(answers, reader.asker, things, world))
