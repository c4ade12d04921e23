"""Us: the standing agreement, what helps each of the two, and notes on people."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.asked import HelpsAsked
from backend.api.shapes.us import (
    HelpIn,
    HelpMoveIn,
    HelpOut,
    HelpShareIn,
    HelpWords,
    PersonNoteIn,
    PersonNoteOut,
    StandingIn,
    StandingOut,
    StandingVersionIn,
    standing_content,
)
from planner.actions.people import helps as help_deeds
from planner.actions.plan import held
from planner.actions.plan import standing as standing_deeds
from planner.core.plan.plan_content import Content
from planner.core.scopes import Area
from planner.queries.people import helps
from planner.queries.plan import standing


class Standing(Resource):
    """What you two hold to at every event. Each deed answers with how it stands then."""

    area = Area.PLANS

    @extend_schema(operation_id="standing_read", responses=StandingOut)
    def retrieve(self, request: Request) -> Response:
        return self._standing()

    @extend_schema(operation_id="standing_save_draft", request=StandingIn, responses=StandingOut)
    def save_draft(self, request: Request) -> Response:
        """Keeps what you are writing. Nobody else sees it before you propose it."""
        content, base = self._written()
        standing_deeds.save_draft(self.actor, content, base=base, now=self.now)
        return self._standing()

    @extend_schema(operation_id="standing_discard_draft", responses={204: None})
    def discard_draft(self, request: Request) -> Response:
        standing_deeds.discard_draft(self.actor, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="standing_propose", request=StandingIn, responses=StandingOut)
    def propose(self, request: Request) -> Response:
        """Makes the next version, which carries your yes."""
        content, base = self._written()
        standing_deeds.propose(self.actor, content, base=base, now=self.now)
        return self._standing()

    @extend_schema(operation_id="standing_agree", request=StandingVersionIn, responses=StandingOut)
    def agree(self, request: Request) -> Response:
        """Says yes to this version."""
        standing_deeds.agree(self.actor, **self.body(StandingVersionIn), now=self.now)
        return self._standing()

    @extend_schema(operation_id="standing_take_back", request=StandingVersionIn, responses=StandingOut)
    def take_back(self, request: Request) -> Response:
        """Takes your yes back."""
        standing_deeds.take_back(self.actor, **self.body(StandingVersionIn), now=self.now)
        return self._standing()

    def hold(self) -> None:
        held.couple(self.actor)

    def _written(self) -> tuple[Content, int]:
        given = self.body(StandingIn)
        return standing_content(given["content"], writer=self.actor), given["base"]

    def _standing(self) -> Response:
        return Response(StandingOut(standing.standing(self.actor)).data)


class Helps(Resource):
    """What helps you, your quiet helps, and what your partner shares of what helps them."""

    area = Area.PLANS
    asks = {"list": HelpsAsked}
    needs_match = ("update",)
    tells_of_both = False
    lookup_url_kwarg = "help_id"

    @extend_schema(operation_id="helps_list", parameters=[HelpsAsked], responses=HelpOut(many=True))
    def list(self, request: Request) -> Response:
        seen = helps.helps(self.actor)
        everything = (*seen.mine, *seen.quiet, *seen.theirs)
        return self.piece(HelpOut, asked.narrowed(everything, self.asked()))

    @extend_schema(operation_id="helps_read", responses=HelpOut)
    def retrieve(self, request: Request, help_id: UUID) -> Response:
        return self._line(help_id)

    @extend_schema(operation_id="helps_add", request=HelpIn, responses={201: HelpOut})
    def create(self, request: Request) -> Response:
        return self._line(help_deeds.add(self.actor, **self.body(HelpIn), now=self.now), status=201)

    @extend_schema(operation_id="helps_change", request=HelpWords, responses=HelpOut)
    def update(self, request: Request, help_id: UUID) -> Response:
        help_deeds.change(self.actor, help_id, **self.body(HelpWords), now=self.now)
        return self._line(help_id)

    @extend_schema(operation_id="helps_share", request=HelpShareIn, responses=HelpOut)
    @action(detail=True, methods=["put"])
    def share(self, request: Request, help_id: UUID) -> Response:
        """Lets your partner read this line, or no longer. A quiet one is never shared."""
        help_deeds.share(self.actor, help_id, **self.body(HelpShareIn), now=self.now)
        return self._line(help_id)

    @extend_schema(operation_id="helps_move", request=HelpMoveIn, responses=HelpOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, help_id: UUID) -> Response:
        help_deeds.move(self.actor, help_id, **self.body(HelpMoveIn), now=self.now)
        return self._line(help_id)

    @extend_schema(operation_id="helps_remove", responses={204: None})
    def destroy(self, request: Request, help_id: UUID) -> Response:
        help_deeds.remove(self.actor, help_id, now=self.now)
        return Response(status=204)

    def _line(self, help_id: UUID, *, status: int = 200) -> Response:
        return Response(HelpOut(helps.one(self.actor, help_id)).data, status=status)


class PersonNotes(Resource):
    """Your notes on people. They are in nothing that your partner gets."""

    needs_match = ("update",)
    tells_of_both = False
    lookup_url_kwarg = "note_id"

    @extend_schema(operation_id="person_notes_list", responses=PersonNoteOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(PersonNoteOut, helps.person_notes(self.actor))

    @extend_schema(operation_id="person_notes_read", responses=PersonNoteOut)
    def retrieve(self, request: Request, note_id: UUID) -> Response:
        return self._note(note_id)

    @extend_schema(operation_id="person_notes_keep", request=PersonNoteIn, responses={201: PersonNoteOut})
    def create(self, request: Request) -> Response:
        note_id = help_deeds.keep_note(self.actor, **self.body(PersonNoteIn), now=self.now)
        return self._note(note_id, status=201)

    @extend_schema(operation_id="person_notes_replace", request=PersonNoteIn, responses=PersonNoteOut)
    def update(self, request: Request, note_id: UUID) -> Response:
        help_deeds.change_note(self.actor, note_id, **self.body(PersonNoteIn), now=self.now)
        return self._note(note_id)

    @extend_schema(operation_id="person_notes_remove", responses={204: None})
    def destroy(self, request: Request, note_id: UUID) -> Response:
        help_deeds.remove_note(self.actor, note_id, now=self.now)
        return Response(status=204)

    def _note(self, note_id: UUID, *, status: int = 200) -> Response:
        return Response(PersonNoteOut(helps.person_note(self.actor, note_id)).data, status=status)
