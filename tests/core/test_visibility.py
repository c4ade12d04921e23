import pytest

from planner.core.visibility import Shown, Visibility, shown


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("together", [True, False])
def test_an_owner_is_always_shown_everything(visibility: Visibility, together: bool) -> None:
    assert shown(visibility, is_owner=True, together=together) is Shown.FULL


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [
        (Visibility.SHARED, Shown.FULL),
        (Visibility.BUSY, Shown.BUSY),
        (Visibility.PRIVATE, Shown.NOTHING),
    ],
)
def test_a_partner_is_shown_what_the_owner_chose(visibility: Visibility, expected: Shown) -> None:
    assert shown(visibility, is_owner=False, together=True) is expected


@pytest.mark.parametrize("visibility", Visibility)
def test_a_stranger_is_shown_nothing(visibility: Visibility) -> None:
    assert shown(visibility, is_owner=False, together=False) is Shown.NOTHING
