"""Who is asking: a personal token in the Authorization header (RFC 6750), else the session of a page."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from backend.middleware import speak
from planner.actions.exchange import tokens as deeds
from planner.queries.exchange import tokens
from planner.queries.exchange.tokens import Grant

SCHEME = "Bearer"


class PersonalToken(BaseAuthentication):
    """`Authorization: Bearer al_…`. A header with anything else is refused, not passed over."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Grant] | None:
        scheme, _space, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        now, given = timezone.now(), token.strip()
        grant = tokens.grant(given, now=now)
        person = get_user_model().objects.filter(pk=grant.owner_id, is_active=True).first() if grant else None
        if grant is None or person is None:
            raise AuthenticationFailed(_("This token is not known here, was revoked, or has run out."))
        deeds.note_use(given, now=now)
        # The middleware knows sessions alone; it forgets this too when the request is over.
        speak(person.language, person.tzid)
        return person, grant

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="Alongside"'
