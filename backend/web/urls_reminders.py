"""The page of one's own reminders, and how, when and whether they come."""

from django.urls import path

from backend.web.views.reminders import digest, email, ladder, log, page, push, quiet, texts

A_LADDER = "ladder/<str:kind>/"
A_DEVICE = "push/<uuid:device_id>/"

urlpatterns = [
    path("", page.page, name="reminders"),
    path("resume/", page.resume, name="reminders_resume"),
    path("log/", log.log, name="reminders_log"),
    path("dismiss/", log.dismiss, name="reminders_dismiss"),
    path("digest/", digest.digest, name="reminders_digest"),
    path("quiet/", quiet.quiet, name="reminders_quiet"),
    path("email/test/", email.test, name="reminders_email_test"),
    path(
        "email/works/<uuid:mail_id>/<str:token>/",
        email.works,
        name="reminders_email_works",
    ),
    path(A_LADDER, ladder.ladder, name="reminders_ladder"),
    path(f"{A_LADDER}empty/", ladder.empty, name="reminders_ladder_empty"),
    path(f"{A_LADDER}reset/", ladder.reset, name="reminders_ladder_reset"),
    path("push/new/", push.new, name="reminders_push_new"),
    path("push/no/", push.no, name="reminders_push_no"),
    path("push/mailbox/", push.mailbox, name="reminders_push_mailbox"),
    path(f"{A_DEVICE}remove/", push.remove, name="reminders_push_remove"),
    path(f"{A_DEVICE}test/", push.test, name="reminders_push_test"),
    path("texts/", texts.texts, name="reminders_texts"),
    path("texts/number/", texts.number, name="reminders_texts_number"),
    path("texts/code/", texts.code, name="reminders_texts_code"),
    path("texts/again/", texts.again, name="reminders_texts_again"),
    path("texts/test/", texts.test, name="reminders_texts_test"),
    path("texts/remove/", texts.remove, name="reminders_texts_remove"),
]
