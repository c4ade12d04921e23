"""The secret calendar address. It ends in `.ics` because some clients look at nothing else."""

from django.urls import path

from backend.feeds import views

app_name = "feeds"
urlpatterns = [path("<str:token>.ics", views.feed, name="feed")]
