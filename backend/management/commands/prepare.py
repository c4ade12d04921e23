"""Makes the embedded default ready: tables, the demo couple once, and the lines that say where and who."""

import json
import os
import secrets
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction
from django.utils import timezone

from planner.actions.people import demo


class Command(BaseCommand):
    help = "Prepare the embedded default and print its address and the demo couple's sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave the demo couple out")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                "DATABASE_URL is set, so this is no embedded default: run `manage.py migrate`."
            )
        _make_folders()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0, stdout=StringIO())
        self.stdout.write(f"Alongside: {settings.PUBLIC_URL}/")
        if not options["no_demo"]:
            for account in _demo_accounts(settings.VAR / "demo.json"):
                self.stdout.write(f"sign in: {account.email} {account.password}")


def _make_folders() -> None:
    """All of it is for the one who runs this alone: the database lies there, and the keys to it."""
    for name in ("broker", "broker-control", "static"):
        (settings.VAR / name).mkdir(parents=True, exist_ok=True)
    settings.VAR.chmod(0o700)


def _demo_accounts(path: Path) -> list[demo.Account]:
    """The demo couple, made on the first call; afterwards what the file says of them."""
    if path.exists():
        return [demo.Account(**one) for one in json.loads(path.read_text())]
    accounts = [
        demo.Account("Mira", "mira@alongside.example", secrets.token_urlsafe(12)),
        demo.Account("Jonas", "jonas@alongside.example", secrets.token_urlsafe(12)),
    ]
    _load(accounts, path)
    return accounts


def _load(accounts: list[demo.Account], path: Path) -> None:
    """The file is written last inside the transaction, so that it never names people who are not there."""
    with transaction.atomic():
        people = demo.load(*accounts, now=timezone.now())
        for person_id, account in zip(people, accounts, strict=True):
            EmailAddress.objects.create(user_id=person_id, email=account.email, verified=True, primary=True)
        _write_private(path, json.dumps([_as_dict(one) for one in accounts]))


def _as_dict(account: demo.Account) -> dict[str, str | None]:
    return {"name": account.name, "email": account.email, "password": account.password}


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
