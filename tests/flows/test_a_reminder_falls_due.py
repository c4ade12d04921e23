"""A reminder falls due: found by worker, beat and clock at once, it goes over real SMTP, once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import Message
from uuid import UUID

import pytest

from tests.flows.conftest import Two
from tests.flows.people import Somebody, agree, span
from tests.flows.system import System
from tests.flows.waiting import until
from tests.sinks.smtp import Server

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.slow]

CARD_BEFORE = timedelta(hours=3)
SOON = timedelta(seconds=12)
"""Long enough to agree in, short enough to wait for."""
CARD = "Ready for later"
JOINED = "You two share Alongside now"
TOKEN_MADE = "About your account"
SECRET = "Kolbe's office party"


def subjects(mail: Server, person: Somebody) -> Counter[str]:
    return Counter(str(one["Subject"]) for one in mail.messages if one["To"] == person.email)


def card(mail: Server, person: Somebody) -> Message:
    """The one card that this person got."""
    (found,) = (one for one in mail.messages if (one["To"], one["Subject"]) == (person.email, CARD))
    return found


def part(message: Message, kind: str) -> str:
    (found,) = (one for one in message.walk() if one.get_content_type() == kind)
    data = found.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode()


def wait_for_cards(mail: Server, *people: Somebody) -> None:
    until(lambda: all(subjects(mail, one)[CARD] for one in people), "a card for each")


def test_the_card_comes_to_each_of_two_who_agreed(grown: System, grown_two: Two, mail: Server) -> None:
    ada, ben = grown_two.ada, grown_two.ben
    event = ada.add_event(SECRET, datetime.now(UTC) + CARD_BEFORE + SOON)
    plan_id = agree(ada, ben, event["id"], signal="A hand on the watch")

    wait_for_cards(mail, ada, ben)

    assert subjects(mail, ada) == Counter([CARD, JOINED, TOKEN_MADE])
    assert subjects(mail, ben) == Counter([CARD, TOKEN_MADE])
    for person in (ada, ben):
        message = card(mail, person)
        text = part(message, "text/plain")
        assert f"{grown.url}/plans/{plan_id}/card/" in text
        assert f"{grown.url}/plans/{plan_id}/card/" in part(message, "text/html")
        assert "hand on the watch" not in message.as_string() + text
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        until(lambda who=person: who.states_of("card") == ["sent"], "the log to say so")


def test_worker_and_clock_at_once_send_each_once(grown: System, mail: Server) -> None:
    expected = grown.seed("overdue", "40")

    until(lambda: set(expected) <= set(mail.ids), "every reminder")

    until(lambda: set(grown.seed("states")) == {"sent"}, "every row to be sent")
    assert sorted(one for one in mail.ids if one in expected) == expected
    # Who gets how many is luck; that each is claimed by one of them is not.
    logs = "".join(grown.logs().values())
    assert {logs.count(f"lane=email id={UUID(one[1:33])} outcome=sent ") for one in expected} == {1}


@pytest.mark.parametrize("missing", [("clock",), ("worker", "beat")])
def test_either_of_clock_and_worker_is_enough(grown: System, mail: Server, missing: tuple[str, ...]) -> None:
    with grown.without(*missing):
        expected = grown.seed("overdue", "1")

        until(lambda: set(expected) <= set(mail.ids), "the reminder")

    assert [one for one in mail.ids if one in expected] == expected


def test_the_old_moment_of_a_moved_event_never_fires(grown_two: Two, mail: Server) -> None:
    ada, ben = grown_two.ada, grown_two.ben
    start = datetime.now(UTC) + CARD_BEFORE + SOON
    moved, stays = ada.add_event("Moves", start), ada.add_event("Stays", start + timedelta(seconds=1))
    agree(ada, ben, moved["id"])
    agree(ada, ben, stays["id"])
    ada.patch(f"events/{moved['id']}/", span(start + timedelta(days=2)))

    wait_for_cards(mail, ada, ben)

    for person in (ada, ben):
        assert "Stays" in part(card(mail, person), "text/plain")
        cards = [one for one in person.log() if one["step"] == "card" and one["state"] == "pending"]
        assert [one["event_id"] for one in cards] == [moved["id"]]
