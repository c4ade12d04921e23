"""The push device that is this browser: whoever signs out takes it along."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from planner import errors
from planner.actions.channels import devices

DEVICE: Final = "push_device_id"


def remember(request: HttpRequest, device_id: UUID) -> None:
    request.session[DEVICE] = str(device_id)


def sign_out(request: HttpRequest) -> None:
    """Push here no more, if this session began it and nobody has taken the browser over since."""
    device_id = request.session.get(DEVICE)
    if device_id and request.user.pk:
        with suppress(errors.NotFound):
            devices.remove(UUID(str(request.user.pk)), UUID(device_id), now=timezone.now())
