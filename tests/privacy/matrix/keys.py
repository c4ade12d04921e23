"""Foreign keys in bodies: each id that a body of the API or a form names, replaced by somebody else's.

Whose it is, the answer does not say: it is the one about an id of nothing at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.urls import Resolver404, resolve
from drf_spectacular.generators import SchemaGenerator

from tests.privacy.crawl import Asked, Asker, addresses
from tests.privacy.findings import broken, leaks
from tests.privacy.matrix.readers import Reader
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route, all_routes
from tests.privacy.world import World

ID = re.compile(r"(^|_)ids?$|^calendar$|^event$")
DEPTH = 4


@dataclass(frozen=True)
class Written:
    """A body as somebody may send it, and the names in it whose values are ids."""

    route: Route
    method: str
    path: str
    body: dict[str, object]
    ids: tuple[str, ...]


def ask(tally: Tally, world: World, readers: Iterable[Reader]) -> None:
    (partner,) = (one for one in readers if one.name == "partner")
    bodies = [*_of_the_api(world), *_of_forms(partner.asker, world)]
    assert {one.route.is_api for one in bodies} == {True, False}
    for one in bodies:
        for name in one.ids:
            for whose, foreign in _foreign(world):
                tally.compared("partner", 1, _try(partner, one, name, whose, foreign))


def _foreign(world: World) -> Iterator[tuple[str, UUID]]:
    """Ids that are not the partner's: what ada hides, and what others have."""
    for what in ("private event", "private flag", "quiet plan", "calendar", "stranger's event"):
        yield what, world.ids[what]
    for what in ("stranger's calendar", "stranger's flag", "ex's event"):
        yield what, world.ids[what]
    yield "the stranger", world.stranger
    yield "the ex", world.ex


def _try(reader: Reader, one: Written, name: str, whose: str, foreign: UUID) -> list[str]:
    nothing = uuid4()
    told, other = (
        reader.asker.ask(one.route, one.path, one.method, one.body | {name: _like(one.body[name], value)})
        for value in (foreign, nothing)
    )
    found = [*leaks([told], _but(reader, foreign)), *broken([told])]
    if told.masked((foreign, nothing)) != other.masked((foreign, nothing)):
        found.append(
            f"{name} is {whose} in {told.label}, and is not answered like {other.status} about nothing"
        )
    return found


def _but(reader: Reader, foreign: UUID) -> dict[str, str]:
    """An id that was sent may come back."""
    return {what: word for what, word in reader.forbidden.items() if word != str(foreign)}


def _like(was: object, value: UUID) -> object:
    return [str(value)] if isinstance(was, list) else str(value)


def _of_the_api(world: World) -> Iterator[Written]:
    """From the schema that the API publishes: each operation with a body that names an id."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    things = {name.removesuffix("_id"): value for name, value in world.open().items()} | world.open()
    for template, methods in schema["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                body = _example(content["schema"], schema, DEPTH)
                ids = tuple(one for one in body if ID.search(one)) if isinstance(body, dict) else ()
                path = re.sub(r"{(\w+)}", lambda found: str(things.get(found[1], uuid4())), template)
                if ids and (route := _route_of(path)):
                    yield Written(route, method.upper(), path, body, ids)


def _example(of: dict[str, Any], schema: dict[str, Any], depth: int) -> Any:
    """A value of this shape."""
    if "$ref" in of:
        return _example(schema["components"]["schemas"][of["$ref"].rsplit("/", 1)[1]], schema, depth)
    for several in ("allOf", "oneOf", "anyOf"):
        if several in of:
            return _example(of[several][0], schema, depth)
    if "enum" in of:
        return of["enum"][0]
    if of.get("type") == "object":
        parts = of.get("properties", {}) if depth else {}
        return {
            name: _example(one, schema, depth - 1) for name, one in parts.items() if not one.get("readOnly")
        }
    if of.get("type") == "array":
        return [_example(of["items"], schema, depth - 1)] if depth else []
    return _scalar(of)


def _scalar(of: dict[str, Any]) -> object:
    shaped = {
        "uuid": str(uuid4()),
        "date": "2031-05-01",
        "date-time": "2031-05-01T18:00:00Z",
        "email": "a@b.example",
    }
    plain = {"integer": of.get("minimum", 1), "number": 1, "boolean": False}
    return shaped.get(of.get("format", ""), plain.get(of.get("type", ""), "x"))


def _of_forms(asker: Asker, world: World) -> Iterator[Written]:
    """From the pages that the partner reads: each form with a field whose value is an id."""
    known: set[tuple[str, tuple[str, ...]]] = set()
    for page in asker.get_each(addresses(all_routes(), world.all())):
        if not dict(page.headers).get("Content-Type", "").startswith("text/html"):
            continue
        for form in _forms(page):
            once = (form.route.name, form.ids)
            if form.ids and once not in known:
                known.add(once)
                yield form


def _forms(page: Asked) -> Iterator[Written]:
    reader = _Forms()
    reader.feed(page.body.decode())
    for action, method, fields in reader.forms:
        path = urlsplit(action or page.path).path
        route = _route_of(path)
        if method == "POST" and route:
            yield Written(
                route, method, path, fields, tuple(one for one in fields if _names_an_id(one, fields))
            )


def _names_an_id(name: str, fields: dict[str, object]) -> bool:
    try:
        return bool(ID.search(name)) or bool(UUID(str(fields[name])))
    except ValueError:
        return False


def _route_of(path: str) -> Route | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = ":".join((*match.namespaces, match.url_name or ""))
    return next((one for one in all_routes() if one.name == name), None)


class _Forms(HTMLParser):
    """The forms of a page, with what would be sent if nobody changed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, object]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.forms.append((said.get("action") or "", (said.get("method") or "GET").upper(), {}))
        elif self.forms and tag in ("input", "button", "select", "textarea") and said.get("name"):
            self.forms[-1][2].setdefault(str(said["name"]), said.get("value") or "")
