"""The pages."""

from django.urls import URLPattern, register_converter

from backend.web.converters import OccurrenceSlug

register_converter(OccurrenceSlug, "occurrence")

app_name = "web"
urlpatterns: list[URLPattern] = []
