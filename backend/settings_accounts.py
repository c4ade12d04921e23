"""The part of `backend.settings` that is about accounts; nothing of it comes from the environment."""

from datetime import timedelta

LOGIN_REDIRECT_URL = "/"
ACCOUNT_SIGNUP_REDIRECT_URL = "web:start"
LOGIN_URL = "/accounts/login/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "backend.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "backend.web.forms.people.signup.EvenHanded"}
ACCOUNT_SIGNUP_FORM_CLASS = "backend.web.forms.people.accounts.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A code to sign in with; more than mail takes to arrive, and less than a mailbox stays open.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=10).total_seconds())
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Counted in the cache, so by all processes together. Beside allauth's own: a mail to an address that somebody
# else typed comes seldom.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/10m/key", "reset_password": "20/m/ip,3/10m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
MFA_ADAPTER = "backend.web.accounts.second_steps.Adapter"
MFA_FORMS = {
    "authenticate": "backend.web.accounts.forms.SecondStepForm",
    "reauthenticate": "backend.web.accounts.forms.ConfirmForm",
    "activate_totp": "backend.web.accounts.forms.AppForm",
    "add_webauthn": "backend.web.accounts.forms.PasskeyForm",
    "edit_webauthn": "backend.web.accounts.forms.RenameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Shown later, they would be anybody's who knows the password; making new ones is noted.
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
# Nobody signs in without a confirmed address; one that is still to be confirmed must not be in the way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_ADAPTER = "backend.web.accounts.sessions.Adapter"
