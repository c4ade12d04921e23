"""Talking it over on its pages: what each is shown when, a pause, side by side, and how it ends."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from planner.actions.afterwards import check_ins, lessons
from planner.actions.feelings import flags, putting_away
from planner.core.check_ins import Felt, Reveal
from planner.core.repair import Part
from planner.models import CheckIn, Lesson, Repair, RepairLine
from tests import afterwards
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.fixture
def party(couple: Couple) -> UUID:
    """Two evenings ago; it was hard, and they have sat down to it."""
    long_ago = timezone.now() - timedelta(days=9)
    made = event(couple.ada, "Office party", evening(-2), kind="work_party", now=long_ago)
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=long_ago)
    afterwards.sat_down(couple.ada, couple.ben, on=made, now=timezone.now())
    return made


def path(party: UUID, part: str = "") -> str:
    return f"/events/{party}/on/once/talk-it-over/{part}"


def write(client: Client, party: UUID, part: Part, **said: object) -> str:
    answer = client.post(path(party, "write/"), {"part": part.value, **said}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def read(client: Client, party: UUID) -> bytes:
    client.cookies["csrftoken"] = "x" * 32
    lines = client.get(path(party)).content.splitlines()
    return b"\n".join(line for line in lines if b"csrf" not in line)


def lines(client: Client, party: UUID) -> list[str]:
    return texts(client.get(path(party)), "p", "talk-over__line")


def through(couple: Couple, party: UUID, until: Part) -> None:
    afterwards.through(couple.ada, couple.ben, on=party, until=until, now=timezone.now())


def test_a_line_is_on_the_others_page_once_it_is_done(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    before = read(ben, party)
    afterwards.write(couple.ada, party, Part.FELT, "tense", is_done=False, now=timezone.now())
    assert read(ben, party) == before

    write(ada, party, Part.FELT, feelings=["tense", "tired"])

    assert lines(ben, party) == ["Ada tense, tired"] and lines(ada, party) == ["You tense, tired"]
    assert "The next step opens as soon as you both are there." in ada.get(path(party)).content.decode()


def test_the_five_steps_and_what_each_keeps(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    for one in (ada, ben):
        write(one, party, Part.FELT, feelings=["sad"])
    for part in (Part.MY_SIDE, Part.SAID_BACK, Part.TOUCHED, Part.MY_PART):
        for name, one in (("ada", ada), ("ben", ben)):
            write(one, party, part, text=f"{name} {part}")
    assert len(texts(ada.get(path(party)), "li", "talk-over__step")) == 5

    for name, one in (("ada", ada), ("ben", ben)):
        write(one, party, Part.NEXT_TIME, text=f"{name} next time")

    assert "You have talked it over." in ben.get(f"/events/{party}/on/once/").content.decode()
    assert sorted(one.text for one in Lesson.objects.all()) == ["ada next time", "ben next time"]
    assert "ada next time" in "".join(lines(ben, party))
    assert CheckIn.objects.exclude(talked_over_at=None).count() == 2


def test_what_it_touched_and_is_kept_is_in_no_byte_of_the_others(couple: Couple, party: UUID) -> None:
    through(couple, party, Part.TOUCHED)
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    write(ada, party, Part.TOUCHED, text="")
    passed = read(ben, party)

    mine = write(ada, party, Part.TOUCHED, text="my father", keep="1")

    assert "my father" in mine and "only you see this" in mine
    assert read(ben, party) == passed


def test_a_pause_with_words_in_the_field_keeps_them_for_their_writer(couple: Couple, party: UUID) -> None:
    through(couple, party, Part.MY_SIDE)
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)

    page = write(ada, party, Part.MY_SIDE, text="I stood at the door", pause="1")

    assert "Paused" in page
    theirs = ben.get(path(party)).content.decode()
    assert "Paused" in theirs and "I stood" not in theirs
    assert "Paused." in ben.get(f"/events/{party}/on/once/").content.decode()
    for one in (ada, ben):
        one.post(path(party, "want/"), {"wants": "yes"})
    ben.post(path(party, "begin/"))
    assert "I stood at the door" in ada.get(path(party)).content.decode()
    assert "I stood" not in ben.get(path(party)).content.decode()


def test_done_after_the_other_paused_loses_no_word_and_tells_nobody(couple: Couple, party: UUID) -> None:
    through(couple, party, Part.MY_SIDE)
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    ben.post(path(party, "pause/"))

    page = write(ada, party, Part.MY_SIDE, text="I stood at the door")

    assert "What you wrote is kept. Only you see it until you go on." in page
    assert RepairLine.objects.get(part="my_side").done_at is None
    assert "I stood" not in ben.get(path(party)).content.decode()


def test_being_calm_again_changes_no_byte_of_the_others_before_both_are(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    ben.post(path(party, "pause/"))
    before = read(ben, party)

    ada.post(path(party, "want/"), {"wants": "yes"})

    assert read(ben, party) == before


def test_side_by_side_shows_nothing_that_is_one_persons_alone(couple: Couple, party: UUID) -> None:
    through(couple, party, Part.TOUCHED)
    ada = signed_in(couple.ada)
    write(ada, party, Part.TOUCHED, text="my father", keep="1")
    afterwards.write(couple.ben, party, Part.TOUCHED, now=timezone.now())
    afterwards.write(couple.ada, party, Part.MY_PART, "half a line", is_done=False, now=timezone.now())

    page = ada.get(f"{path(party)}?side=1").content.decode()

    assert "my father" not in page and "half a line" not in page and "<textarea" not in page
    said = ada.post(path(party, "aloud/"), {"part": "my_part", "side": "1"})
    assert said.headers["Location"] == f"{path(party)}?side=1"
    assert Repair.objects.get().spoken == 5
    assert "next_time" in ada.get(f"{path(party)}?side=1").content.decode()


def test_side_by_side_no_lesson_is_shown_that_is_one_persons_alone(couple: Couple, party: UUID) -> None:
    now, ada = timezone.now(), signed_in(couple.ada)
    kept = lessons.keep(couple.ada, party, "", text="Eat before", now=now)
    through(couple, party, Part.NEXT_TIME)

    assert "Eat before" in ada.get(path(party)).content.decode()
    assert "Eat before" not in ada.get(f"{path(party)}?side=1").content.decode()

    write(ada, party, Part.NEXT_TIME, text="Leave by ten", side="1")
    lessons.rewrite(couple.ada, kept, text="Leave by ten", share=False, now=now)

    assert "Leave by ten" in ada.get(path(party)).content.decode()
    assert "Leave by ten" not in ada.get(f"{path(party)}?side=1").content.decode()


def test_a_pause_side_by_side_stays_side_by_side(couple: Couple, party: UUID) -> None:
    ada = signed_in(couple.ada)
    through(couple, party, Part.TOUCHED)
    write(ada, party, Part.TOUCHED, text="my father", keep="1")
    side = ada.get(f"{path(party)}?side=1").content.decode()

    form = side.partition(f'action="{path(party, "pause/")}"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="side" value="1">' in form
    paused = ada.post(path(party, "pause/"), {"side": "1"}, follow=True).content.decode()

    assert "Paused" in paused and "my father" not in paused
    assert "calm enough</button>" not in paused


def test_leaving_it_side_by_side_stays_where_nothing_is_one_persons_alone(
    couple: Couple, party: UUID
) -> None:
    ada = signed_in(couple.ada)
    through(couple, party, Part.TOUCHED)
    write(ada, party, Part.TOUCHED, text="my father", keep="1")
    flags.flag(couple.ada, party, "", level=3, note="the boss", now=timezone.now())
    side = ada.get(f"{path(party)}?side=1").content.decode()

    form = side.partition(f'action="{path(party, "done/")}"')[2].partition("</form>")[0]
    over = ada.post(path(party, "done/"), {"side": "1"}, follow=True)

    assert '<input type="hidden" name="side" value="1">' in form
    assert over.redirect_chain == [(f"{path(party)}?side=1", 302)]
    page = over.content.decode()
    assert "You have talked it over." in page and "my father" not in page and "the boss" not in page


def test_when_the_ten_minutes_are_over_the_last_step_is_offered(couple: Couple, party: UUID) -> None:
    Repair.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    ada = signed_in(couple.ada)

    page = ada.get(path(party)).content.decode()

    assert "The ten minutes are over." in page and 'value="next_time"' in page and 'value="felt"' in page
    write(ada, party, Part.NEXT_TIME, text="Leave by ten")
    assert Lesson.objects.get().text == "Leave by ten"


@pytest.mark.parametrize(
    "said", [{"part": "their_part"}, {}, {"part": "felt", "feelings": "wronged"}, {"part": "my_side"}]
)
def test_nothing_that_we_did_not_send_is_kept(couple: Couple, party: UUID, said: dict[str, str]) -> None:
    signed_in(couple.ada).post(path(party, "write/"), said)

    assert not RepairLine.objects.exclude(done_at=None).exists()


def test_nobody_else_comes_near_it(couple: Couple, party: UUID) -> None:
    stranger = signed_in(couple.stranger)

    assert stranger.get(path(party)).status_code == 404
    posts = {
        stranger.post(path(party, f"{deed}/"), {"part": "felt"}).status_code
        for deed in ("begin", "write", "pause", "aloud")
    }
    assert posts == {404}


@pytest.mark.parametrize("paused", [False, True])
def test_what_was_written_stays_in_reach_when_it_was_not_so_hard_after_all(
    couple: Couple, party: UUID, paused: bool
) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    write(ada, party, Part.FELT, feelings=["tense"])
    if paused:
        ada.post(path(party, "pause/"))

    for one in (couple.ada, couple.ben):
        check_ins.say(one, party, "", felt=Felt.MIXED, reveal=Reveal.TOGETHER, now=timezone.now())

    assert any("tense" in line for line in lines(ben, party))
    event_page = ben.get(f"/events/{party}/on/once/").content.decode()
    assert ("Paused. Say when you are calm enough" if paused else "Ten minutes") in event_page
    if paused:
        afterwards.calm(couple.ada, couple.ben, on=party, now=timezone.now())
        ben.post(path(party, "begin/"))
    assert "alone" in write(ben, party, Part.FELT, feelings=["alone"])


def test_a_year_later_it_is_in_the_archive_of_each(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    write(ada, party, Part.FELT, feelings=["tense"])
    putting_away.archive(now=timezone.now() + timedelta(days=366))

    page = ada.get("/me/archive/").content.decode()

    assert "Office party" in page and "tense" in page
    assert "tense" not in ben.get("/me/archive/").content.decode()
    assert ada.get(path(party)).status_code == 404
    assert "/me/archive/" in ada.get(f"/events/{party}/on/once/").content.decode()
    assert ada.post(f"/events/{party}/on/once/check-in/", {"felt": "1"}).status_code == 409


def test_what_is_in_the_archive_is_thrown_away_one_by_one(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    write(ada, party, Part.FELT, feelings=["tense"])
    putting_away.archive(now=timezone.now() + timedelta(days=366))
    hers, his = (one.get("/api/v1/archive/").json()["results"][0]["id"] for one in (ada, ben))

    assert ben.post(f"/me/archive/{hers}/throw-away/").status_code == 404
    assert texts(ada.get("/me/archive/"), "button", "btn--quiet") == ["Throw it away: Office party"]
    page = ada.post(f"/me/archive/{hers}/throw-away/", follow=True).content.decode()

    assert "tense" not in page and "Nothing here yet" in page
    assert ben.delete(f"/api/v1/archive/{hers}/").status_code == 404
    assert ben.delete(f"/api/v1/archive/{his}/").status_code == 204
    assert ben.get("/api/v1/archive/").json()["results"] == []


def test_a_talk_over_the_api(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    where = f"/api/v1/repairs/{party}/once/"
    post = partial(ada.post, content_type="application/json")

    said = post(f"{where}write/", {"part": "felt", "feelings": ["tense"]})
    early = post(f"{where}write/", {"part": "my_part", "text": "x"})
    theirs = ben.get(where).json()["steps"][0]["parts"][0]["theirs"]

    assert (said.status_code, early.status_code, theirs["feelings"]) == (200, 409, ["tense"])
    assert post(f"{where}aloud/", {"part": "felt"}).json()["current"] == "my_side"
    assert post(f"{where}pause/").json()["is_paused"]
    assert post(f"{where}begin/").status_code == 409
    assert signed_in(couple.stranger).get(where).status_code == 404
