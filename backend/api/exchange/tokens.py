"""A person's own tokens: made in person, seen and ended by whoever may."""

from datetime import timedelta
from uuid import UUID

from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.taken_away import NewTokenOut, TokenIn, TokenOut
from planner.actions.exchange import tokens as deeds
from planner.core.scopes import Scope
from planner.queries.exchange import tokens


class Tokens(Resource):
    """Your tokens for programs, without their secrets. Each is shown once, when it is made."""

    lookup_url_kwarg = "token_id"
    # A token that leaked must not make itself others.
    in_person = confirmed = ("create",)
    tells_of_both = False

    @extend_schema(operation_id="tokens_list", responses=TokenOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(TokenOut, tokens.tokens(self.actor, now=self.now))

    @sensitive_variables("token", "made")
    @extend_schema(operation_id="tokens_make", request=TokenIn, responses={201: NewTokenOut})
    def create(self, request: Request) -> Response:
        given = self.body(TokenIn)
        lasts = timedelta(days=given["days"]) if given["days"] else None
        scopes = [Scope(one) for one in given["scopes"]]
        token_id, token = deeds.create(
            self.actor, name=given["name"], scopes=scopes, lasts=lasts, now=self.now
        )
        made = TokenOut(tokens.one(self.actor, token_id, now=self.now)).data
        return Response(made | {"token": token}, status=201)

    @extend_schema(operation_id="tokens_read", responses=TokenOut)
    def retrieve(self, request: Request, token_id: UUID) -> Response:
        return Response(TokenOut(tokens.one(self.actor, token_id, now=self.now)).data)

    @extend_schema(operation_id="tokens_revoke", responses={204: None})
    def destroy(self, request: Request, token_id: UUID) -> Response:
        """It opens nothing from now on."""
        deeds.revoke(self.actor, token_id, now=self.now)
        return Response(status=204)
