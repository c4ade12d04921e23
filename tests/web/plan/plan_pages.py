"""A plan as a browser sends it, and its way through the pages."""

from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from planner.queries.plan import plans
from planner.queries.views import PlanView
from tests.factories import NOW, Couple, event
from tests.web.reading import evening, signed_in

ASK = "Stay beside me for the first half hour."


def written(**more: str | int) -> dict[str, str | int]:
    """The least that can be agreed but for the answer."""
    return {
        "base": 0,
        "how": "together",
        "ask_0": ASK,
        "if_0": "we get separated",
        "then_0": "meet at the coats",
        "latest": "22:30",
    } | more


def started(couple: Couple, title: str = "Office party") -> tuple[Client, str]:
    """Ada, who has just begun a plan, and its address."""
    ada = signed_in(couple.ada)
    answer = ada.post(f"/events/{event(couple.ada, title, evening(6))}/on/once/plan/")
    return ada, answer.headers["Location"]


def proposed(couple: Couple) -> tuple[Client, Client, str]:
    """Ada, who has proposed; Ben; and the address of the plan."""
    ada, path = started(couple)
    send(ada, path, "propose", written())
    return ada, signed_in(couple.ben), path


def agreed(couple: Couple) -> tuple[Client, Client, str]:
    ada, ben, path = proposed(couple)
    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})
    return ada, ben, path


def send(client: Client, path: str, deed: str, data: dict[str, str | int]) -> HttpResponse:
    return client.post(f"{path}{deed}/", data)


def seen(actor: UUID, path: str) -> PlanView:
    return plans.plan(actor, UUID(path.split("/")[2]), now=NOW)
