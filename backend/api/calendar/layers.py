"""What lies over a calendar: public holidays and birthdays, by day; and the birthdays themselves."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api import files
from backend.api.files import AddressBook, AddressBookForm
from backend.api.resources import Resource
from backend.api.shapes.calendar.layers import (
    BirthdayIn,
    BirthdayOut,
    BroughtInOut,
    DaysIn,
    LayerChoiceShape,
    LayerDayOut,
    SharedIn,
)
from backend.api.shapes.exchange.imports import FileIn
from planner import errors
from planner.actions.calendar import layers as deeds
from planner.core import vcards
from planner.core.birthdays import BirthdayForm
from planner.core.scopes import Area
from planner.queries.calendar import layers

LONGEST = timedelta(days=400)


class Layers(Resource):
    """Public holidays of the country you chose, and birthdays, by day. They are no events."""

    area = Area.CALENDAR
    asks = {"list": DaysIn}

    @extend_schema(operation_id="layers_list", parameters=[DaysIn], responses=LayerDayOut(many=True))
    def list(self, request: Request) -> Response:
        given = self.asked()
        start_on, end_on = given["start"], given["end"]
        if not timedelta() < end_on - start_on <= LONGEST:
            raise errors.Invalid("Ask for days that end after they start, 400 at most.", field="end")
        return self.piece(LayerDayOut, layers.days(self.actor, start_on, end_on))

    @extend_schema(operation_id="layers_choice", responses=LayerChoiceShape)
    @action(detail=False, methods=["get"])
    def choice(self, request: Request) -> Response:
        return self._chosen()

    @extend_schema(operation_id="layers_choose", request=LayerChoiceShape, responses=LayerChoiceShape)
    @choice.mapping.put
    def choose(self, request: Request) -> Response:
        """What lies over your calendar."""
        deeds.choose(self.actor, **self.body(LayerChoiceShape), now=self.now)
        return self._chosen()

    def reread(self, made: str = "") -> Response:
        """What was chosen, which is all that is changed here."""
        return self._chosen()

    def _chosen(self) -> Response:
        return Response(LayerChoiceShape(layers.choice(self.actor)).data)


class Birthdays(Resource):
    """The birthdays that you keep, and those that your partner shares with you."""

    area = Area.CALENDAR
    tells_of_both = False
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

    @extend_schema(operation_id="birthdays_share", request=SharedIn, responses={204: None})
    @action(detail=False, methods=["put"])
    def share(self, request: Request) -> Response:
        """Shows your partner exactly these of yours, and none but these."""
        deeds.share_birthdays(self.actor, self.body(SharedIn)["birthday_ids"], now=self.now)
        return Response(status=204)

    @extend_schema(
        operation_id="birthdays_bring_in",
        request={"text/vcard": OpenApiTypes.STR, "multipart/form-data": FileIn},
        responses=BroughtInOut,
    )
    @action(
        detail=False, methods=["post"], url_path="bring-in", parser_classes=(AddressBook, AddressBookForm)
    )
    def bring_in(self, request: Request) -> Response:
        """Keeps the birthdays of an address book (vCard), for you alone until you share them."""
        _name, data = files.sent(request, at_most=vcards.MAX_BYTES, name="contacts.vcf")
        return Response(BroughtInOut(deeds.bring_in_birthdays(self.actor, data, now=self.now)).data)

    def _birthday(self, birthday_id: UUID, *, status: int = 200) -> Response:
        found = layers.birthday(self.actor, birthday_id, now=self.now)
        return Response(BirthdayOut(found).data, status=status)
