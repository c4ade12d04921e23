"""What Celery discovers: importing these modules registers their tasks."""

from tasks import exports, imports, subscriptions, upkeep
from tasks.lanes import account_mail, account_texts, push_tests, reminders, times_to_go, webhooks

__all__ = [
    "account_mail",
    "account_texts",
    "exports",
    "imports",
    "push_tests",
    "reminders",
    "subscriptions",
    "times_to_go",
    "upkeep",
    "webhooks",
]
