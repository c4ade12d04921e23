"""A text may lie open on a table: it holds nothing that anybody wrote, shared or not."""

from uuid import UUID

import pytest

from planner.core.sms import segments
from planner.models import LIVE_STATES, Reminder
from planner.queries.channels.outgoing import Text
from tests.actions.reminders.engine import awake_at_all_hours, composed
from tests.phones import verified
from tests.privacy import mails
from tests.privacy.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reached_at_all_hours(planted: World, db: None) -> None:
    awake_at_all_hours()
    verified(planted.ben, "+4915129999903", now=planted.now)


def all_texts(person_id: UUID) -> list[Text]:
    """Every reminder that waits for somebody, as a text at its moment, whatever channel it goes by."""
    waiting = Reminder.objects.filter(person_id=person_id, state__in=LIVE_STATES).order_by("next_at", "id")
    found = []
    for row in waiting:
        row.channel = "sms"
        found.append(composed(row))
    return [one for one in found if isinstance(one, Text)]


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_no_text_holds_what_anybody_wrote(planted: World, who: str) -> None:
    person_id = getattr(planted, who)
    words = planted.private | planted.shared | planted.secret
    own = {"number", "kept number"} if who == "ada" else set()

    texts = all_texts(person_id)

    assert len(texts) > 3
    said = "\n".join(one.text for one in texts)
    assert [what for what, word in words.items() if word in said] == []
    assert [what for what, word in words.items() if word in repr(texts) and what not in own] == []
    # It could have leaked: the same reminders hold the titles when they go by mail.
    mailed = "\n".join(mails.all_of(person_id, planted.now))
    assert planted.shared["shared event title"] in mailed


def test_every_text_fits_and_its_link_is_whole(planted: World) -> None:
    texts = all_texts(planted.ada) + all_texts(planted.ben)

    for one in texts:
        size = segments.size(one.text)
        assert (size.alphabet, size.segments <= (2 if "Reply 1" in one.text else 1)) == ("GSM-7", True)
        link = one.text.split()[-1]
        assert link.startswith("http://localhost:8000/") and link.endswith("/")


def test_the_language_of_a_text_is_not_that_of_a_person_or_a_plan(planted: World) -> None:
    said = "\n".join(one.text for one in all_texts(planted.ada)).lower()

    for word in ("ada", "ben", "flag", "agreed", "hard", "signal"):
        assert f" {word}" not in said
