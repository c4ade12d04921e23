"""Laws about the project itself that no other tool checks."""

import ast
import re
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from packaging.version import Version

ROOT = Path(settings.BASE_DIR)
REQUIREMENTS = [
    ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "tests/interop/requirements.txt")
]
PROGRAMS = {"gunicorn", "celery", "python", "redis-server", "redis-cli", "pg_isready", "/mailpit", "find"}
ONLY_FOR_TESTS = {
    "ALONGSIDE_TEST_DATABASE_URL",
    "ALONGSIDE_TEST_REDIS_URL",
    "ALONGSIDE_TEST_CHROMIUM",
    "ALONGSIDE_BENCH_ROWS",
    "ALONGSIDE_FUZZ_EACH",
    "ALONGSIDE_SAMPLES",
    "CI",
}
UNCHECKED_TEXTS = {".md", ".html", ".txt", ".css", ".js"}
"""Files that no linter reads."""
LONGEST_FUNCTION = 40
LONGEST_FILE = 300


def _sources(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def settings_read() -> set[str]:
    """The first argument of every `env.…("NAME", …)` in the settings."""
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "backend/settings.py").read_text()))
        if isinstance(node, ast.Call)
    ]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def _settings_documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))


def _services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def _procfile() -> dict[str, list[str]]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return {name: shlex.split(command) for name, command in (line.split(":", 1) for line in lines)}


def _commands() -> Iterator[list[str]]:
    """Every command that the Procfile and the containers run."""
    yield from _procfile().values()
    for service in _services().values():
        if "command" in service:
            yield service["command"]
        kind, *check = service.get("healthcheck", {}).get("test", ["CMD", "python"])
        yield shlex.split(check[0]) if kind == "CMD-SHELL" else check


def test_settings_are_all_documented_and_nothing_else_is() -> None:
    read = settings_read()

    assert "DATABASE_URL" in read
    assert _settings_documented() == read | ONLY_FOR_TESTS


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_requirements_are_all_pinned(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-r "))]

    loose = [line for line in lines if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)]

    assert lines
    assert loose == []


@pytest.mark.parametrize(
    ("package", "floor"),
    [("Django", "5.2.19"), ("django-allauth", "65.21"), ("icalendar", "7.3")],
)
def test_dependencies_are_no_older_than_their_known_defects(package: str, floor: str) -> None:
    assert Version(version(package)) >= Version(floor)


def test_procfile_and_containers_run_only_what_exists() -> None:
    commands = list(_commands())
    management = {command[2] for command in commands if command[:2] == ["python", "manage.py"]}
    scripts = {command[1] for command in commands if len(command) > 1 and command[1].startswith("scripts/")}

    assert {command[0] for command in commands} <= PROGRAMS
    assert {"remind", "migrate"} <= management <= set(get_commands())
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def test_procfile_starts_web_worker_beat_and_clock() -> None:
    assert set(_procfile()) == {"web", "worker", "beat", "clock"}


def test_no_text_holds_half_a_merge() -> None:
    folders = (ROOT / name for name in ("docs", "backend", "planner", "tests"))
    texts = [path for folder in folders for path in folder.rglob("*") if path.suffix in UNCHECKED_TEXTS]
    texts += ROOT.glob("*.md")

    assert ROOT / "CHANGELOG.md" in texts
    marked = [path for path in texts if re.search(r"^(<{7}|>{7}) ", path.read_text(), re.MULTILINE)]
    assert marked == []


def test_models_never_read_the_clock() -> None:
    keywords = {
        f"{path.name}:{node.value.lineno}"
        for path in _sources("planner")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    }

    assert keywords == set()


def _too_long(path: Path) -> Iterator[str]:
    text = path.read_text()
    if text.count("\n") > LONGEST_FILE:
        yield f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_functions_and_files_stay_small() -> None:
    sources = _sources("planner", "backend", "tasks", "scripts")

    assert sources
    assert [line for path in sources for line in _too_long(path)] == []
