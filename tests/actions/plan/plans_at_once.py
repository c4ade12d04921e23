"""Run as a program with DATABASE_URL set: two threads, one per partner, act on one plan at once, many times.

A program of its own, because the suite's connection belongs to another database.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from planner import errors  # noqa: E402
from planner.actions.plan import plans  # noqa: E402
from planner.models import Agreement, Plan, PlanVersion  # noqa: E402
from planner.queries.plan import plans as plan_queries  # noqa: E402
from tests.plan_factories import NOW, YES, couple, evening, proposed  # noqa: E402

ROUNDS = 15
Deed = Callable[[UUID, UUID], object]


def agree(actor: UUID, plan_id: UUID) -> object:
    newest = plan_queries.plan(actor, plan_id, now=NOW).versions[-1]
    answers = {ask.id: YES for ask in newest.content.asks if ask.by != actor}
    return plans.agree(actor, plan_id, version=newest.number, answers=answers, now=NOW)


def edit(actor: UUID, plan_id: UUID) -> object:
    newest = plan_queries.plan(actor, plan_id, now=NOW).versions[-1]
    asks = tuple(replace(ask, answer=YES) if ask.by != actor else ask for ask in newest.content.asks)
    content = replace(newest.content, asks=asks, arriving=f"{newest.number} {actor}")
    return plans.propose(actor, plan_id, content, base=newest.number, now=NOW)


def take_back(actor: UUID, plan_id: UUID) -> object:
    number = plan_queries.plan(actor, plan_id, now=NOW).base
    return plans.take_back(actor, plan_id, version=number, now=NOW)


def act(deed: Deed, actor: UUID, plan_id: UUID, together: Barrier) -> str:
    together.wait()
    try:
        deed(actor, plan_id)
        return "done"
    except (errors.Stale, errors.Incomplete) as refused:
        return refused.code
    finally:
        connection.close()


def check(plan_id: UUID, partners: tuple[UUID, ...]) -> None:
    """Every number that the plan claims follows from the rows that say who said yes to what."""
    plan = Plan.objects.get(id=plan_id)
    numbers = list(PlanVersion.objects.filter(plan=plan).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert plan.agreed_number == max((one for one in numbers if is_agreed(plan, one, partners)), default=0)


def is_agreed(plan: Plan, number: int, partners: tuple[UUID, ...]) -> bool:
    said_of_it = Agreement.objects.filter(version__plan=plan, version__number=number).order_by("sequence")
    last_word = dict(said_of_it.values_list("person_id", "is_yes"))
    return all(last_word.get(partner) for partner in partners)


def main() -> None:
    call_command("migrate", verbosity=0)
    chance, outcomes = random.Random(2), dict[str, int]()
    ada, ben = couple("ada", "ben")
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            plan_id, together = proposed(ada, evening(ada)), Barrier(2)
            deeds = [(chance.choice((agree, edit, take_back)), ada), (chance.choice((agree, edit)), ben)]
            running = [pool.submit(act, deed, actor, plan_id, together) for deed, actor in deeds]
            for one in running:
                outcomes[one.result()] = outcomes.get(one.result(), 0) + 1
            check(plan_id, (ada, ben))
    print(f"rounds: {ROUNDS}, outcomes: {outcomes}")


if __name__ == "__main__":
    main()
