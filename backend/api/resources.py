"""What all resources have in common: whose request it is, how bodies are read, how lists are handed out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from rest_framework import exceptions, serializers
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from backend.api.paging import Pieces
from backend.api.permissions import ConfirmedLately, InPerson
from backend.api.rules import asked, conditions, once
from backend.api.rules.scopes import InScope
from backend.api.rules.throttles import Mails, PerPerson, PerToken, Strangers
from planner.actions.engine import locks
from planner.core.scopes import Area

Shape = type[serializers.Serializer[Any]]
PAGING = frozenset({"limit", "offset"})


class Resource(ViewSet):
    """A view set over queries and actions: nothing in it knows a row.

    `area` is what a token must be for; `asks` are the names behind the question mark that its deeds take, but
    for those of a list's pieces; `needs_match` are deeds that want If-Match; `in_person` those that take a
    session, and `confirmed` the password anew; `sends` are those after which a mail or a text goes out.
    """

    lookup_value_converter = "uuid"
    pagination_class = Pieces
    permission_classes = (IsAuthenticated, InScope)
    throttle_classes = (PerPerson, PerToken, Mails)
    lookup_url_kwarg: ClassVar[str] = ""
    area: ClassVar[Area | None] = None
    asks: ClassVar[Mapping[str, Shape]] = {}
    needs_match: Collection[str] = ()
    paged: ClassVar[Collection[str]] = ("list",)
    in_person: ClassVar[Collection[str]] = ()
    confirmed: ClassVar[Collection[str]] = ()
    sends: ClassVar[Collection[str]] = ()
    tells_of_both = True
    """Whether its answers hold words of the other: such are never kept, because they may be taken back."""

    @property
    def actor(self) -> UUID:
        """Who asks: a signed-in person, for the permission class lets nobody else in."""
        return UUID(str(self.request.user.pk))

    @property
    def now(self) -> datetime:
        return timezone.now()

    def get_permissions(self) -> list[Any]:
        asked = list(super().get_permissions())
        asked += [InPerson()] if self.action in self.in_person else []
        return asked + ([ConfirmedLately()] if self.action in self.confirmed else [])

    def body(self, shape: Shape, *, partial: bool = False) -> dict[str, Any]:
        """The request's body in this shape. Raises ValidationError."""
        given = shape(data=self.request.data, partial=partial)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark. Raises ValidationError."""
        return asked.read(self.request, self.asks[self.action])

    def piece(self, shape: Shape, everything: Sequence[Any]) -> Response:
        """The piece of a short list that was asked for."""
        pieces = Pieces()
        limit, offset = pieces.asked(self.request)
        return pieces.answer(everything[offset : offset + limit + 1], shape, self.request)

    @property
    def can_be_read(self) -> bool:
        """Whether there is anything to read where this request goes; a list is added to as it is."""
        own = getattr(type(self), "reread", None) is not Resource.reread
        return own or (hasattr(self, "retrieve") and self.lookup_url_kwarg in ("", *self.kwargs))

    def reread(self, made: str = "") -> Response:
        """What a read of it answers now; `made` is the id of what a POST made. Raises `NotFound`."""
        about = {self.lookup_url_kwarg: UUID(made)} if made and not self.kwargs else self.kwargs
        read: Any = getattr(self, "retrieve", None)
        found: Response = read(self.request, **about)
        return found

    def hold(self) -> None:
        """Keep what it is about as it is until the transaction ends: of what is one's own, by its owner."""
        locks.person(self.actor)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if str(request.method).lower() not in self.action_map:
            return
        shape = self.asks.get(self.action)
        names = shape().fields.keys() if shape else frozenset()
        asked.check(request, names | (PAGING if self.action in self.paged else frozenset()))
        if request.method not in SAFE_METHODS:
            # The framework looks for the deed only after this.
            name = str(request.method).lower()
            setattr(self, name, partial(self._carried_out, getattr(self, name)))

    def _carried_out(self, deed: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        plain = partial(deed, request, *args, **kwargs)
        return once.answered(self, request, partial(conditions.kept, self, request, plain))

    def handle_exception(self, exc: Exception) -> Response:
        """Whoever is not let in is told so a few times a minute, and then when to come back."""
        if isinstance(exc, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
            strangers = Strangers()
            if not strangers.allow_request(self.request, self):
                exc = exceptions.Throttled(strangers.wait())
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        is_read = request.method in ("GET", "HEAD") and final.status_code == 200
        if is_read and isinstance(final, Response):
            return conditions.answered(request, final)
        return final
