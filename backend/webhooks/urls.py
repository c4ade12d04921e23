"""Where providers tell us what became of what they were given."""

from django.urls import path

from backend.webhooks import mail

app_name = "webhooks"

urlpatterns = [
    path("mail/<slug:provider>/", mail.tracking, name="mail"),
]
