"""What lies over a calendar: public holidays and birthdays, by day; and the birthdays themselves."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.calendar.layers import BirthdayIn, BirthdayOut, DaysIn, LayerDayOut
from planner import errors
from planner.actions.calendar import layers as deeds
from planner.core.birthdays import BirthdayForm
from planner.queries.calendar import layers

LONGEST = timedelta(days=400)


class Layers(Resource):
    """Public holidays of the country you chose, and birthdays, by day. They are no events."""

    @extend_schema(operation_id="layers_list", parameters=[DaysIn], responses=LayerDayOut(many=True))
    def list(self, request: Request) -> Response:
        given = DaysIn(data=request.query_params)
        given.is_valid(raise_exception=True)
        start_on, end_on = given.validated_data["start"], given.validated_data["end"]
        if not timedelta() < end_on - start_on <= LONGEST:
            raise errors.Invalid("Ask for days that end after they start, 400 at most.", field="end")
        return self.piece(LayerDayOut, layers.days(self.actor, start_on, end_on))


class Birthdays(Resource):
    """The birthdays that you keep, and those that your partner shares with you."""

    lookup_url_kwarg = "birthday_id"

    @extend_schema(operation_id="birthdays_list", responses=BirthdayOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(BirthdayOut, layers.birthdays(self.actor, now=self.now))

    @extend_schema(operation_id="birthdays_read", responses=BirthdayOut)
    def retrieve(self, request: Request, birthday_id: UUID) -> Response:
        return self._birthday(birthday_id)

    @extend_schema(operation_id="birthdays_add", request=BirthdayIn, responses={201: BirthdayOut})
    def create(self, request: Request) -> Response:
        form = BirthdayForm(**self.body(BirthdayIn))
        return self._birthday(deeds.add_birthday(self.actor, form, now=self.now), status=201)

    @extend_schema(operation_id="birthdays_replace", request=BirthdayIn, responses=BirthdayOut)
    def update(self, request: Request, birthday_id: UUID) -> Response:
        deeds.edit_birthday(self.actor, birthday_id, BirthdayForm(**self.body(BirthdayIn)), now=self.now)
        return self._birthday(birthday_id)

    @extend_schema(operation_id="birthdays_delete", responses={204: None})
    def destroy(self, request: Request, birthday_id: UUID) -> Response:
        deeds.delete_birthday(self.actor, birthday_id, now=self.now)
        return Response(status=204)

    def _birthday(self, birthday_id: UUID, *, status: int = 200) -> Response:
        found = layers.birthday(self.actor, birthday_id, now=self.now)
        return Response(BirthdayOut(found).data, status=status)
