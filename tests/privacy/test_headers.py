"""What every answer tells the browser to leave undone, over every route of the URL conf."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from backend.middleware import NOT_ASKED_FOR
from tests.privacy.crawl import Asked, Asker, addresses
from tests.privacy.routes import all_routes
from tests.privacy.world import World

pytestmark = pytest.mark.django_db

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_ASKED_FOR),
    "X-Content-Type-Options": "nosniff",
}
STYLED_BY_ITSELF = "api:docs"
"""Swagger UI writes its own styles; its page holds nothing of anybody (backend/api/docs.py)."""
FRAMED = "mailbox"
"""A mail is shown in a frame of the mailbox, on this machine alone, under a policy of its own."""


class Inline(HTMLParser):
    """Finds what a strict policy would stop: code and styles inside a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        is_code = tag == "script" and "src" not in names
        is_wrong = is_code or tag == "style" or "style" in names or any(one.startswith("on") for one in names)
        if is_wrong or any((value or "").lower().startswith("javascript:") for _, value in attrs):
            self.found.append(f"<{tag} {dict(attrs)}>")


@pytest.fixture(scope="module")
def seen_by_nobody(planted: World) -> list[Asked]:
    """What stands at every address for somebody who is not signed in."""
    return Asker.of(None).get_each(addresses(all_routes(), planted.all()))


@pytest.fixture(params=["seen_by_ada", "seen_by_nobody"])
def answers(request: pytest.FixtureRequest, planted: World, db: None) -> list[Asked]:
    return request.getfixturevalue(request.param)


def lacking(answer: Asked) -> Iterator[str]:
    heads = dict(answer.headers)
    yield from (name for name, value in ALWAYS.items() if heads.get(name) != value)
    if not answer.route.name.startswith(f"web:{FRAMED}") and heads.get("X-Frame-Options") != "DENY":
        yield "X-Frame-Options"
    if heads.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield "Referrer-Policy"
    policy = heads.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy and "default-src 'none'" not in policy:
        yield "Content-Security-Policy"
    if "unsafe" in policy and answer.route.name != STYLED_BY_ITSELF:
        yield "a strict Content-Security-Policy"


def is_page(answer: Asked) -> bool:
    return dict(answer.headers).get("Content-Type", "").startswith("text/html")


def inline(answer: Asked) -> list[str]:
    reader = Inline()
    reader.feed(answer.body.decode())
    return reader.found


def test_every_answer_has_its_headers(answers: list[Asked]) -> None:
    assert len(answers) > 100
    assert [f"{one.label}: {name}" for one in answers for name in lacking(one)] == []


def test_no_page_has_code_or_style_inside(answers: list[Asked]) -> None:
    pages = [one for one in answers if is_page(one) and one.route.name != STYLED_BY_ITSELF]

    assert len(pages) > 20
    assert [f"{one.label}: {inline(one)}" for one in pages if inline(one)] == []


def test_a_style_inside_would_be_found() -> None:
    reader = Inline()

    reader.feed(
        '<p style="x"></p><style></style><script></script><a onclick="x"></a><a href="javascript:x"></a>'
    )

    assert len(reader.found) == 5


def test_static_files_have_them_too(client: Client) -> None:
    answer = client.get("/static/alongside/js/alongside.js")
    answer.close()

    assert answer.status_code == 200
    assert answer["Permissions-Policy"] == ALWAYS["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
