"""What is wrong with answers: words that came out, doors that say what lies behind them, and what broke."""

from collections.abc import Iterable, Mapping

from tests.privacy.crawl import Asked, Asker
from tests.privacy.routes import ANYBODYS, Route, all_routes
from tests.privacy.world import World

OWNED = [route for route in all_routes() if set(route.params) - ANYBODYS]
# A 404 from a route that answers to anybody is no secret; a redirect leads to signing in (again).
SILENT = {302, 400, 404, 405}


def leaks(answers: Iterable[Asked], words: Mapping[str, str]) -> list[str]:
    """Where a word came out that must not."""
    return [
        f"{what} in {answer.label}"
        for answer in answers
        for what, word in words.items()
        if word.encode() in answer.read
    ]


def logged(text: str, planted: World) -> list[str]:
    """What a log line must not hold: anybody's words, and tokens."""
    words = planted.private | planted.shared | planted.secret | planted.tokens
    return [what for what, word in words.items() if word in text]


def broken(answers: Iterable[Asked]) -> list[str]:
    """Answers that nobody should ever get; what a 403 would tell is `told_apart`'s to find."""
    return [answer.label for answer in answers if answer.status >= 500 and answer.route.name != "healthz"]


def told_apart(about: list[Asked], asker: Asker, known: Mapping[str, object], planted: World) -> list[str]:
    """Answers about things that are not the asker's that differ from those about nothing at all."""
    nowhere = planted.nowhere()
    nothing = [asker.again(one, nowhere) for one in about]
    ids = [*known.values(), *nowhere.values()]
    return [
        f"{one.label}, but {other.status} about nothing"
        for one, other in zip(about, nothing, strict=True)
        if not _says_nothing(one) or one.masked(ids) != other.masked(ids)
    ]


def of_owned(answers: Iterable[Asked]) -> list[Asked]:
    """Those of routes that name a thing which belongs to somebody."""
    return [one for one in answers if one.route in OWNED]


def changed(before: Iterable[Asked], after: Iterable[Asked]) -> dict[str, Route]:
    """The addresses whose answer is another one now."""
    pairs = zip(before, after, strict=True)
    return {one.path: one.route for one, other in pairs if one.masked(()) != other.masked(())}


def _says_nothing(one: Asked) -> bool:
    """A description of the method's options is the same for all; else only these statuses will do."""
    if one.method == "OPTIONS" and one.status == 200:
        return True
    allowed = SILENT | ({401} if one.route.is_api else set())
    return one.status in allowed and (one.status != 302 or one.location.startswith("/accounts/"))
