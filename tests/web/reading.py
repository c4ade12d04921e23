"""Reading a page as a person does: signed in as somebody, the text of its parts."""

from datetime import datetime, time, timedelta
from html.parser import HTMLParser
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import TZID

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect"}


def signed_in(person_id: UUID) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person_id))
    return client


def evening(days: int) -> datetime:
    """Seven o'clock in Berlin, so many days from today: pages read the clock."""
    today = timezone.localdate(timezone=ZoneInfo(TZID))
    return datetime.combine(today + timedelta(days=days), time(19))


def texts(response: HttpResponse, tag: str, having: str = "") -> list[str]:
    """What stands in each such element, its spaces evened; `having` is a class or an attribute."""
    reader = _Texts(tag, having)
    reader.feed(response.content.decode())
    return [" ".join("".join(one).split()) for one in reader.found]


def typed(page: HttpResponse) -> dict[str, object]:
    """What the form on a page would send."""
    form = page.context["form"]
    return {name: _typed(form[name].value()) for name in form.fields}


def _typed(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None or value is False else value


class _Texts(HTMLParser):
    def __init__(self, tag: str, having: str) -> None:
        super().__init__()
        self.wanted, self.having = tag, having
        self.found: list[list[str]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth and tag not in VOID:
            self.depth += 1
        elif not self.depth and tag == self.wanted and self._has(dict(attrs)):
            self.depth = 1
            self.found.append([])

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1].append(data)

    def _has(self, attrs: dict[str, str | None]) -> bool:
        return not self.having or self.having in (attrs.get("class") or "").split() or self.having in attrs
