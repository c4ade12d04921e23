"""allauth's forms for the second step, where ours ask for more or say it otherwise."""

from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

NAME_MAX: Final = 80
_VALID_S: Final = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
"""For how long a code of an app is taken: its own half minute, and one before and after it."""


class _Once(BaseAuthenticateForm):  # type: ignore[misc]
    """A code of an app is taken once (RFC 6238, 5.2); allauth forgets it while it would still be taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)
        self.fields["code"].help_text = _("From your authenticator app, or one of your recovery codes.")

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"totp:{self.user.pk}:{digits}", True, _VALID_S):
                raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_Once, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class ConfirmForm(_Once, ReauthenticateForm):  # type: ignore[misc]
    """The same, of somebody who is signed in."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code that a new app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that the app shows now")
        self.fields["code"].widget.attrs.update(inputmode="numeric")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, which signs in by itself: the device asks for a finger, a face or a PIN."""

    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    name = forms.CharField(label=_("What do you call it?"), max_length=NAME_MAX, required=False)


class RenameForm(EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("What do you call it?"), max_length=NAME_MAX)
