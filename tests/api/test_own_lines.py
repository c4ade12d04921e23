"""What somebody keeps to themselves, over the API."""

import pytest

from tests.api import bodies


@pytest.fixture
def path(ada, ben, now):
    return f"own-lines/{ada.post('events/', bodies.event(now)).json()['id']}/once/"


def test_own_lines_are_kept_and_thrown_away(ada, path):
    empty = ada.get(path)
    kept = ada.put(path, {"coping": "I breathe.", "quiet_helps": "I bring water."})

    assert (empty.status_code, empty.json()) == (200, {"coping": "", "quiet_helps": ""})
    assert kept.json() == ada.get(path).json() == {"coping": "I breathe.", "quiet_helps": "I bring water."}
    assert ada.call("DELETE", path).status_code == 204
    assert ada.get(path).json() == {"coping": "", "quiet_helps": ""}


def test_own_lines_are_each_ones_own(ada, ben, stranger, path):
    ada.put(path, {"coping": "I breathe."})

    assert ben.get(path).json() == {"coping": "", "quiet_helps": ""}
    assert stranger.get(path).status_code == 404
    assert stranger.put(path, {"coping": "x"}).status_code == 404
