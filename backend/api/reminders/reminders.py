"""A person's own log of reminders."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.paging import Pieces
from backend.api.resources import Resource
from backend.api.shapes.reminders.log import LogIn, ReminderOut, SnoozedOut, StoppedOut
from planner.actions import reminders as deeds
from planner.actions.channels import contacts, replies
from planner.actions.engine import notices
from planner.core.reminding.fates import Fate
from planner.core.scopes import Area
from planner.queries.reminders import reminders


class Reminders(Resource):
    """What comes next, then what was sent, missed or given up."""

    area = Area.REMINDERS
    asks = {"list": LogIn}
    sends = ("test_mail",)
    tells_of_both = False
    lookup_url_kwarg = "reminder_id"

    @extend_schema(operation_id="reminders_list", parameters=[LogIn], responses=ReminderOut(many=True))
    def list(self, request: Request) -> Response:
        """All of them, or with `fate` those that are next, held, sent, failed or dropped."""
        pieces, fate = Pieces(), self.asked()["fate"]
        limit, offset = pieces.asked(request)
        asked = Fate(fate) if fate else None
        found = reminders.page(self.actor, fate=asked, now=self.now, limit=limit + 1, offset=offset)
        return pieces.answer(found, ReminderOut, request)

    @extend_schema(operation_id="reminders_read", responses=ReminderOut)
    def retrieve(self, request: Request, reminder_id: UUID) -> Response:
        return Response(ReminderOut(reminders.one(self.actor, reminder_id)).data)

    @extend_schema(operation_id="reminders_snooze", request=None, responses=SnoozedOut)
    @action(detail=True, methods=["post"])
    def snooze(self, request: Request, reminder_id: UUID) -> Response:
        """The same message again tomorrow at its hour. Where nothing comes, `reason` says why."""
        return Response(SnoozedOut(replies.snooze(self.actor, reminder_id, now=self.now)).data)

    @extend_schema(operation_id="reminders_test_mail", request=None, responses={204: None})
    @action(detail=False, methods=["post"], url_path="test-mail")
    def test_mail(self, request: Request) -> Response:
        """A mail to yourself, by the way that all mail takes."""
        contacts.try_mail(self.actor, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="reminders_stopped", responses=StoppedOut)
    @action(detail=False, methods=["get"])
    def stopped(self, request: Request) -> Response:
        """The kinds of message that you ended by the link in a mail."""
        return Response(StoppedOut({"steps": reminders.stopped(self.actor)}).data)

    @extend_schema(operation_id="reminders_resume", responses={204: None})
    @action(detail=False, methods=["delete"], url_path="stopped/<slug:step>")
    def resume(self, request: Request, step: str) -> Response:
        """This kind of message again."""
        deeds.resume(self.actor, step, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="reminders_dismiss", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, reminder_id: UUID) -> Response:
        """Say no more on Look ahead that this one may not have arrived."""
        notices.dismiss(self.actor, (reminder_id,), now=self.now)
        return Response(status=204)
