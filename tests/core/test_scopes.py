"""What a token is good for."""

import pytest

from planner.core import scopes
from planner.core.scopes import Area, Scope

AREAS = (None, *Area)


@pytest.mark.parametrize(
    ("has", "reads", "writes"),
    [
        (Scope.READ, set(AREAS), set()),
        (Scope.WRITE, set(AREAS), set(AREAS)),
        (Scope.PLANS_READ, {Area.PLANS}, set()),
        (Scope.PLANS_WRITE, {Area.PLANS}, {Area.PLANS}),
        (Scope.CALENDAR_WRITE, {Area.CALENDAR}, {Area.CALENDAR}),
        (Scope.REMINDERS_READ, {Area.REMINDERS}, set()),
    ],
)
def test_a_scope_opens_what_it_names(has, reads, writes):
    assert {area for area in AREAS if scopes.may_read([has], area)} == reads
    assert {area for area in AREAS if scopes.may_write([has], area)} == writes


def test_no_scope_opens_nothing():
    assert not any(scopes.may_read([], area) or scopes.may_write([], area) for area in AREAS)


def test_scopes_are_kept_in_one_order():
    assert scopes.written([Scope.WRITE, Scope.READ, Scope.WRITE]) == "read write"
    assert scopes.read(scopes.written(Scope)) == tuple(Scope)
