"""Deeds that ask for the password again when it was last given some time ago."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

lately: Callable[[View], View] = reauthentication_required
