"""Who is asking: a personal token in the Authorization header (RFC 6750), else the session of a page."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from backend.middleware import speak
from planner.actions.exchange import tokens as deeds
from planner.queries.exchange import tokens

SCHEME = "Bearer"


class PersonalToken(BaseAuthentication):
    """`Authorization: Bearer al_…`. A header with anything else is refused, not passed over."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, str] | None:
        scheme, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        owner_id = tokens.owner_of(token.strip())
        person = get_user_model().objects.filter(pk=owner_id, is_active=True).first() if owner_id else None
        if person is None:
            raise AuthenticationFailed("This token is not known here, or it was revoked.")
        deeds.note_use(token.strip(), now=timezone.now())
        # The middleware knows sessions alone; it forgets this too when the request is over.
        speak(person.language, person.tzid)
        return person, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="Alongside"'
