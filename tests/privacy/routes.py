"""Every route of the URL conf, so that a new page is covered unasked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

ANYBODYS = {"token", "key", "uidb36", "kind"}
"""Parameters that name nothing of somebody's: whoever holds a token is let in, as far as it goes; and
everybody has a ladder for each of the few kinds of events."""


@dataclass(frozen=True)
class Route:
    """`template` is a %-format over `params`, without the leading slash."""

    name: str
    template: str
    params: tuple[str, ...]

    def path(self, values: Mapping[str, object]) -> str:
        return "/" + self.template % values

    @property
    def is_api(self) -> bool:
        return self.template.startswith("api/")


def all_routes() -> list[Route]:
    return list(_walk(get_resolver(), "", "", ()))


def _walk(at: URLResolver, space: str, prefix: str, params: tuple[str, ...]) -> Iterator[Route]:
    for pattern in at.url_patterns:
        for template, more in _templates(pattern):
            whole, names = prefix + template, (*params, *more)
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from _walk(pattern, inner, whole, names)
            else:
                yield Route(f"{space}{pattern.name or whole}", whole, names)


def _templates(pattern: URLPattern | URLResolver) -> list[tuple[str, list[str]]]:
    """As Django itself does it to reverse an address."""
    return normalize(pattern.pattern.regex.pattern)


Provider = Callable[[], object]


class Unprovided(AssertionError):
    """A route has a parameter that tests/privacy does not know: say in planted.py what to put there."""


def fill(route: Route, known: Mapping[str, object]) -> str:
    """The route's address. A value under "<route name> <param>" beats one under "<param>"."""
    values = {}
    for param in route.params:
        special = f"{route.name} {param}"
        if special not in known and param not in known:
            raise Unprovided(f"{route.name}: {param}")
        values[param] = known.get(special, known.get(param))
    return route.path(values)
