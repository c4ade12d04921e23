"""One's own phone: a number, the code that shows whose it is, a test, and the way out."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.people import CodeIn, NumberIn, PhoneOut
from planner import errors
from planner.actions.channels import phones as deeds
from planner.queries.channels import phones


class Phone(Resource):
    """Your number for texts. Each deed answers with how it stands then."""

    # Where messages go is changed in person, and the password is asked for again.
    in_person = ("update", "destroy", "code", "again")
    confirmed = ("update", "destroy")
    sends = ("update", "again", "test")
    tells_of_both = False

    @extend_schema(operation_id="phone_read", responses=PhoneOut)
    def retrieve(self, request: Request) -> Response:
        found = phones.mine(self.actor, now=self.now)
        if found is None:
            raise errors.NotFound
        return Response(PhoneOut(found).data)

    @extend_schema(operation_id="phone_give", request=NumberIn, responses=PhoneOut)
    def update(self, request: Request) -> Response:
        """Says which number is yours; a code goes there."""
        deeds.ask_code(self.actor, self.body(NumberIn)["number"], now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="phone_code", request=CodeIn, responses=PhoneOut)
    def code(self, request: Request) -> Response:
        """Types the code, and texts come."""
        deeds.verify(self.actor, self.body(CodeIn)["code"], now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="phone_again", request=None, responses=PhoneOut)
    def again(self, request: Request) -> Response:
        """Another code."""
        deeds.ask_again(self.actor, now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="phone_test", request=None, responses=PhoneOut)
    def test(self, request: Request) -> Response:
        """A test text to your number."""
        deeds.send_test(self.actor, now=self.now)
        return self.retrieve(request)

    @extend_schema(operation_id="phone_remove", responses={204: None})
    def destroy(self, request: Request) -> Response:
        """The number is forgotten, and no texts come."""
        self.retrieve(request)
        deeds.remove(self.actor, now=self.now)
        return Response(status=204)
