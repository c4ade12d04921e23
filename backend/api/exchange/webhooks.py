"""A person's own webhooks."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.webhooks import NewWebhookIn, SecretOut, ToldOut, WebhookIn, WebhookOut
from planner.actions.exchange import webhooks as deeds
from planner.queries.exchange import webhooks


class Webhooks(Resource):
    """Addresses that your own programs are told at. Each secret is shown once, when it is made or changed."""

    lookup_url_kwarg = "webhook_id"
    # As on the pages, the password is asked for again before messages go anywhere new.
    in_person = confirmed = ("create", "partial_update", "rotate")
    paged = ("list", "log")
    tells_of_both = False

    @extend_schema(operation_id="webhooks_list", responses=WebhookOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(WebhookOut, webhooks.webhooks(self.actor))

    @extend_schema(operation_id="webhooks_make", request=NewWebhookIn, responses={201: SecretOut})
    def create(self, request: Request) -> Response:
        webhook_id, secret = deeds.create(self.actor, **self.body(NewWebhookIn), now=self.now)
        return Response(SecretOut({"id": webhook_id, "secret": secret}).data, status=201)

    @extend_schema(operation_id="webhooks_read", responses=WebhookOut)
    def retrieve(self, request: Request, webhook_id: UUID) -> Response:
        return Response(WebhookOut(webhooks.webhook(self.actor, webhook_id)).data)

    @extend_schema(operation_id="webhooks_change", request=WebhookIn(partial=True), responses=WebhookOut)
    def partial_update(self, request: Request, webhook_id: UUID) -> Response:
        """Another name, or other kinds; the address stays."""
        before = webhooks.webhook(self.actor, webhook_id)
        given = {"name": before.name, "kinds": before.kinds} | self.body(WebhookIn, partial=True)
        deeds.edit(self.actor, webhook_id, **given, now=self.now)
        return self.retrieve(request, webhook_id)

    @extend_schema(operation_id="webhooks_end", responses={204: None})
    def destroy(self, request: Request, webhook_id: UUID) -> Response:
        deeds.remove(self.actor, webhook_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="webhooks_rotate", request=None, responses=SecretOut)
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, webhook_id: UUID) -> Response:
        """A new secret; for a day the one before signs as well."""
        secret = deeds.rotate(self.actor, webhook_id, now=self.now)
        return Response(SecretOut({"id": webhook_id, "secret": secret}).data)

    @extend_schema(operation_id="webhooks_test", request=None, responses={202: WebhookOut})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, webhook_id: UUID) -> Response:
        """A test message; what comes of it stands in its log within seconds."""
        deeds.test(self.actor, webhook_id, now=self.now)
        return Response(WebhookOut(webhooks.webhook(self.actor, webhook_id)).data, status=202)

    @extend_schema(operation_id="webhooks_resume", request=None, responses=WebhookOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, webhook_id: UUID) -> Response:
        """Start one again that has stopped."""
        deeds.resume(self.actor, webhook_id, now=self.now)
        return self.retrieve(request, webhook_id)

    @extend_schema(operation_id="webhooks_log", responses=ToldOut(many=True))
    @action(detail=True, methods=["get"])
    def log(self, request: Request, webhook_id: UUID) -> Response:
        """The last messages, the newest first."""
        return self.piece(ToldOut, webhooks.log(self.actor, webhook_id))
