import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar.changes import Changes, Vanished, between

SOURCES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"))


def test_changes_name_each_uid_once() -> None:
    changes = between({"a": "1", "b": "1", "c": "1"}, {"b": "1", "c": "2", "d": "1"}, full=True)

    assert changes == Changes(added=("d",), updated=("c",), removed=("a",), unchanged=("b",))


def test_a_file_removes_nothing() -> None:
    assert between({"a": "1"}, {"b": "1"}, full=False) == Changes(added=("b",))


def test_everything_vanished_is_not_believed() -> None:
    with pytest.raises(Vanished):
        between({"a": "1"}, {}, full=True)


def test_emptying_needs_a_yes() -> None:
    assert between({"a": "1"}, {}, full=True, allow_emptying=True).removed == ("a",)


def test_nothing_stored_cannot_vanish() -> None:
    assert between({}, {}, full=True) == Changes()


@given(SOURCES, SOURCES, st.booleans())
def test_applied_twice_is_applied_once(stored: dict[str, str], incoming: dict[str, str], full: bool) -> None:
    changes = between(stored, incoming, full=full, allow_emptying=True)
    applied = {uid: mark for uid, mark in (stored | incoming).items() if uid not in changes.removed}

    again = between(applied, incoming, full=full, allow_emptying=True)

    assert (again.added, again.updated, again.removed) == ((), (), ())
