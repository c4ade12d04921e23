"""Birthdays are written in the order that every deed of two locks in: the places of the couple first."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.actions.calendar import layers
from planner.core.birthdays import BirthdayForm
from tests.factories import NOW, Couple

FORM = BirthdayForm("Dora", 3, 14, None, is_shared=True)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Emil\r\nBDAY:1990-05-01\r\nEND:VCARD\r\n"
DEEDS: dict[str, Callable[[UUID, UUID], object]] = {
    "add": lambda actor, _: layers.add_birthday(actor, FORM, now=NOW),
    "edit": lambda actor, known: layers.edit_birthday(actor, known, FORM, now=NOW),
    "delete": lambda actor, known: layers.delete_birthday(actor, known, now=NOW),
    "share": lambda actor, known: layers.share_birthdays(actor, (known,), now=NOW),
    "bring in": lambda actor, _: layers.bring_in_birthdays(actor, CARD, now=NOW),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_places_of_the_couple_are_held_before_anything_else(couple: Couple, deed: str) -> None:
    known = layers.add_birthday(couple.ada, FORM, now=NOW)

    with CaptureQueriesContext(connection) as asked:
        DEEDS[deed](couple.ada, known)

    tables = [found[1] for one in asked if (found := re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', one["sql"]))]
    assert tables[:2] == ["planner_membership", "planner_membership"]
    assert "planner_person" not in tables
    assert tables.index("planner_birthday") < tables.index("planner_viewversion")
