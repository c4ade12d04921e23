"""What a token is good for. A session is its person and may do all that a page lets them do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from planner.core import scopes
from planner.core.scopes import Area


class InScope(BasePermission):
    """Of a resource that belongs to no area, only a token for everything may know."""

    code = "out_of_scope"
    message = _("This token is not for this. Make one whose scopes say so.")

    def has_permission(self, request: Request, view: Any) -> bool:
        grant: Any = request.auth
        if grant is None:
            return True
        area: Area | None = getattr(view, "area", None)
        is_let_in = scopes.may_read if request.method in SAFE_METHODS else scopes.may_write
        return is_let_in(grant.scopes, area)
