"""Where providers tell us what became of what they were given."""

from django.urls import path

from backend.webhooks import mail, sms

app_name = "webhooks"

urlpatterns = [
    path("mail/<slug:provider>/", mail.tracking, name="mail"),
    path("sms/", sms.signed, name="sms"),
    path("sms/twilio/", sms.twilio, name="sms_twilio"),
    path("sms/twilio/status/<uuid:key>/", sms.twilio_status, name="sms_twilio_status"),
]
