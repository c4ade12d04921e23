from uuid import uuid4

import pytest
from django import forms
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from backend.web.errors import Beside, SayWhatHappened
from planner import errors
from planner.actions.exchange import imports
from tests.factories import Couple, event, ics, read_in, vevent
from tests.web.reading import evening, signed_in, texts


class OneField(forms.Form):
    day = forms.CharField()


@pytest.mark.parametrize(
    ("field", "found"), [("start", "day"), ("day", "day"), ("elsewhere", "__all__"), ("", "__all__")]
)
def test_what_is_wrong_stands_beside_its_field(field: str, found: str) -> None:
    form = OneField({"day": "Friday"})

    with Beside(form, {"start": "day"}):
        raise errors.Invalid("Not that day.", field=field)

    assert form.errors == {found: ["Not that day."]}


def test_what_no_field_can_mend_goes_on() -> None:
    with pytest.raises(errors.Stale), Beside(OneField({})):
        raise errors.Stale


def test_refusal_is_a_page_with_its_reason_and_a_way_back(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(vevent("party", "Party")))
    imports.discard(couple.ada, import_id, now=timezone.now())
    path = f"/calendars/imports/{import_id}/"

    page = signed_in(couple.ada).post(path, headers={"Referer": f"http://testserver{path}"})

    assert (page.status_code, texts(page, "p")) == (409, [errors.Stale().message])
    assert f'href="http://testserver{path}"' in page.content.decode()


def test_way_back_leads_to_no_other_site(couple: Couple) -> None:
    edit = f"/events/{event(couple.ada, 'Party', evening(6))}/edit/"

    page = signed_in(couple.ben).get(edit, headers={"Referer": "https://elsewhere.example/"})

    assert page.status_code == 403
    assert b"elsewhere.example" not in page.content


def test_what_is_not_there_is_said_like_a_page_that_never_was(couple: Couple) -> None:
    client = signed_in(couple.ada)

    gone, never = client.get(f"/events/{uuid4()}/"), client.get("/no-such-page/")

    assert [gone.status_code, texts(gone, "main")] == [never.status_code, texts(never, "main")]


def test_other_edges_say_it_their_own_way() -> None:
    says = SayWhatHappened(lambda request: pytest.fail("no answer is asked for"))
    ours, theirs = RequestFactory().get("/"), RequestFactory().get("/")
    ours.resolver_match, theirs.resolver_match = resolve("/"), resolve("/healthz")

    with pytest.raises(Http404):
        says.process_exception(ours, errors.NotFound())
    assert says.process_exception(theirs, errors.NotFound()) is None
    assert says.process_exception(ours, ValueError()) is None
