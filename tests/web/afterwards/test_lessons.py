"""The one thing kept for next time, on the pages that keep it and on those that bring it up again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from planner.actions.afterwards import lessons
from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.models import Lesson
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.fixture
def party(couple: Couple) -> UUID:
    """Two evenings ago."""
    long_ago = timezone.now() - timedelta(days=9)
    made = event(couple.ada, "Office party", evening(-2), kind="work_party", now=long_ago)
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=long_ago)
    return made


@pytest.fixture
def next_party(couple: Couple) -> UUID:
    return event(couple.ben, "Summer party", evening(20), kind="work_party", now=timezone.now())


def keep(who: UUID, party: UUID, text: str, *, share: bool = True) -> UUID:
    return lessons.keep(who, party, "", text=text, share=share, now=timezone.now())


def path(party: UUID, part: str = "") -> str:
    return f"/events/{party}/on/once/{part}"


def kept_texts(who: UUID, address: str) -> list[str]:
    return texts(signed_in(who).get(address), "span", "kept__text")


def test_it_is_kept_from_the_event_page_and_shared_by_a_tick(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    assert path(party, "lesson/") in ada.get(path(party)).content.decode()

    ada.post(path(party, "lesson/"), {"text": "Leave by ten"})
    assert b"Leave by ten" in ada.get(path(party)).content
    assert b"Leave by ten" not in ben.get(path(party)).content
    ada.post(path(party, "lesson/"), {"text": "Leave by ten", "share": "on"})

    assert b"Ada keeps for next time" in ben.get(path(party)).content
    assert Lesson.objects.get().shared_at


def test_the_next_like_it_brings_up_what_both_kept(couple: Couple, party: UUID, next_party: UUID) -> None:
    keep(couple.ada, party, "Leave by ten")
    keep(couple.ben, party, "Eat before", share=False)
    plan = plans.start(couple.ben, next_party, "", now=timezone.now())

    assert kept_texts(couple.ada, path(next_party)) == ["Leave by ten"]
    assert kept_texts(couple.ben, path(next_party)) == ["Eat before", "Leave by ten"]
    assert kept_texts(couple.ben, f"/plans/{plan}/") == ["Eat before", "Leave by ten"]


def test_a_page_of_ones_own_lists_changes_and_deletes_them(couple: Couple, party: UUID) -> None:
    kept = keep(couple.ada, party, "Leave by ten")
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)

    page = ada.get("/me/lessons/").content.decode()
    changed = ada.post(f"/me/lessons/{kept}/", {"text": "Leave by nine"}, follow=True).content.decode()

    assert "Leave by ten" in page and "you both read it" in page
    assert "Leave by nine" in changed and "only you" in changed
    assert b"Leave" not in ben.get("/me/lessons/").content
    for deed in ("", "delete/"):
        assert ben.post(f"/me/lessons/{kept}/{deed}", {"text": "x"}).status_code == 404
    ada.post(f"/me/lessons/{kept}/delete/")
    assert not Lesson.objects.exists()


def test_the_others_lesson_is_theirs_to_change(couple: Couple, party: UUID) -> None:
    kept = keep(couple.ada, party, "Leave by ten")

    assert signed_in(couple.ben).get(f"/me/lessons/{kept}/").status_code == 404


def test_no_words_are_said_beside_the_field(couple: Couple, party: UUID) -> None:
    answer = signed_in(couple.ada).post(path(party, "lesson/"), {"text": " "})

    assert texts(answer, "ul", "errorlist") == ["This field is required."]


def test_nothing_is_kept_before_it_is_over(couple: Couple, next_party: UUID) -> None:
    assert signed_in(couple.ada).get(path(next_party, "lesson/")).status_code == 400


def test_a_private_lesson_changes_no_byte_of_the_others(
    couple: Couple, party: UUID, next_party: UUID
) -> None:
    ben = signed_in(couple.ben)
    ben.cookies["csrftoken"] = "x" * 32
    pages = (path(party), path(next_party), "/me/lessons/", "/")
    read = lambda: [  # noqa: E731
        [line for line in ben.get(one).content.splitlines() if b"csrf" not in line] for one in pages
    ]
    before = read()

    keep(couple.ada, party, "Leave by ten", share=False)

    assert read() == before


def test_lessons_over_the_api(couple: Couple, party: UUID, next_party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    said = {"event_id": str(party), "text": "Leave by ten", "share": True}

    made = ada.post("/api/v1/lessons/", said, content_type="application/json")
    one = f"/api/v1/lessons/{made.json()['id']}/"

    assert made.status_code == 201
    assert [each["text"] for each in ben.get("/api/v1/lessons/").json()["results"]] == ["Leave by ten"]
    offered = ben.get(f"/api/v1/lessons/offered/{next_party}/once/").json()
    assert [each["text"] for each in offered["alike"]] == ["Leave by ten"] and offered["last_time"] == []
    read = {"If-Match": ben.get(one).headers["ETag"]}
    assert ben.put(one, {"text": "x"}, "application/json", headers=read).status_code == 403
    read = {"If-Match": ada.get(one).headers["ETag"]}
    rewritten = ada.put(one, {"text": "Leave by nine"}, "application/json", headers=read)
    assert (rewritten.status_code, rewritten.json()["is_shared"]) == (200, False)
    assert ben.get(one).status_code == ben.delete(one).status_code == 404
    assert ada.delete(one).status_code == 204
