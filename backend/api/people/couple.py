"""The two of them: inviting, accepting, what the other will see, leaving."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.calendar.events import EventOut
from backend.api.shapes.people import CoupleOut, EventIdsIn, InviteIn
from planner import errors
from planner.actions.people import people as deeds
from planner.queries.calendar import calendars
from planner.queries.people import people


class Couple(Resource):
    """You, your partner, and the invitations between you. Each deed answers with how it stands then."""

    # Whom somebody shares all this with is said in person.
    in_person = ("invite", "leave")
    sends = ("invite",)

    @extend_schema(operation_id="couple_read", responses=CoupleOut)
    def retrieve(self, request: Request) -> Response:
        stands, is_alone = people.couple(self.actor), people.couple(self.actor).partner is None
        said = {
            "me": stands.me,
            "partner": stands.partner,
            "since": stands.since,
            "was_left": stands.was_left,
            "invitation": people.invitation(self.actor, now=self.now) if is_alone else None,
            "offers": people.offers(self.actor, now=self.now),
        }
        return Response(CoupleOut(said).data)

    @extend_schema(operation_id="couple_invite", request=InviteIn, responses=CoupleOut)
    def invite(self, request: Request) -> Response:
        """Invites your partner by mail, for 72 hours; an older open invitation is withdrawn."""
        deeds.invite(self.actor, email=self.body(InviteIn)["email"], now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="couple_withdraw_invitation", responses={204: None})
    def revoke(self, request: Request) -> Response:
        invitation = people.invitation(self.actor, now=self.now)
        if invitation is None:
            raise errors.NotFound
        deeds.revoke(self.actor, invitation.id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="couple_held_back", responses=EventOut(many=True))
    def list(self, request: Request) -> Response:
        """Events from before you two joined that your partner does not see: yours to release."""
        return self.piece(EventOut, calendars.held_back(self.actor, now=self.now))

    @extend_schema(operation_id="couple_release", request=EventIdsIn, responses={204: None})
    def release(self, request: Request) -> Response:
        """Shows these events to your partner."""
        deeds.release(self.actor, self.body(EventIdsIn)["event_ids"], now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="couple_leave", request=None, responses=CoupleOut)
    def leave(self, request: Request) -> Response:
        """Uses Alongside on your own from now on, at once. Nothing is sent to your partner."""
        deeds.leave(self.actor, now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="couple_alone_read", request=None, responses=CoupleOut)
    def alone_read(self, request: Request) -> Response:
        """Says that you have read that you are on your own."""
        deeds.accept_being_alone(self.actor)
        return self.retrieve(request)


class Invitations(Resource):
    """Invitations to you, by the ids that `couple/` lists as `offers`."""

    lookup_url_kwarg = "invitation_id"
    in_person = ("accept", "decline")
    tells_of_both = False

    @extend_schema(operation_id="invitations_accept", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, invitation_id: UUID) -> Response:
        """From here on you two share Alongside. What you made before stays private until you release it."""
        deeds.accept(self.actor, invitation_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="invitations_decline", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, invitation_id: UUID) -> Response:
        deeds.decline(self.actor, invitation_id, now=self.now)
        return Response(status=204)
