"""Who asks, what they may never read, and about which things they ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.privacy.crawl import Asker
from tests.privacy.world import World


@dataclass(frozen=True)
class Reader:
    name: str
    asker: Asker
    forbidden: Mapping[str, str]
    others: tuple[Mapping[str, object], ...] = ()
    """Ways to fill addresses with what is not this reader's: each is answered as if there were nothing."""


def all_of(world: World) -> Iterator[Reader]:
    """Somebody not signed in, a stranger, a former partner, the partner, and the owner."""
    planted = world.private | world.shared | world.secret | world.hidden_ids
    for name in ("anonymous", "stranger", "ex"):
        own = {} if name == "stranger" else world.strangers
        yield Reader(name, Asker.of(getattr(world, name, None)), planted | own, (world.to_others(),))
    hidden = (world.hidden(), world.hidden_again())
    forbidden = world.private | world.secret | world.hidden_ids | world.strangers
    yield Reader("partner", Asker.of(world.ben), forbidden, hidden)
    yield Reader("owner", Asker.of(world.ada), world.secret | world.strangers)
