"""The pages of webhooks, under /me/webhooks/."""

from django.urls import path

from backend.web.views.exchange import webhooks

A_WEBHOOK = "<uuid:webhook_id>/"

urlpatterns = [
    path("", webhooks.webhooks, name="webhooks"),
    path("new/", webhooks.webhook_new, name="webhook_new"),
    path(A_WEBHOOK, webhooks.webhook, name="webhook"),
    path(f"{A_WEBHOOK}edit/", webhooks.webhook_edit, name="webhook_edit"),
    path(f"{A_WEBHOOK}test/", webhooks.webhook_test, name="webhook_test"),
    path(f"{A_WEBHOOK}resume/", webhooks.webhook_resume, name="webhook_resume"),
    path(f"{A_WEBHOOK}rotate/", webhooks.webhook_rotate, name="webhook_rotate"),
    path(f"{A_WEBHOOK}remove/", webhooks.webhook_remove, name="webhook_remove"),
]
