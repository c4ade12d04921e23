import logging
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.web import helplines
from tests.web.reading import signed_in, texts


def test_page_is_neutral_and_works_signed_out(db: None) -> None:
    page = Client().get("/notes/")

    assert (page.status_code, texts(page, "title")) == (200, ["Notes"])
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert page.cookies == {}
    assert "Alongside" not in re.sub(r"(?s)<main.*</main>", "", page.content.decode())


def test_way_out_comes_first(db: None) -> None:
    page = Client().get("/notes/")

    first = re.findall(r'<a [^>]*href="([^"]+)"', page.content.decode())[0]
    assert first.startswith("https://en.wikipedia.org/")
    assert texts(page, "a")[0] == "Leave this page now"


def test_every_helpline_says_where_it_is_from_and_can_be_called(db: None) -> None:
    page = Client().get("/notes/").content.decode()

    lines = [line for country in helplines.COUNTRIES for line in country.lines]
    assert len(helplines.COUNTRIES) >= 10
    assert all(re.fullmatch(r"[\w-]+(\.[\w-]+)+", line.source) for line in lines)
    assert [
        line for line in lines if f'href="{line.tel}"' not in page or f"from {line.source}" not in page
    ] == []
    assert [line.tel for line in lines if not re.fullmatch(r"tel:\d+", line.tel)] == []


def test_opening_it_signed_in_writes_nothing_anywhere(ada: UUID, caplog: pytest.LogCaptureFixture) -> None:
    browser = signed_in(ada)

    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        caplog.at_level(logging.DEBUG),
    ):
        page = browser.get("/notes/")

    assert page.cookies == {}
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    assert [one for one in caplog.messages if "notes" in one] == []
