"""What one says of an occurrence on one's own list: not needed, no reminders; and a nudge to the other."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from planner.actions.channels import replies
from planner.actions.feelings import flags
from planner.actions.plan import nudges
from planner.core.scopes import Area


class Marks(Resource):
    """Of these your partner learns nothing; a nudge says to them that there is something to look at."""

    area = Area.PLANS
    sends = ("nudge",)
    tells_of_both = False

    @extend_schema(operation_id="event_occurrence_nudge", request=None, responses={204: None})
    def nudge(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Once about an event in three days. What comes of it is your partner's alone to know."""
        nudges.nudge(self.actor, event_id, recurrence_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="event_occurrence_not_needed", request=None, responses={204: None})
    def mark(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """It needs no plan; it stays in the calendar."""
        flags.mark_not_needed(self.actor, event_id, recurrence_id, not_needed=True, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="event_occurrence_needed", responses={204: None})
    def unmark(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """It is on your list again."""
        flags.mark_not_needed(self.actor, event_id, recurrence_id, not_needed=False, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="event_occurrence_mute", request=None, responses={204: None})
    def mute(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """No more reminders of it for you."""
        replies.mute_event(self.actor, event_id, recurrence_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="event_occurrence_unmute", responses={204: None})
    def unmute(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Reminders of it again."""
        replies.unmute_event(self.actor, event_id, recurrence_id, now=self.now)
        return Response(status=204)
