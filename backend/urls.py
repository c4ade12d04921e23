"""Every address there is: pages, the API, the secret calendar addresses, and the state of health."""

from django.conf import settings
from django.urls import include, path

from backend import admin, health, metrics
from backend.web.views.people import security, sign_out

handler404 = "backend.web.errors.not_found"
urlpatterns = [
    # First, because phones ask all day.
    path("feeds/", include("backend.feeds.urls")),
    path("", include("backend.web.urls")),
    path("accounts/logout/", sign_out.sign_out, name="account_logout"),
    path("accounts/2fa/", security.instead, name="mfa_index"),
    path("accounts/2fa/webauthn/", security.instead, name="mfa_list_webauthn"),
    path("accounts/2fa/webauthn/add/", security.passkey_new, name="mfa_add_webauthn"),
    path("accounts/sessions/", security.instead, name="usersessions_list"),
    path("accounts/password/set/", security.password_set, name="account_set_password"),
    path("accounts/", include("allauth.urls")),
    path("webhooks/", include("backend.webhooks.urls")),
    path("api/", include("backend.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.page, name="metrics"),
    *([path(f"{settings.ADMIN_PATH}/", admin.site.urls)] if settings.ADMIN_PATH else []),
]
