"""Encrypts everything with the first key of FIELD_KEYS, so that the older ones can be taken off the list."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from backend.web.accounts import second_steps
from planner.actions.engine import keys
from planner.queries.engine import sealed_columns

_SECOND_STEPS = "mfa.Authenticator"
_AGAIN = " Run this once more when every process was started with the new key."
_PUT_BACK = " Put that key back at the end of the list."
_KEEP = " Keep it in the list: without it, a text could go to them."


class Command(BaseCommand):
    help = (
        "Encrypt everything anew with the first key of FIELD_KEYS, beside running processes if there are any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is left")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not check:
            self._rotate()
        left = list(_left())
        for line in left:
            self.stdout.write(line)
        if left:
            sys.exit(1)
        self.stdout.write("Everything is under the first key: the others may go from FIELD_KEYS.")

    def _rotate(self) -> None:
        for table in sealed_columns.tables():
            done = keys.rotate(table)
            if done.rows:
                self.stdout.write(f"{table}: {done.rows} rows encrypted anew.")
        if rows := second_steps.seal_again():
            self.stdout.write(f"{_SECOND_STEPS}: {rows} rows encrypted anew.")


def _left() -> Iterator[str]:
    """What still needs an older key, in words."""
    for table in sealed_columns.tables():
        if rows := sealed_columns.behind(table).count():
            yield f"{table}: {rows} rows are not under the first key.{_AGAIN}"
    if rows := second_steps.behind():
        yield f"{_SECOND_STEPS}: {rows} rows are not under the first key.{_AGAIN}"
    for table, key in sealed_columns.under_unknown_keys():
        yield f"{table}: something is under the key {key.hex()}, which is not in FIELD_KEYS.{_PUT_BACK}"
    if len(settings.FIELD_KEYS) > 1 and (bare := sealed_columns.stopped_without_number()):
        yield f"{bare} numbers that texted STOP are known by an older key alone.{_KEEP}"
