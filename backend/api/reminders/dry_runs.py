"""What will be sent to oneself about one dated event, and why nothing else."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.reminders.ladders import DryRunOut
from planner.core.scopes import Area
from planner.queries.reminders import dry_runs


class DryRun(Resource):
    """Your reminders of one occurrence, as things stand now; nothing is sent by asking."""

    area = Area.REMINDERS

    @extend_schema(operation_id="event_occurrence_reminders", responses=DryRunOut)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        return Response(DryRunOut(dry_runs.dry_run(self.actor, event_id, recurrence_id, now=self.now)).data)
