"""Says who may see how the installation runs (docs/operations.md)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from planner.actions.people import running


class Command(BaseCommand):
    help = "Let the account with this address see how the installation runs, and nothing of anybody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--end", action="store_true", help="no longer")

    def handle(self, *args: Any, address: str, end: bool, **options: Any) -> None:
        if not running.appoint(address, is_staff=not end):
            raise CommandError("Nobody here has this address.")
        self.stdout.write("No longer." if end else "They may from now on.")
