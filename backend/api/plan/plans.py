"""Support plans: start one, keep a draft, propose it, agree to a version, take a yes back."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.asked import PlansAsked
from backend.api.shapes.content import answer, content
from backend.api.shapes.plan.plans import (
    AgreeIn,
    ChooseIn,
    DraftIn,
    HeardIn,
    PlanOut,
    ProposeIn,
    ReflectIn,
    StartIn,
    TakeBackIn,
)
from planner.actions.people import letting_go
from planner.actions.plan import held, reflections
from planner.actions.plan import plans as deeds
from planner.core.plan.reflecting import Heard
from planner.core.scopes import Area
from planner.queries.plan import plans


class Plans(Resource):
    """The support plans of you two, as you may see them. Each deed answers with the plan that now stands."""

    area = Area.PLANS
    asks = {"list": PlansAsked}
    lookup_url_kwarg = "plan_id"

    @extend_schema(operation_id="plans_list", parameters=[PlansAsked], responses=PlanOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(PlanOut, asked.narrowed(plans.all(self.actor, now=self.now), self.asked()))

    @extend_schema(operation_id="plans_read", responses=PlanOut)
    def retrieve(self, request: Request, plan_id: UUID) -> Response:
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_start", request=StartIn, responses={201: PlanOut})
    def create(self, request: Request) -> Response:
        """Starts a draft of your own; starting twice is starting once."""
        plan_id = deeds.start(self.actor, **self.body(StartIn), now=self.now)
        return self._plan(plan_id, status=201)

    @extend_schema(operation_id="plans_save_draft", request=DraftIn, responses=PlanOut)
    @action(detail=True, methods=["put"])
    def draft(self, request: Request, plan_id: UUID) -> Response:
        """Keeps what you are writing. Nobody else sees it before you propose it.

        With `revision` it is refused (409) if you have kept something else since you read that.
        """
        given = self.body(DraftIn)
        wording = content(given["content"], writer=self.actor)
        deeds.save_draft(self.actor, plan_id, wording, revision=given.get("revision"), now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_discard_draft", responses={204: None})
    @draft.mapping.delete
    def discard_draft(self, request: Request, plan_id: UUID) -> Response:
        deeds.discard_draft(self.actor, plan_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="plans_choose", request=ChooseIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="draft/choose")
    def choose(self, request: Request, plan_id: UUID) -> Response:
        """Takes or leaves one of the `spares`."""
        given = self.body(ChooseIn)
        deeds.choose_spare(self.actor, plan_id, given["spare"], is_taken=given["is_taken"], now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_propose", request=ProposeIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, plan_id: UUID) -> Response:
        """Makes the next version, which carries your yes."""
        given = self.body(ProposeIn)
        wording = content(given["content"], writer=self.actor)
        deeds.propose(self.actor, plan_id, wording, base=given["base"], now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_agree", request=AgreeIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, plan_id: UUID) -> Response:
        """Answers the asks and says yes to this version."""
        given = self.body(AgreeIn)
        answers = {one["ask"]: answer(one) for one in given["answers"]}
        deeds.agree(self.actor, plan_id, version=given["version"], answers=answers, now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_take_back", request=TakeBackIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, plan_id: UUID) -> Response:
        """Takes your yes back, until the event begins."""
        deeds.take_back(self.actor, plan_id, **self.body(TakeBackIn), now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_let_go", request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="let-go")
    def let_go(self, request: Request, plan_id: UUID) -> Response:
        """Deletes your copy of what was agreed before a parting, and your lines in the other one."""
        letting_go.let_go(self.actor, plan_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="plans_reflect", request=ReflectIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def reflect(self, request: Request, plan_id: UUID) -> Response:
        """Says back in one sentence what you heard in this version."""
        reflections.reflect(self.actor, plan_id, **self.body(ReflectIn), now=self.now)
        return self._plan(plan_id)

    @extend_schema(operation_id="plans_answer_reflection", request=HeardIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="reflect/answer")
    def answer_reflection(self, request: Request, plan_id: UUID) -> Response:
        """Says *That's it* or *Almost* to what the other heard."""
        given = self.body(HeardIn)
        reply = Heard(given["reply"])
        reflections.answer(
            self.actor, plan_id, given["reflection"], reply=reply, text=given["text"], now=self.now
        )
        return self._plan(plan_id)

    def hold(self) -> None:
        held.couple(self.actor)

    def _plan(self, plan_id: UUID, *, status: int = 200) -> Response:
        return Response(PlanOut(plans.plan(self.actor, plan_id, now=self.now)).data, status=status)
