"""Us: what the two hold to, what helps each of them, and notes that only their writer reads."""

from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.queries.people import helps
from planner.queries.plan import standing
from tests.factories import Couple, person
from tests.web.reading import signed_in, texts, typed

HELD = {"people": "Whose family it is speaks up", "if_0": "one of us goes quiet", "then_0": "step outside"}
PAGES = ("/us/", "/us/standing/", "/us/helps/", "/us/helps/quiet/", "/us/people/", "/me/only/")


def proposal(reader: UUID, **fields: str) -> dict[str, object]:
    """What the open form of the page would send, with these words in it."""
    return typed(signed_in(reader).get("/us/standing/?edit=1")) | fields


def propose(reader: UUID, **fields: str) -> None:
    signed_in(reader).post("/us/standing/propose/", proposal(reader, **(HELD | fields)))


def test_one_proposes_the_other_says_yes_and_both_read_it(couple: Couple) -> None:
    propose(couple.ada)
    waiting = signed_in(couple.ben).get("/us/standing/")
    signed_in(couple.ben).post("/us/standing/agree/", {"version": 1})

    assert "Ada proposes" in texts(waiting, "h2")
    assert "Yes, I hold to this" in texts(waiting, "button")
    for one in (couple.ada, couple.ben):
        page = signed_in(one).get("/us/")
        assert "If one of us goes quiet, then we step outside." in texts(page, "li", "if-then")
        assert "Whose family it is speaks up" in texts(page, "dd")


def test_the_agreed_words_stay_readable_while_new_ones_wait(couple: Couple) -> None:
    propose(couple.ada)
    signed_in(couple.ben).post("/us/standing/agree/", {"version": 1})
    propose(couple.ben, people="We both speak up")

    page = signed_in(couple.ada).get("/us/standing/")

    assert {"Ben proposes"} <= set(texts(page, "h2"))
    assert "What you agreed before" in texts(page, "summary")
    assert {"Whose family it is speaks up", "We both speak up"} <= set(texts(page, "dd"))


def test_half_a_line_can_be_kept_and_is_not_proposed(couple: Couple) -> None:
    half = proposal(couple.ada, if_0="one of us goes quiet")
    refused = signed_in(couple.ada).post("/us/standing/propose/", half)
    signed_in(couple.ada).post("/us/standing/draft/", half)

    assert refused.context["form"].errors.keys() == {"then_0"}
    found = standing.standing(couple.ada)
    assert found.draft is not None and found.draft.if_thens[0].if_ == "one of us goes quiet"
    assert (found.versions, standing.standing(couple.ben).draft) == ((), None)


def test_whoever_proposes_second_finds_their_words_below_the_others(couple: Couple) -> None:
    late = proposal(couple.ben, afterwards="Tea first")
    propose(couple.ada)

    answer = signed_in(couple.ben).post("/us/standing/propose/", late, follow=True)

    assert "kept below, as your draft" in answer.content.decode()
    assert (typed(answer)["afterwards"], typed(answer)["people"]) == ("Tea first", HELD["people"])


def test_a_yes_is_taken_back(couple: Couple) -> None:
    propose(couple.ada)
    signed_in(couple.ada).post("/us/standing/take-back/", {"version": 1})

    assert standing.standing(couple.ben).open is None
    assert signed_in(couple.ada).post("/us/standing/take-back/", {"version": "x"}).status_code == 404


def test_a_line_is_added_shared_moved_changed_and_taken_off(couple: Couple) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    for text in ("Fresh air", "A glass of water"):
        ada.post("/us/helps/", {"text": text})
    air, water = (one.id for one in helps.helps(couple.ada).mine)
    ada.post(f"/us/helps/{air}/share/", {"share": "yes"})
    assert "Fresh air" in texts(ben.get("/us/helps/"), "li")

    ada.post(f"/us/helps/{water}/move/", {"to": 0})
    ada.post(f"/us/helps/{air}/", {"text": "Ten minutes of air"})
    assert [one.text for one in helps.helps(couple.ada).mine] == ["A glass of water", "Ten minutes of air"]
    assert [one.text for one in helps.helps(couple.ben).theirs] == ["Ten minutes of air"]

    ada.post(f"/us/helps/{air}/share/", {"share": "no"})
    ada.post(f"/us/helps/{water}/remove/")
    assert [one.text for one in helps.helps(couple.ada).mine] == ["Ten minutes of air"]
    assert helps.helps(couple.ben).theirs == ()


def test_quiet_helps_and_notes_on_people_stand_on_their_writers_pages_alone(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    ada.post("/us/helps/quiet/", {"text": "Fetch his coat early"})
    ada.post("/us/people/", {"name": "Uncle Bert", "note": "politics"})

    assert "Fetch his coat early" in texts(ada.get("/me/only/"), "li")
    assert "Uncle Bertpolitics" in texts(ada.get("/me/only/"), "li")
    for path in PAGES:
        page = signed_in(couple.ben).get(path).content.decode()
        assert "Fetch his coat" not in page and "Uncle Bert" not in page, path


def test_a_note_is_changed_and_deleted_by_its_writer_alone(couple: Couple) -> None:
    signed_in(couple.ada).post("/us/people/", {"name": "Uncle Bert", "note": "politics"})
    path = f"/us/people/{helps.person_notes(couple.ada)[0].id}/"

    assert signed_in(couple.ben).get(path).status_code == 404
    signed_in(couple.ada).post(path, {"name": "Bert", "note": "money"})
    assert [(one.name, one.note) for one in helps.person_notes(couple.ada)] == [("Bert", "money")]
    signed_in(couple.ada).post(f"{path}remove/")
    assert helps.person_notes(couple.ada) == ()


def test_alone_the_lines_are_kept_and_nothing_is_proposed(db: None) -> None:
    ada = person("Ada")
    page = signed_in(ada).get("/us/standing/")
    signed_in(ada).post("/us/standing/draft/", typed(page) | HELD)

    assert not [text for text in texts(page, "button") if "Propose" in text]
    found = standing.standing(ada).draft
    assert found is not None and found.people == HELD["people"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_little_of_the_database(
    couple: Couple, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    propose(couple.ada)
    signed_in(couple.ben).post("/us/standing/agree/", {"version": 1})
    for text in ("One", "Two", "Three"):
        signed_in(couple.ada).post("/us/helps/", {"text": text})
    client = signed_in(couple.ada)

    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200
