"""Whether reminders are moving, and whether this process can serve: for whoever watches the installation."""

from functools import cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.queries.engine import health

UNREADY = 503


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while all is well, else 503, with the problems by code.

    Which channel rests is said by `/metrics` alone: among two people it would tell on one of them.
    """
    state = health.state(now=timezone.now())
    body = {"is_well": state.is_well, "problems": state.problems}
    return JsonResponse(body, status=200 if state.is_well else UNREADY)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when this process may be sent requests: its database answers and has the columns it expects.

    Neither broker nor cache is asked: pages, feeds and reminders go on without them.
    """
    problems = _problems()
    return JsonResponse({"is_ready": not problems, "problems": problems}, status=UNREADY if problems else 200)


def _problems() -> list[str]:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return [] if _is_migrated() else ["migrations"]
    except Error:
        return ["database"]


def forget() -> None:
    """Look at the migrations again."""
    _is_behind.cache_clear()


def _is_migrated() -> bool:
    """Once the database is up to this code it stays so; until then every question is a new one."""
    if _is_behind():
        forget()
        return False
    return True


@cache
def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
