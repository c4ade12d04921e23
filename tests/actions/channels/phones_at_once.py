"""Run as a program with DATABASE_URL set: many at once ask for codes, try them, send the same text, answer.

A program of its own, because the suite's connection belongs to another database.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from planner import errors  # noqa: E402
from planner.actions import reminders  # noqa: E402
from planner.actions.calendar import talks  # noqa: E402
from planner.actions.channels import phones, texts, texts_received, texts_reported  # noqa: E402
from planner.actions.feelings import flags  # noqa: E402
from planner.actions.people import people  # noqa: E402
from planner.core.sms.statuses import Status  # noqa: E402
from planner.models import OutboxText, Phone, ReceivedText, Reminder, SentText, Suspension  # noqa: E402
from planner.queries.calendar import slots  # noqa: E402
from planner.queries.channels.outgoing import Text  # noqa: E402
from tests.actions.reminders.engine import offer  # noqa: E402
from tests.factories import NOW, event, join, person  # noqa: E402
from tests.phones import ANOTHER, NUMBER, code_for, verified  # noqa: E402

MANY = 8
ROUNDS = 8
SHARED = ANOTHER
"""A phone that both of a couple have."""
Deed = Callable[[], object]


def at_once(deeds: Sequence[Deed]) -> list[str]:
    """What came of each, all begun in the same moment."""
    together = Barrier(len(deeds))
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(lambda deed: act(deed, together), deeds))


def act(deed: Deed, together: Barrier) -> str:
    together.wait()
    try:
        deed()
        return "done"
    except errors.AlongsideError as refused:
        return refused.code
    finally:
        connection.close()


def ask(person_id: UUID, number: str) -> Deed:
    return lambda: phones.ask_code(person_id, number, now=NOW)


def main() -> None:
    call_command("migrate", verbosity=0)
    crowd = [person(f"p{number}") for number in range(MANY)]

    came = at_once([ask(one, NUMBER) for one in crowd])
    assert sorted(came) == ["done"] * 5 + ["too_often"] * 3, came
    assert sorted(OutboxText.objects.values_list("ordinal", flat=True)) == [1, 2, 3, 4, 5]
    assert Phone.objects.count() == 5

    eager = person("eager")
    came = at_once([ask(eager, f"+491512345670{number}") for number in range(MANY)])
    assert sorted(came) == ["done"] * 5 + ["too_often"] * 3, came

    first = Phone.objects.filter(person_id__in=crowd).order_by("person_id")[0].person_id
    wrong = f"{(int(code_for(first)) + 1) % 1_000_000:06d}"
    came = at_once([lambda: phones.verify(first, wrong, now=NOW)] * MANY)
    assert sorted(came) == ["code_over"] * 3 + ["wrong_code"] * 5, came

    heard = {"is_answered": False, "now": NOW}
    came = at_once([lambda: texts_received.receive("SM1", NUMBER, "HELP", **heard)] * MANY)
    assert came == ["done"] * MANY, came
    assert ReceivedText.objects.count() == 1
    assert OutboxText.objects.filter(kind="answer").count() == 1
    answers_beside_pages()
    print("held")


def answers_beside_pages() -> None:
    """What comes from a phone, and what the other does on a page meanwhile, never wait for each other."""
    ada, ben = person("ada"), person("ben")
    join(ada, ben)
    for one in (ada, ben):
        verified(one, SHARED)
    party = event(ada)
    flags.flag(ada, party, "", level=3, share_level=True, now=NOW)
    rows = {row.person_id: row.id for row in Reminder.objects.filter(step="talk")}
    for number in range(ROUNDS):
        for one in (ada, ben):
            texted(rows[one], one)
        free = slots.for_occurrence(ben, party, "", now=NOW)[number % 4].starts_at
        came = at_once([answer(number), partial(talks.suggest, ben, party, "", starts_at=free, now=NOW)])
        assert came == ["done"] * 2, came
        came = at_once(
            [dead(rows[max(ada, ben)]), partial(reminders.reschedule_everything, (ada, ben), now=NOW)]
        )
        assert came == ["done"] * 2, came
        share = partial(flags.flag, ben, party, "", level=1 + number % 3, share_level=True, now=NOW)
        came = at_once([partial(people.keep_quiet, ada, None, None, now=NOW), share])
        assert came == ["done"] * 2, came


def answer(number: int) -> Deed:
    said = str(1 + number % 3)
    return partial(texts_received.receive, f"T{number}", SHARED, said, is_answered=False, now=NOW)


def dead(key: UUID) -> Deed:
    return partial(texts_reported.report, key, "", Status.FAILED, is_number_dead=True, now=NOW)


def texted(reminder_id: UUID, person_id: UUID) -> None:
    """They have just had this reminder by text."""
    Suspension.objects.all().delete()
    SentText.objects.filter(key=reminder_id).delete()
    Reminder.objects.filter(id=reminder_id).update(state="pending", ended_at=None)
    offer(Reminder.objects.get(id=reminder_id), now=NOW)
    Reminder.objects.filter(id=reminder_id).update(state="sent", ended_at=NOW)
    texts.begin(Text(reminder_id, person_id, SHARED, "words"), now=NOW)


if __name__ == "__main__":
    main()
