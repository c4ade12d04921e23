"""What a person says about themselves."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.me import MeIn, MeOut
from planner.actions.people import deleting
from planner.actions.people import people as deeds
from planner.queries.people import people

DESCRIBED = ("name", "tzid", "language", "quiet_from", "quiet_until")


class Me(Resource):
    """Your name, zone, language and quiet hours; reminders follow all of them."""

    tells_of_both = False
    in_person = confirmed = frozenset({"destroy"})

    @extend_schema(operation_id="me_read", responses=MeOut)
    def retrieve(self, request: Request) -> Response:
        return Response(MeOut(people.me(self.actor)).data)

    @extend_schema(operation_id="me_edit", request=MeIn(partial=True), responses=MeOut)
    def partial_update(self, request: Request) -> Response:
        stands = people.me(self.actor)
        given = self.body(MeIn, partial=True)
        deeds.describe(
            self.actor, **{name: given.get(name, getattr(stands, name)) for name in DESCRIBED}, now=self.now
        )
        return self.retrieve(request)

    @extend_schema(operation_id="me_delete", responses={204: None})
    def destroy(self, request: Request) -> Response:
        """Delete the account and all that is yours, at once and for good; the session ends with it."""
        deleting.delete(self.actor, now=self.now)
        request._request.session.flush()
        return Response(status=204)
