"""The examples of docs/webhooks.md do what they say."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from planner.core.webhooks import signing
from planner.core.webhooks.kinds import Kind
from scripts.messages import ROOT

DOCS = (ROOT / "docs" / "webhooks.md").read_text()
BODY = b'{"type":"plan.agreed"}'


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def is_from_alongside() -> Callable[..., bool]:
    """The function of the example, as somebody pastes it into a program of theirs."""
    space: dict[str, Any] = {}
    exec(example("python"), space)
    found: Callable[..., bool] = space["is_from_alongside"]
    return found


def test_the_example_knows_what_we_sign(is_from_alongside: Callable[..., bool]) -> None:
    secret, before = signing.fresh_secret(), signing.fresh_secret()
    now_s = int(time.time())

    signed = signing.headers([secret, before], "msg_1", BODY, at_s=now_s)

    assert is_from_alongside(secret, signed, BODY) and is_from_alongside(before, signed, BODY)
    assert not is_from_alongside(signing.fresh_secret(), signed, BODY)
    assert not is_from_alongside(secret, signed, BODY + b" ")
    assert not is_from_alongside(secret, signed | {"webhook-id": "msg_2"}, BODY)
    old = signing.headers([secret], "msg_1", BODY, at_s=now_s - 600)
    assert not is_from_alongside(secret, old, BODY)


def test_the_example_of_home_assistant_can_be_read_and_waits_for_what_there_is() -> None:
    (automation,) = yaml.safe_load(example("yaml"))["automation"]

    assert automation["triggers"][0]["trigger"] == "webhook"
    assert f"'{Kind.TIME_TO_GO}'" in automation["conditions"][0]["value_template"]


def test_every_kind_is_listed() -> None:
    listed = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", DOCS, re.MULTILINE))

    assert listed == {one.value for one in Kind}
