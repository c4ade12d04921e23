"""Lessons: one's own to write, the other's as far as they share them."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.afterwards.lessons import LessonIn, LessonOut, LessonWords, OfferedOut
from backend.api.shapes.asked import LessonsAsked
from planner import errors
from planner.actions.afterwards import lessons as deeds
from planner.actions.plan import held
from planner.queries.afterwards import lessons


class Lessons(Resource):
    """The one thing each of you keeps for next time. Yours, and what your partner shares of theirs."""

    needs_match = ("update",)
    tells_of_both = False
    asks = {"list": LessonsAsked}
    lookup_url_kwarg = "lesson_id"

    @extend_schema(operation_id="lessons_list", parameters=[LessonsAsked], responses=LessonOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(LessonOut, asked.narrowed(lessons.visible(self.actor), self.asked()))

    @extend_schema(operation_id="lessons_read", responses=LessonOut)
    def retrieve(self, request: Request, lesson_id: UUID) -> Response:
        return Response(LessonOut(lessons.lesson(self.actor, lesson_id)).data)

    @extend_schema(operation_id="lessons_keep", request=LessonIn, responses={201: LessonOut})
    def create(self, request: Request) -> Response:
        lesson_id = deeds.keep(self.actor, **self.body(LessonIn), now=self.now)
        return Response(LessonOut(lessons.lesson(self.actor, lesson_id)).data, status=201)

    @extend_schema(operation_id="lessons_rewrite", request=LessonWords, responses=LessonOut)
    def update(self, request: Request, lesson_id: UUID) -> Response:
        if not lessons.lesson(self.actor, lesson_id).is_mine:
            raise errors.NotAllowed
        deeds.rewrite(self.actor, lesson_id, **self.body(LessonWords), now=self.now)
        return Response(LessonOut(lessons.lesson(self.actor, lesson_id)).data)

    @extend_schema(operation_id="lessons_forget", responses={204: None})
    def destroy(self, request: Request, lesson_id: UUID) -> Response:
        deeds.forget(self.actor, lesson_id, now=self.now)
        return Response(status=204)

    def hold(self) -> None:
        held.lesson(self.actor, self.kwargs["lesson_id"])

    @extend_schema(operation_id="lessons_offered", responses=OfferedOut)
    def offered(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """What an occurrence may begin with: what you two kept from the last time, or from events like it."""
        found = lessons.offered(self.actor, event_id, recurrence_id, now=self.now)
        return Response(OfferedOut(found).data)
