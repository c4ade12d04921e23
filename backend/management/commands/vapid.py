"""Makes the key that a grown installation signs its pushes with."""

from typing import Any

from django.core.management import BaseCommand

from planner.core import push


class Command(BaseCommand):
    help = "Make a key for push messages and print it as settings; nothing is stored."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        key = push.fresh_key()
        self.stdout.write(f"# Browsers are told: {push.public_key(push.private_key(key))}")
        self.stdout.write(f"VAPID_PRIVATE_KEY={key}")
