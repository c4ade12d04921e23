"""A person's own secret calendar addresses."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.reminders.log import FeedIn, FeedOut, NewAddressOut
from planner.actions.exchange import feeds as deeds
from planner.core.feed_choices import USUAL, Choices, Scope
from planner.queries.exchange import feeds


class Feeds(Resource):
    """Addresses for a phone to subscribe to. Each is shown once, when it is made or changed."""

    # An address leads to the whole calendar without a password, so one is asked for when it is made.
    in_person = confirmed = ("create", "partial_update", "rotate")
    tells_of_both = False
    lookup_url_kwarg = "feed_id"

    @extend_schema(operation_id="feeds_list", responses=FeedOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(FeedOut, feeds.feeds(self.actor))

    @extend_schema(operation_id="feeds_make", request=FeedIn, responses={201: NewAddressOut})
    def create(self, request: Request) -> Response:
        given = self.body(FeedIn)
        name = given.pop("name")
        feed_id, token = deeds.create(self.actor, name=name, choices=_choices(given, USUAL), now=self.now)
        return _address(feed_id, token, status=201)

    @extend_schema(operation_id="feeds_read", responses=FeedOut)
    def retrieve(self, request: Request, feed_id: UUID) -> Response:
        return Response(FeedOut(feeds.feed(self.actor, feed_id)).data)

    @extend_schema(operation_id="feeds_change", request=FeedIn(partial=True), responses=FeedOut)
    def partial_update(self, request: Request, feed_id: UUID) -> Response:
        """Another name or other choices; the address stays, and what reads it shows so when it next asks."""
        before = feeds.feed(self.actor, feed_id)
        given = self.body(FeedIn, partial=True)
        name = given.pop("name", before.name)
        deeds.edit(self.actor, feed_id, name=name, choices=_choices(given, before.choices))
        return self.retrieve(request, feed_id)

    @extend_schema(operation_id="feeds_rotate", request=None, responses=NewAddressOut)
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, feed_id: UUID) -> Response:
        """A new address; the old one stops at once."""
        return _address(feed_id, deeds.rotate(self.actor, feed_id, now=self.now))

    @extend_schema(operation_id="feeds_revoke", responses={204: None})
    def destroy(self, request: Request, feed_id: UUID) -> Response:
        deeds.revoke(self.actor, feed_id, now=self.now)
        return Response(status=204)


def _choices(given: dict[str, Any], before: Choices) -> Choices:
    """What was chosen before, but for what is given."""
    scope = {"scope": Scope(given["scope"])} if "scope" in given else {}
    return replace(before, **given | scope)


def _address(feed_id: UUID, token: str, *, status: int = 200) -> Response:
    url = settings.PUBLIC_URL + reverse("feeds:feed", kwargs={"token": token})
    made = {"id": feed_id, "url": url, "webcal_url": "webcal://" + url.split("://", 1)[1]}
    return Response(NewAddressOut(made).data, status=status)
