"""The matrix finds what leaks: a page that prints a note, a search that knows a word, a body, a log line."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from planner.models import Flag
from tests.privacy.matrix import canaries, kept
from tests.privacy.matrix.doors import ask
from tests.privacy.matrix.lists import _compare
from tests.privacy.matrix.readers import all_of
from tests.privacy.matrix.tally import Tally
from tests.privacy.routes import Route

pytestmark = pytest.mark.django_db


def telling(request: HttpRequest) -> HttpResponse:
    """A page as nobody should write it: it shows every note there is."""
    return HttpResponse(" ".join(Flag.objects.values_list("note", flat=True)))


def searching(request: HttpRequest) -> HttpResponse:
    """A search as nobody should write it: how long it is tells that there is something."""
    found = [one for one in Flag.objects.all() if request.GET.get("q", "") in one.note]
    return HttpResponse(f"{len(found)} found")


urlpatterns = [
    path("telling/", telling, name="telling"),
    path("searching/", searching, name="searching"),
    path("", include("backend.urls")),
]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_prints_a_note_is_found(planted, monkeypatch):
    only = [Route("telling", "telling/", ())]
    monkeypatch.setattr("tests.privacy.matrix.doors.all_routes", lambda: only)
    monkeypatch.setattr("tests.privacy.matrix.doors.OWNED", only[:0])
    tally = Tally()

    ask(tally, planted, [one for one in all_of(planted) if one.name == "partner"])

    assert tally.cells > 5
    assert any("partner: quiet note in GET telling" in leak for leak in tally.leaks)


@override_settings(ROOT_URLCONF=__name__)
def test_a_search_that_knows_a_word_is_found(planted):
    (partner,) = (one for one in all_of(planted) if one.name == "partner")
    route, note, tally = Route("searching", "searching/", ()), planted.private["quiet note"], Tally()

    _compare(tally, partner, route, "/searching/", ["q"], "quiet note", note)

    assert len(tally.leaks) == 1 and "not answered like nonsense" in tally.leaks[0]


def test_a_word_in_a_log_is_found(planted):
    tally = Tally()

    with kept.logged() as log:
        logging.getLogger("planner").info("kept %s", planted.private["quiet note"])
    kept.ask(tally, planted, log.lines)

    assert tally.leaks == ["log: quiet note"]


def test_every_private_column_holds_a_planted_word(planted):
    """A new one is planted in tests/privacy/planting/, or canaries.py says why it needs no word."""
    assert sorted(canaries.unplanted(planted)) == sorted(canaries.UNPLANTED)
