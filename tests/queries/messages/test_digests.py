"""What "our week" says, and to whom: each reads what they see, and no more."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from planner.actions.feelings import flags
from planner.actions.reminders import digests
from planner.core.visibility import Visibility
from planner.models import Reminder
from planner.queries.channels.outgoing import Mail
from tests.actions.reminders.engine import composed
from tests.actions.reminders.test_reminders import propose
from tests.factories import NOW, Couple, event, join, person
from tests.privacy import world

SUNDAY = datetime(2026, 11, 8, 17, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 10, 19)
LATER = datetime(2026, 11, 24, 19)


def mail(who: UUID, now: datetime = SUNDAY) -> Mail | None:
    """The digest that this person gets at its moment; None for none."""
    digests.plan(who, now=now - timedelta(minutes=1))
    reminder = Reminder.objects.filter(person_id=who, step="digest").earliest("due_at")
    found = composed(reminder, now=reminder.due_at)
    return found if isinstance(found, Mail) else None


def section(found: Mail | None, heading: str) -> list[str]:
    """The lines below a heading of the plain part."""
    parts = found.text.split("\n\n") if found else []
    return next((part.split("\n")[1:] for part in parts if part.startswith(heading)), [])


def test_it_says_what_is_coming_and_what_is_still_open(couple: Couple) -> None:
    event(couple.ada, "Dinner", TUESDAY)
    event(couple.ada, "Much later", datetime(2026, 12, 24, 19))
    hard = event(couple.ben, "Office party", LATER)
    flags.flag(couple.ben, hard, "", level=2, share_level=True, now=NOW)

    found = mail(couple.ada)

    assert section(found, "What is coming") == ["Tuesday, 10 November, 19:00 · Dinner"]
    assert section(found, "What is still open") == [
        "Tuesday, 24 November, 19:00 · Office party · No plan yet"
    ]


def test_its_subject_and_its_opening_name_nothing(couple: Couple) -> None:
    event(couple.ada, "Zebra dinner", TUESDAY)

    found = mail(couple.ada)

    assert found is not None and found.subject == "Our week"
    for part in (found.text, found.html):
        before, link, after = part.partition("http://localhost:8000/")
        assert link and "Zebra" not in before and "Zebra" in after
    assert dict(found.headers)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_only_one_sees_is_marked_for_them_and_missing_for_the_other(couple: Couple) -> None:
    event(couple.ada, "Dentist", TUESDAY, visibility=Visibility.PRIVATE)
    dinner = event(couple.ada, "Dinner", LATER)
    flags.flag(couple.ada, dinner, "", level=3, note="his boss", now=NOW)

    hers, his = mail(couple.ada), mail(couple.ben)

    assert section(hers, "What is coming") == ["Tuesday, 10 November, 19:00 · Dentist · only you"]
    assert section(hers, "What is still open") == [
        "Tuesday, 24 November, 19:00 · Dinner · No plan yet · only you"
    ]
    assert hers is not None and "his boss" not in hers.text and "“only you”" in hers.text
    assert his is None


def test_a_plan_on_the_table_is_open_for_both_and_not_only_for_one(couple: Couple) -> None:
    party = event(couple.ada, "Party", LATER)
    flags.flag(couple.ada, party, "", level=3, now=NOW)
    propose(couple.ada, party)

    for who in (couple.ada, couple.ben):
        assert section(mail(who), "What is still open") == [
            "Tuesday, 24 November, 19:00 · Party · On the table"
        ]


def test_whoever_is_alone_reads_no_marks(db: None) -> None:
    alone = person("Emil")
    event(alone, "Dentist", TUESDAY, visibility=Visibility.PRIVATE)

    assert section(mail(alone), "What is coming") == ["Tuesday, 10 November, 19:00 · Dentist"]


def test_a_very_full_week_is_cut_short(db: None) -> None:
    ada, ben = person("Ada"), person("Ben")
    join(ada, ben)
    for n in range(25):
        event(ada, f"Meeting {n:02}", TUESDAY + timedelta(minutes=n))

    lines = section(mail(ada), "What is coming")

    assert (len(lines), lines[-1]) == (21, "and 5 more")


def test_the_others_digest_is_the_same_bytes_after_a_private_edit(db: None) -> None:
    planted = world.build(timezone.now())
    before = _all(planted.ben)

    world.whisper(planted)

    assert before and _all(planted.ben) == before
    hers = "".join(one.text + one.html for one in _all(planted.ada))
    assert not [
        what for what, word in planted.private.items() for one in before if word in one.text + one.html
    ]
    assert any(word in hers for word in planted.private.values())


def _all(who: UUID) -> list[Mail]:
    """Both digests that are planned, as they would go out."""
    found = []
    for row in Reminder.objects.filter(person_id=who, step="digest", state="pending").order_by("due_at"):
        message = composed(row, now=row.due_at)
        found += [message] if isinstance(message, Mail) else []
    return found
