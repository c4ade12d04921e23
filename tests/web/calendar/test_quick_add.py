"""One line becomes an event: what was understood is shown, and kept only when somebody says so."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from backend.web.speech import dated_day
from planner.queries.calendar import calendar
from tests.factories import Couple
from tests.web.reading import evening, signed_in, texts

PARTY = "Office party tomorrow 19:00–23:00 at Kolbe’s"


@pytest.fixture
def ada(couple: Couple) -> Client:
    return signed_in(couple.ada)


def preview(client: Client, text: str, **more: str) -> HttpResponse:
    return client.get(f"/calendar/quick-add/?{urlencode({'text': text, **more})}")


def hidden(page: HttpResponse) -> dict[str, str]:
    """The fields of the form that the preview carries."""
    form = page.context["form"]
    return {field.html_name: field.value() if field.value() is not None else "" for field in form} | {
        "rrule": form.rrule
    }


def test_line_is_said_back_and_fills_the_form(ada: Client) -> None:
    page = preview(ada, PARTY)

    tomorrow = dated_day(evening(1).date(), evening(0).date())
    assert texts(page, "div", "understood") == [f"Office party Work party {tomorrow} 19:00–23:00 Kolbe’s"]
    shown = hidden(page)
    assert (shown["title"], shown["location"], shown["kind"]) == ("Office party", "Kolbe’s", "work_party")


def test_piece_is_what_a_page_asks_for_while_one_types(ada: Client) -> None:
    page = preview(ada, PARTY, part="understood")

    assert texts(page, "h1") == texts(page, "html") == []
    assert texts(page, "button") == ["Put it in the calendar"]
    assert preview(ada, "  ", part="understood").content.strip() == b""


def test_preview_is_kept_as_it_was_understood(couple: Couple, ada: Client) -> None:
    answer = ada.post("/calendar/quick-add/", hidden(preview(ada, PARTY, part="understood")))

    now = timezone.now()
    (kept,) = calendar.window(couple.ben, now, now + timedelta(days=3))
    assert answer.headers["Location"] == f"/events/{kept.event_id}/"
    assert (kept.title, kept.location, kept.kind, kept.start_local) == (
        "Office party",
        "Kolbe’s",
        "work_party",
        evening(1),
    )


def test_rule_that_the_form_does_not_offer_is_kept_too(couple: Couple, ada: Client) -> None:
    page = preview(ada, "Choir every Mon and Wed 19:00–20:00")

    assert texts(page, "option")[:1] == ["Every Monday and Wednesday"]
    ada.post("/calendar/quick-add/", hidden(page))

    now = timezone.now()
    found = calendar.window(couple.ada, now, now + timedelta(days=21))
    assert {one.start_local.weekday() for one in found} == {0, 2}


def test_whole_days_and_several_of_them(couple: Couple, ada: Client) -> None:
    ada.post("/calendar/quick-add/", hidden(preview(ada, "Cabin tomorrow for 3 days")))

    now = timezone.now()
    (kept,) = calendar.window(couple.ada, now, now + timedelta(days=5))
    assert (kept.is_all_day, kept.ends_at - kept.starts_at) == (True, timedelta(days=3))


def test_what_is_not_sure_is_said_and_nothing_is_offered_without_a_day(ada: Client) -> None:
    page = preview(ada, "Choir", part="understood")

    assert texts(page, "ul", "understood__doubts") == ["No day was found in it: on which day is it?"]
    assert texts(page, "button") == []
    assert texts(page, "p", "actions") == ["Fill in the rest"]


def test_form_that_cannot_stand_says_so_and_keeps_what_was_typed(ada: Client) -> None:
    answer = ada.post(
        "/calendar/quick-add/", hidden(preview(ada, "Choir")) | {"rrule": "FREQ=SECONDLY", "repeat": "keep"}
    )

    assert "This field is required." in texts(answer, "ul", "errorlist")
    assert hidden(answer)["title"] == "Choir"


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "nonsense", "FREQ=DAILY;UNTIL=x"])
def test_rule_that_cannot_be_read_is_refused_beside_its_field(ada: Client, rule: str) -> None:
    sent = hidden(preview(ada, PARTY)) | {"rrule": rule, "repeat": "keep"}

    answer = ada.post("/calendar/quick-add/", sent)

    assert answer.status_code == 200
    assert len(texts(answer, "ul", "errorlist")) == 1


def test_words_are_no_markup(ada: Client) -> None:
    page = preview(ada, "<b>Party</b> tomorrow at <i>Kolbe’s</i>", part="understood")

    assert texts(page, "b") == texts(page, "i") == []
    assert texts(page, "p", "understood__title")[0].startswith("<b>Party</b>")
