"""Every address there is: pages, the API, the secret calendar addresses, and the state of health."""

from django.urls import include, path

from backend import health, metrics
from backend.web.views.people import sign_out

handler404 = "backend.web.errors.not_found"
urlpatterns = [
    # First, because phones ask all day.
    path("feeds/", include("backend.feeds.urls")),
    path("", include("backend.web.urls")),
    path("accounts/logout/", sign_out.sign_out, name="account_logout"),
    path("accounts/", include("allauth.urls")),
    path("webhooks/", include("backend.webhooks.urls")),
    path("api/", include("backend.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.page, name="metrics"),
]
