"""A person's own log of reminders."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.paging import Pieces
from backend.api.resources import Resource
from backend.api.shapes.reminders.log import LogIn, ReminderOut
from planner.actions.engine import notices
from planner.core.reminding.fates import Fate
from planner.queries.reminders import reminders


class Reminders(Resource):
    """What comes next, then what was sent, missed or given up."""

    lookup_url_kwarg = "reminder_id"

    @extend_schema(operation_id="reminders_list", parameters=[LogIn], responses=ReminderOut(many=True))
    def list(self, request: Request) -> Response:
        """All of them, or with `fate` those that are next, held, sent, failed or dropped."""
        given = LogIn(data=request.query_params)
        given.is_valid(raise_exception=True)
        pieces, fate = Pieces(), given.validated_data["fate"]
        limit, offset = pieces.asked(request)
        asked = Fate(fate) if fate else None
        found = reminders.page(self.actor, fate=asked, now=self.now, limit=limit + 1, offset=offset)
        return pieces.answer(found, ReminderOut, request)

    @extend_schema(operation_id="reminders_read", responses=ReminderOut)
    def retrieve(self, request: Request, reminder_id: UUID) -> Response:
        return Response(ReminderOut(reminders.one(self.actor, reminder_id)).data)

    @extend_schema(operation_id="reminders_dismiss", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, reminder_id: UUID) -> Response:
        """Say no more on Look ahead that this one may not have arrived."""
        notices.dismiss(self.actor, (reminder_id,), now=self.now)
        return Response(status=204)
