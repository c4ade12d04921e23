import re

from django.test import Client

from tests.web.reading import texts


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
