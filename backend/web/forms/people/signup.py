"""Sign-up as allauth does it, as long for an address that has an account as for one that has none."""

from typing import Any

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse


class EvenHanded(SignupForm):  # type: ignore[misc]
    """Hashing a password takes longer than all the rest together, so it is done for a taken address too."""

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        answer: tuple[Any, HttpResponse | None] = super().try_save(request)
        return answer
