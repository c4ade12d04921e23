"""A person's own log of reminders."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.log import ReminderOut
from planner.queries import reminders


class Reminders(Resource):
    """What comes next, then what was sent, missed or given up."""

    lookup_url_kwarg = "reminder_id"

    @extend_schema(operation_id="reminders_list", responses=ReminderOut(many=True))
    def list(self, request: Request) -> Response:
        log = reminders.log(self.actor, now=self.now)
        return self.piece(ReminderOut, log.next + log.past)

    @extend_schema(operation_id="reminders_read", responses=ReminderOut)
    def retrieve(self, request: Request, reminder_id: UUID) -> Response:
        return Response(ReminderOut(reminders.one(self.actor, reminder_id)).data)
