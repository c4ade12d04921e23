"""What can be searched, filtered and put in order says no more about a word or an id than about nonsense."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode
from uuid import UUID, uuid4

from drf_spectacular.generators import SchemaGenerator

from tests.privacy.findings import broken, leaks
from tests.privacy.matrix.readers import Reader
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route, all_routes, fill
from tests.privacy.world import World

USUAL = (
    "q",
    "search",
    "filter",
    "event",
    "event_id",
    "calendar",
    "calendar_id",
    "owner",
    "person",
    "plan",
    "id",
)
ORDERS = ("ordering", "order", "sort")
NONSENSE = "zqnonsensenobodywrote"


def ask(tally: Tally, world: World, readers: Iterable[Reader]) -> None:
    routes = [route for route in all_routes() if not route.params]
    names = sorted({*USUAL, *_declared()})
    for reader in readers:
        if reader.name == "owner":
            continue
        for route in routes:
            path = fill(route, {})
            for what, value in _values(world, reader.name):
                _compare(tally, reader, route, path, names, what, value)
            for field in ("title", "-note", "level", "owner__flags__note", "private"):
                answer = reader.asker.ask(route, f"{path}?{urlencode(dict.fromkeys(ORDERS, field))}", "GET")
                tally.answers(reader.name, [answer], reader.forbidden)


def _declared() -> Iterator[str]:
    """Each parameter that the API says it reads, but those that say when."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    for methods in schema["paths"].values():
        for operation in methods.values():
            for one in operation.get("parameters", ()):
                if one["in"] == "query" and one["schema"].get("format") not in ("date", "date-time"):
                    yield one["name"]


def _values(world: World, reader: str) -> Iterator[tuple[str, str]]:
    """Words and ids of hers that are none of the reader's, by what they are."""
    for what in ("private event title", "quiet note", "name of somebody"):
        yield what, world.private[what]
    for what in ("private event", "private flag", "quiet plan", "calendar", "note on somebody"):
        yield what, str(world.ids[what])
    if reader != "stranger":
        for what, word in world.strangers.items():
            yield what, word
        yield "the stranger", str(world.stranger)
        yield "the stranger's event", str(world.ids["stranger's event"])


def _compare(
    tally: Tally, reader: Reader, route: Route, path: str, names: list[str], what: str, value: str
) -> None:
    """The answer about the value, beside the one about nonsense of the same shape."""
    nonsense = str(uuid4()) if _is_id(value) else NONSENSE
    one, other = (
        reader.asker.ask(route, f"{path}?{urlencode(dict.fromkeys(names, said))}", "GET")
        for said in (value, nonsense)
    )
    words = {name: word for name, word in reader.forbidden.items() if word not in value}
    found = [*leaks([one], words), *broken([one])]
    if one.masked((value, nonsense)) != other.masked((value, nonsense)):
        found.append(f"{what} is searched for in {route.name}, and is not answered like nonsense")
    tally.compared(reader.name, 1, found)


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False
