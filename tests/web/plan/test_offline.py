"""What a browser may keep, and the manifest: shared things only, for one person, made for it."""

import json
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.visibility import Visibility
from scripts import icons
from tests.factories import Couple, event
from tests.plan_factories import said
from tests.web.plan.plan_pages import agreed, proposed, send, started, written
from tests.web.reading import evening, signed_in, texts


def kept(client: Client) -> dict[str, object]:
    answer: dict[str, object] = client.get("/offline/kept/").json()
    return answer


def test_cards_and_weeks_are_kept_by_the_address_that_they_stand_in_for(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)

    pages = kept(ada)["pages"]

    plan_id = path.split("/")[2]
    assert pages == {f"{path}card/": f"/offline/cards/{plan_id}/", "/offline/": "/offline/"}


def test_only_what_both_agreed_on_is_kept_and_only_for_two_weeks(couple: Couple) -> None:
    ada, _ben, path = proposed(couple)
    far = event(couple.ada, "Far off", evening(15))
    plan_id = plans.start(couple.ada, far, "", now=timezone.now())
    plans.propose(couple.ada, plan_id, said(couple.ada), base=0, now=timezone.now())
    send(signed_in(couple.ben), f"/plans/{plan_id}/", "agree", {"version": 1, "reply_0": "yes"})

    assert kept(ada)["pages"] == {"/offline/": "/offline/"}
    for one in (path.split("/")[2], plan_id):
        assert ada.get(f"/offline/cards/{one}/").status_code == 404


def test_a_kept_card_is_the_card_without_anything_to_send(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", written(line="You first.", signal="A hand on the watch"))
    ben = signed_in(couple.ben)
    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    card = ben.get(f"/offline/cards/{path.split('/')[2]}/")

    assert texts(card, "p", "plan-card__line") == ["From Ada: You first."]
    assert texts(card, "dd") == texts(ben.get(f"{path}card/"), "dd")
    assert f"{evening(6):%A}" in texts(card, "h1")[0]
    markup = card.content.decode()
    assert 'href="sms:?&amp;body=Call%20me%3F"' in markup
    for nothing in ("<form", "<script", "csrf", "A hand on the watch"):
        assert nothing not in markup


def test_what_is_ones_own_is_in_nothing_that_is_kept(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)
    for title, visibility in (("Secret", Visibility.PRIVATE), ("Hidden title", Visibility.BUSY)):
        event(couple.ada, title, evening(3), visibility=visibility)
    shared = event(couple.ada, "Open evening", evening(4))
    note = "What only I read"
    flags.flag(couple.ada, shared, "", level=3, note=note, now=timezone.now())

    weeks = ada.get("/offline/")
    everything = weeks.content + ada.get(f"/offline/cards/{path.split('/')[2]}/").content

    assert texts(weeks, "span", "agenda__title") == ["Open evening", "Office party"]
    for private in ("Secret", "Hidden title", note):
        assert private not in everything.decode()


def test_the_title_of_ones_own_copy_is_not_kept(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)
    about = ada.get(path).context["plan"].occurrence.event_id

    ada.post(f"/events/{about}/visibility/", {"visibility": "busy"})

    pages = [ada.get(f"{path}card/"), ada.get(f"/offline/cards/{path.split('/')[2]}/")]
    assert ["Office party" in page.content.decode() for page in pages] == [True, False]


def test_it_is_kept_anew_when_something_has_changed_and_never_for_another(couple: Couple) -> None:
    ada, ben, _path = agreed(couple)
    before, others = kept(ada), kept(ben)
    assert kept(ada) == before

    event(couple.ada, "One more", evening(2), now=timezone.now())

    after = kept(ada)
    assert after["version"] != before["version"] and after["person"] == before["person"]
    assert others["person"] != before["person"]
    assert str(couple.ada) not in json.dumps(after)


def test_alone_there_are_no_cards(couple: Couple) -> None:
    sol = signed_in(couple.stranger)
    path = sol.post(f"/events/{event(couple.stranger, 'Dinner', evening(4))}/on/once/plan/").headers[
        "Location"
    ]
    sol.post(f"{path}draft/", {"base": 0, "arriving": "I breathe."})

    assert kept(sol)["pages"] == {"/offline/": "/offline/"}


@pytest.mark.parametrize("path", ["/offline/", "/offline/kept/"])
def test_signed_out_nothing_is_kept(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 302


def test_the_page_without_anything_is_the_same_for_everybody(couple: Couple, client: Client) -> None:
    pages = {one.get("/offline/nothing/").content for one in (client, signed_in(couple.ada))}

    assert len(pages) == 1


def test_signing_out_clears_what_the_browser_kept(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    shown, done = ada.get("/accounts/logout/"), ada.post("/accounts/logout/")

    assert "Clear-Site-Data" not in shown.headers
    assert (done.status_code, done.headers["Clear-Site-Data"]) == (302, '"cache"')


def test_the_manifest_is_whole_and_its_icons_are_there(client: Client, db: None) -> None:
    answer = client.get("/manifest.webmanifest")
    said = answer.json()

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert {said[name] for name in ("id", "start_url", "scope")} == {"/"}
    assert (said["display"], said["name"]) == ("standalone", "Alongside")
    assert [(one["sizes"], one["purpose"]) for one in said["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
        ("any", "any"),
    ]
    assert [one["type"] for one in said["icons"]] == ["image/png"] * 3 + ["image/svg+xml"]
    for one in said["icons"]:
        assert one["src"].startswith(settings.STATIC_URL)


@pytest.mark.parametrize("icon", icons.ICONS, ids=lambda icon: icon.name)
def test_an_icon_has_its_size(icon: icons.Icon) -> None:
    found = finders.find(f"alongside/icons/{icon.name}.png")

    data = Path(str(found)).read_bytes()

    assert struct.unpack(">II", data[16:24]) == (icon.size, icon.size)
    assert len(data) < 20_000


def test_the_icons_are_those_that_the_script_draws() -> None:
    badge = next(one for one in icons.ICONS if one.name == "badge-96")

    assert (icons.WHERE / "badge-96.png").read_bytes()[:33] == icons.png(badge)[:33]


def test_the_worker_is_named_by_what_the_pages_look_like(client: Client, db: None) -> None:
    script = client.get("/service-worker.js").content.decode()

    assert 'const LOOK = "look-' in script and "badge-96" in script
