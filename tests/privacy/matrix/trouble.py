"""Error pages: whatever goes wrong, and whatever was sent, the answer and the log say nothing private."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from tests.privacy.crawl import Asked
from tests.privacy.matrix.readers import Reader
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route
from tests.privacy.world import World


@dataclass(frozen=True)
class Wrong:
    """A request that goes wrong, and the status that says so."""

    status: tuple[int, ...]
    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def broken(request: HttpRequest) -> HttpResponse:
    """With something private at hand when it breaks."""
    note = request.GET.get("note")
    raise RuntimeError("broken" if note else "broken, too")


urlpatterns = [
    path("broken/", broken, name="broken"),
    path("api/v1/broken/", broken, name="broken-api"),
    path("", include("backend.urls")),
]


def ask(tally: Tally, world: World, readers: Iterable[Reader]) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        for reader in readers:
            if reader.name != "owner":
                for wrong in _wrongs(world):
                    answer = _asked(reader, wrong)
                    tally.answers(reader.name, [answer] if answer.status < 500 else [], reader.forbidden)
                    tally.texts(
                        answer.label, [answer.read.decode("utf-8", "replace")], _unsaid(reader, wrong)
                    )


def _unsaid(reader: Reader, wrong: Wrong) -> dict[str, str]:
    """What was sent may come back to whoever sent it."""
    return {what: word for what, word in reader.forbidden.items() if word not in wrong.path}


def _wrongs(world: World) -> Iterator[Wrong]:
    note = quote(world.private["quiet note"])
    event = world.ids["private event"]
    json = (("Content-Type", "application/json"),)
    yield Wrong((400, 401, 403), "POST", "/api/v1/events/", json, b"{")
    yield Wrong((403, 302, 404), "POST", f"/events/{event}/", (("X-Without-Token", "1"),))
    yield Wrong((404,), "GET", f"/{note}/")
    yield Wrong((404, 401), "GET", f"/api/v1/events/{event}/")
    yield Wrong((405, 302), "DELETE", "/look-ahead/")
    yield Wrong(
        (413, 400, 401, 403), "POST", "/api/v1/events/", json, b'{"title": "' + b"x" * 3_000_000 + b'"}'
    )
    yield Wrong((500,), "GET", f"/broken/?note={note}")
    yield Wrong((500,), "GET", f"/api/v1/broken/?note={note}")


def _asked(reader: Reader, wrong: Wrong) -> Asked:
    kind = dict(wrong.headers).get("Content-Type", "application/octet-stream")
    answer = reader.asker.client.generic(wrong.method, wrong.path, wrong.body, content_type=kind)
    content = b"".join(answer) if answer.streaming else answer.content
    route = Route("trouble", wrong.path.lstrip("/"), ())
    return Asked(route, wrong.method, wrong.path, answer.status_code, tuple(answer.headers.items()), content)
