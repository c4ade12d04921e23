"""Run as a program with DATABASE_URL set: many at once ask for codes, try them, and send the same text.

A program of its own, because the suite's connection belongs to another database.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from planner import errors  # noqa: E402
from planner.actions import phones, texts_received  # noqa: E402
from planner.models import OutboxText, Phone, ReceivedText  # noqa: E402
from tests.factories import NOW, person  # noqa: E402
from tests.phones import NUMBER, code_for  # noqa: E402

MANY = 8
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
    people = [person(f"p{number}") for number in range(MANY)]

    came = at_once([ask(one, NUMBER) for one in people])
    assert sorted(came) == ["done"] * 5 + ["too_often"] * 3, came
    assert sorted(OutboxText.objects.values_list("ordinal", flat=True)) == [1, 2, 3, 4, 5]
    assert Phone.objects.count() == 5

    eager = person("eager")
    came = at_once([ask(eager, f"+491512345670{number}") for number in range(MANY)])
    assert sorted(came) == ["done"] * 5 + ["too_often"] * 3, came

    first = Phone.objects.filter(person_id__in=people).order_by("person_id")[0].person_id
    wrong = f"{(int(code_for(first)) + 1) % 1_000_000:06d}"
    came = at_once([lambda: phones.verify(first, wrong, now=NOW)] * MANY)
    assert sorted(came) == ["code_over"] * 3 + ["wrong_code"] * 5, came

    heard = {"is_answered": False, "now": NOW}
    came = at_once([lambda: texts_received.receive("SM1", NUMBER, "HELP", **heard)] * MANY)
    assert came == ["done"] * MANY, came
    assert ReceivedText.objects.count() == 1
    assert OutboxText.objects.filter(kind="answer").count() == 1
    print("held")


if __name__ == "__main__":
    main()
