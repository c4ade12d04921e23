"""Outside calendars that are read for a person."""

from uuid import UUID

from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.subscriptions import SubscriptionEdit, SubscriptionIn, SubscriptionOut
from backend.api.shapes.people import EventIdsIn
from planner.actions.exchange import subscriptions as deeds
from planner.core.scopes import Area
from planner.queries.exchange import subscriptions


class Subscriptions(Resource):
    """Outside addresses, read every hour. Of an address only its host ever comes back."""

    area = Area.CALENDAR
    tells_of_both = False
    lookup_url_kwarg = "subscription_id"

    @extend_schema(operation_id="subscriptions_list", responses=SubscriptionOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(SubscriptionOut, subscriptions.subscriptions(self.actor, now=self.now))

    @sensitive_variables("given")
    @extend_schema(
        operation_id="subscriptions_make", request=SubscriptionIn, responses={201: SubscriptionOut}
    )
    def create(self, request: Request) -> Response:
        """It is read within seconds. Until you say otherwise the other sees only that you are busy."""
        given = self.body(SubscriptionIn)
        made = deeds.subscribe(self.actor, **given, now=self.now)
        return self._one(made, status=201)

    @extend_schema(operation_id="subscriptions_read", responses=SubscriptionOut)
    def retrieve(self, request: Request, subscription_id: UUID) -> Response:
        return self._one(subscription_id)

    @sensitive_variables("given")
    @extend_schema(operation_id="subscriptions_change", request=SubscriptionEdit, responses=SubscriptionOut)
    def partial_update(self, request: Request, subscription_id: UUID) -> Response:
        """`visibility` holds for all that is in it."""
        given = self.body(SubscriptionEdit)
        deeds.edit(self.actor, subscription_id, **given, now=self.now)
        return self._one(subscription_id)

    @extend_schema(operation_id="subscriptions_end", responses={204: None})
    def destroy(self, request: Request, subscription_id: UUID) -> Response:
        """Its events go with it."""
        deeds.unsubscribe(self.actor, subscription_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="subscriptions_refresh", request=None, responses={202: SubscriptionOut})
    @action(detail=True, methods=["post"])
    def refresh(self, request: Request, subscription_id: UUID) -> Response:
        """Has it read at once. 400 `too_often` within a minute of the last time."""
        deeds.refresh_now(self.actor, subscription_id, now=self.now)
        return self._one(subscription_id, status=202)

    @extend_schema(operation_id="subscriptions_empty", request=None, responses={202: SubscriptionOut})
    @action(detail=True, methods=["post"])
    def empty(self, request: Request, subscription_id: UUID) -> Response:
        """A yes to `vanished`: the source is empty now, what it brought may go. 409 if nobody asked."""
        deeds.confirm_empty(self.actor, subscription_id, now=self.now)
        return self._one(subscription_id, status=202)

    @extend_schema(operation_id="subscriptions_share", request=EventIdsIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def share(self, request: Request, subscription_id: UUID) -> Response:
        """Shows these of its events to your partner: those that involve you both."""
        deeds.share(self.actor, subscription_id, self.body(EventIdsIn)["event_ids"], now=self.now)
        return Response(status=204)

    def _one(self, subscription_id: UUID, *, status: int = 200) -> Response:
        found = subscriptions.one(self.actor, subscription_id, now=self.now)
        return Response(SubscriptionOut(found).data, status=status)
