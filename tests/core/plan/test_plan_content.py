import json
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from planner.core.plan.plan_content import (
    Content,
    Leaving,
)
from planner.errors import AlongsideError
from tests.core.plan.plan_strategies import contents
from tests.core.plan.plans import ANA, BEN, YES, ask, content


@given(contents())
def test_content_comes_back_from_json_as_it_went(written: Content) -> None:
    assert Content.from_json(json.loads(json.dumps(written.to_json()))) == written


def test_json_is_compact_and_stable() -> None:
    assert Content().to_json() == {"how": "together"}
    assert replace(content(ask(answer=YES)), lines=((BEN, "Us two."),)).to_json() == {
        "how": "together",
        "asks": [{"id": "a1", "by": str(ANA), "text": "Stay near me.", "answer": ["yes", ""]}],
        "if_thens": [["we get separated", "meet at the coats"]],
        "leaving": ["22:30", ""],
        "lines": {str(BEN): "Us two."},
    }


def test_a_line_is_found_by_its_writer() -> None:
    written = Content(lines=((BEN, "Us two."),))

    assert (written.line_of(BEN), written.line_of(ANA)) == ("Us two.", "")


ASK = {"id": "a1", "by": str(ANA), "text": "Stay near me."}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "plan"),
        (None, "plan"),
        ({"hwo": "together"}, "plan"),
        ({"how": "alone"}, "how"),
        ({"how": None}, "how"),
        ({"how": "one_of_us"}, "who_goes"),
        ({"how": "one_of_us", "who_goes": "Ana"}, "who_goes"),
        ({"how": "one_of_us", "who_goes": 1}, "who_goes"),
        ({"asks": {}}, "asks"),
        ({"asks": ["Stay near me."]}, "asks"),
        ({"asks": [{"id": "a1", "text": "Stay near me."}]}, "asks"),
        ({"asks": [ASK | {"mood": "low"}]}, "asks"),
        ({"asks": [ASK, ASK]}, "asks"),
        ({"asks": [ASK | {"text": ""}]}, "asks"),
        ({"asks": [ASK | {"id": "x" * 37}]}, "asks"),
        ({"asks": [ASK | {"id": str(n)} for n in range(4)]}, "asks"),
        ({"asks": [ASK | {"answer": "yes"}]}, "answers"),
        ({"asks": [ASK | {"answer": ["maybe", ""]}]}, "answers"),
        ({"asks": [ASK | {"answer": ["other", " "]}]}, "answers"),
        ({"asks": [ASK | {"answer": ["not_this_time", "x" * 501]}]}, "answers"),
        ({"arriving": 7}, "arriving"),
        ({"afterwards": "x" * 501}, "afterwards"),
        ({"if_thens": [["if only"]]}, "if_thens"),
        ({"if_thens": [["if", 1]]}, "if_thens"),
        ({"if_thens": [["if", "then"]] * 13}, "if_thens"),
        ({"signal_means": "dance"}, "signal_means"),
        ({"leaving": "late"}, "leaving"),
        ({"leaving": None}, "leaving"),
        ({"leaving": ["25:00", ""]}, "leaving"),
        ({"leaving": ["22:30:15", ""]}, "leaving"),
        ({"leaving": ["22:30+01:00", ""]}, "leaving"),
        ({"lines": {"Ana": "Hello."}}, "lines"),
        ({"lines": {str(ANA): None}}, "lines"),
        ({"lines": [str(ANA)]}, "lines"),
    ],
)
def test_bad_json_is_refused_beside_its_field(data: Any, field: str) -> None:
    with pytest.raises(AlongsideError) as caught:
        Content.from_json(data)

    assert caught.value.field == field


def test_a_latest_time_keeps_its_minutes() -> None:
    assert Content.from_json({"leaving": ["00:05", "Taxi."]}).leaving == Leaving(time(0, 5), "Taxi.")


def test_uuids_are_read_in_any_spelling() -> None:
    assert Content.from_json({"how": "one_of_us", "who_goes": ANA.hex}).who_goes == UUID(int=1)
