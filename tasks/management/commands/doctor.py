"""Looks the installation over and says in plain words what is wrong and what to do."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from tasks.doctor import engine, machine, stores, ways_out
from tasks.doctor.findings import Finding, Level, wrong

Look = Callable[[], Iterable[Finding]]
WITHOUT_DATABASE: tuple[Look, ...] = (
    machine.checks,
    machine.static_files,
    machine.room,
    machine.secret_files,
    stores.broker,
)
WITH_DATABASE: tuple[Look, ...] = (
    stores.keys,
    stores.clocks,
    engine.heartbeats,
    engine.waiting,
    engine.dead_letters,
)


class Command(BaseCommand):
    help = (
        "Look this installation over. Ends with 1 when something is wrong; sends nothing without --send-to."
    )
    # It says itself what they say.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--send-to", metavar="ADDRESS", default="", help="send a test mail there, too")
        parser.add_argument("--json", dest="as_json", action="store_true", help="for programs")

    def handle(self, *args: Any, send_to: str, as_json: bool, **options: Any) -> None:
        findings = list(_looked(send_to))
        self.stdout.write(_json(findings) if as_json else _text(findings))
        if any(one.level == Level.WRONG for one in findings):
            sys.exit(1)


def _looked(send_to: str) -> Iterator[Finding]:
    ways: tuple[Look, ...] = (partial(ways_out.mail, send_to), ways_out.texts, ways_out.pushes)
    for one in (*WITHOUT_DATABASE, *ways):
        yield from _guarded(one)
    database = _guarded(stores.database)
    yield from database
    if all(one.level == Level.WELL for one in database):
        for one in WITH_DATABASE:
            yield from _guarded(one)


def _guarded(look: Look) -> list[Finding]:
    """One part that cannot even be looked at must not hide the others."""
    try:
        return list(look())
    except Exception as error:
        part = getattr(look, "__name__", "this").replace("_", " ")
        return [
            wrong(part, f"could not be looked at ({type(error).__name__})", "The other lines may say why.")
        ]


def _text(findings: Iterable[Finding]) -> str:
    return "\n".join(line for one in findings for line in _lines(one))


def _lines(one: Finding) -> Iterator[str]:
    yield f"{one.level:<12}  {one.part}: {one.said}"
    if one.do:
        yield f"{'':<12}  → {one.do}"


def _json(findings: Iterable[Finding]) -> str:
    return json.dumps([asdict(one) for one in findings], ensure_ascii=False)
