"""The scheme of standardwebhooks.com: its own example, and a secret that is being changed."""

import base64
import re
from uuid import UUID

from planner.core.webhooks import signing

# The example of the specification's libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
AT_S = 1614265330
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_example_of_the_specification() -> None:
    found = signing.headers([SECRET], ID, BODY, at_s=AT_S)

    assert found == {
        "webhook-id": ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_each_secret_that_holds_signs() -> None:
    other = signing.fresh_secret()

    both = signing.headers([other, SECRET], ID, BODY, at_s=AT_S)["webhook-signature"].split()

    assert both == [signing.headers([other], ID, BODY, at_s=AT_S)["webhook-signature"], SIGNATURE]


def test_a_signature_is_for_one_id_one_time_and_one_body() -> None:
    others = (
        signing.headers([SECRET], "msg_other", BODY, at_s=AT_S),
        signing.headers([SECRET], ID, BODY, at_s=AT_S + 1),
        signing.headers([SECRET], ID, BODY + b" ", at_s=AT_S),
    )

    assert SIGNATURE not in {one["webhook-signature"] for one in others}


def test_a_fresh_secret_has_as_much_chance_as_the_specification_wants() -> None:
    one, other = signing.fresh_secret(), signing.fresh_secret()

    assert one != other
    assert 24 <= len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) <= 64


def test_an_id_has_no_dot_and_stays_the_same() -> None:
    key = UUID("0190e6a0-0000-7000-8000-000000000001")

    assert signing.message_id(key) == signing.message_id(key)
    assert re.fullmatch(r"msg_[0-9a-f]{32}", signing.message_id(key))
