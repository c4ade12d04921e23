"""What Celery discovers: importing these modules registers their tasks."""

from tasks import (
    account_mail,
    account_texts,
    exports,
    imports,
    push_tests,
    reminders,
    subscriptions,
    times_to_go,
    upkeep,
)

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
]
