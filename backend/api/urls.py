"""The API's addresses, its schema, and a page to read it on."""

from django.urls import include, path, re_path

from backend.api import docs, errors, routes

app_name = "api"
urlpatterns = [
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.Browse.as_view(), name="docs"),
    path("v1/", include(routes.urlpatterns)),
    re_path("^.*$", errors.Nothing.as_view(), name="nothing"),
]
