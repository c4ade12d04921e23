"""The push device that is this browser: whoever signs out takes it along."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from planner import errors
from planner.actions.channels import devices

DEVICE: Final = "push_device_id"


def remember(request: HttpRequest, device_id: UUID) -> None:
    request.session[DEVICE] = str(device_id)


def forget(person_id: UUID, session: SessionBase) -> None:
    """Push to the browser of this session no more, unless somebody has taken it over since."""
    device_id = session.get(DEVICE)
    if device_id:
        with suppress(errors.NotFound):
            devices.remove(person_id, UUID(device_id), now=timezone.now())


def sign_out(request: HttpRequest) -> None:
    """Push here no more, if this session began it and nobody has taken the browser over since."""
    if request.user.pk:
        forget(request.user.pk, request.session)
