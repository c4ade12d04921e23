"""Run as a program with DATABASE_URL set: a nervous thumb on two devices, many times; one call each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from planner.actions.plan import times_to_go  # noqa: E402
from planner.models import TimeToGo  # noqa: E402
from tests.plan_factories import STARTS_AT, agreed, couple, evening  # noqa: E402

ROUNDS, TAPS = 10, 4
NOW = STARTS_AT + timedelta(hours=1)


def tap(actor: UUID, plan_id: UUID, together: Barrier) -> None:
    together.wait()
    try:
        times_to_go.call(actor, plan_id, key=uuid4(), now=NOW)
    finally:
        connection.close()


def main() -> None:
    call_command("migrate", verbosity=0)
    ada, ben = couple("ada", "ben")
    with ThreadPoolExecutor(TAPS) as pool:
        for _ in range(ROUNDS):
            plan_id, together = agreed(ada, ben, evening(ada)), Barrier(TAPS)
            for one in [pool.submit(tap, ada, plan_id, together) for _ in range(TAPS)]:
                one.result()
            assert TimeToGo.objects.filter(plan_id=plan_id).count() == 1
    print(f"rounds: {ROUNDS}, calls: {TimeToGo.objects.count()}")


if __name__ == "__main__":
    main()
