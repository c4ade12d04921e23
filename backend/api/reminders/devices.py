"""A person's own devices that take push messages."""

from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.reminders.devices import DeviceIn, DeviceOut, SenderKeyOut
from planner import errors
from planner.actions.channels import devices as deeds
from planner.actions.channels import push_tests
from planner.core.scopes import Area
from planner.queries.channels import devices
from planner.queries.engine import offered


class Devices(Resource):
    """Browsers that take push messages for you. Where a push goes is never read back."""

    area = Area.REMINDERS
    # As on the pages, the password is asked for again before messages go anywhere new.
    in_person = confirmed = ("create",)
    tells_of_both = False
    lookup_url_kwarg = "device_id"

    @extend_schema(operation_id="devices_list", responses=DeviceOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(DeviceOut, devices.devices(self.actor))

    @extend_schema(operation_id="devices_add", request=DeviceIn, responses={201: DeviceOut})
    def create(self, request: Request) -> Response:
        given = self.body(DeviceIn)
        added = deeds.add(
            self.actor, endpoint=given["endpoint"], **given["keys"], label=given["name"], now=self.now
        )
        return self._device(added, status=201)

    @extend_schema(operation_id="devices_read", responses=DeviceOut)
    def retrieve(self, request: Request, device_id: UUID) -> Response:
        return self._device(device_id)

    @extend_schema(operation_id="devices_remove", responses={204: None})
    def destroy(self, request: Request, device_id: UUID) -> Response:
        deeds.remove(self.actor, device_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="devices_test", request=None, responses={202: DeviceOut})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, device_id: UUID) -> Response:
        """A test message to this device; what comes of it stands in `test` within seconds."""
        push_tests.ask(self.actor, device_id, now=self.now)
        return self._device(device_id, status=202)

    @extend_schema(operation_id="devices_key", responses=SenderKeyOut)
    @action(detail=False, methods=["get"])
    def key(self, request: Request) -> Response:
        """The key that a browser subscribes with; 404 where push is not set up."""
        if not offered.pushes():
            raise errors.NotFound
        return Response(SenderKeyOut({"application_server_key": settings.VAPID_PUBLIC_KEY}).data)

    def _device(self, device_id: UUID, *, status: int = 200) -> Response:
        return Response(DeviceOut(devices.device(self.actor, device_id)).data, status=status)
