"""The containers, held to the code: what they run, are told, may write and say of themselves."""

import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import resolve

from backend import embedded, wake_ups
from tests.test_project import settings_read

ROOT = Path(settings.BASE_DIR)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
NOBODY = 10001
SECRETS = {
    "DATABASE_PASSWORD",
    "EMAIL_URL",
    "EMAIL_WEBHOOK_SECRET",
    "FIELD_KEYS",
    "METRICS_TOKEN",
    "SECRET_KEY",
    "SMS_URL",
    "VAPID_PRIVATE_KEY",
}


def steps(name: str) -> list[list[str]]:
    """The words of each line of the Dockerfile that begins with this instruction."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    return [line.split()[1:] for line in lines if line.startswith(f"{name} ")]


def queues(service: dict[str, Any]) -> list[str]:
    command = service.get("command", [])
    return command[command.index("--queues") + 1].split(",") if "--queues" in command else []


def test_every_part_is_there_and_says_whether_it_is_well() -> None:
    silent = {name for name, service in SERVICES.items() if "healthcheck" not in service}

    workers = {"worker", "worker-files", "worker-outside"}
    assert set(OURS) == {"release", "web", "beat", "clock"} | workers
    assert set(SERVICES) == set(OURS) | {"postgres", "redis", "mailpit"}
    assert silent == {"release"}, "release ends by itself; all others run and must say how they are"


def test_every_queue_has_one_worker() -> None:
    served = [queue for service in OURS.values() for queue in queues(service)]

    assert sorted(served) == sorted(wake_ups.QUEUES)


@pytest.mark.parametrize("name", OURS)
def test_ours_are_told_only_what_the_settings_know(name: str) -> None:
    told = {one.removesuffix("_FILE") for one in OURS[name]["environment"]}

    assert told - settings_read() == set()
    assert told >= SECRETS


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files_that_the_service_is_given(name: str) -> None:
    service = SERVICES[name]
    told = service.get("environment", {})
    read = {value.removeprefix("/run/secrets/") for key, value in told.items() if key.endswith("_FILE")}

    assert SECRETS.isdisjoint(told)
    assert read == set(service.get("secrets", []))
    assert read <= set(COMPOSE["secrets"])
    assert all(one == {"file": f"secrets/{name}"} for name, one in COMPOSE["secrets"].items())


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_can_gain_rights(name: str) -> None:
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", OURS)
def test_ours_write_to_memory_alone_and_are_asked_to_stop_in_time(name: str) -> None:
    service = OURS[name]

    assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])
    assert service["init"] is True
    if name.startswith("worker"):
        assert int(service["stop_grace_period"].removesuffix("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_health_checks_ask_addresses_that_exist() -> None:
    asked = re.findall(r"http://[^/\"]+:8000(/\w+)", (ROOT / "docker-compose.yml").read_text())

    assert sorted(asked) == ["/healthz", "/readyz"]
    assert all(resolve(path) for path in asked)


def test_ports_are_open_to_this_machine_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert len(ports) == 2
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_mail_catcher_comes_only_when_asked_for() -> None:
    assert SERVICES["mailpit"]["profiles"] == ["mail-catcher"]
    assert [name for name in OURS if "mailpit" in OURS[name]["depends_on"]] == []


def test_the_script_makes_every_secret_once(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make = ["sh", str(ROOT / "scripts/secrets.sh"), str(folder)]

    subprocess.run(make, check=True)
    first = {path.name: path.read_text() for path in folder.iterdir()}
    subprocess.run(make, check=True)

    assert set(first) == set(COMPOSE["secrets"])
    assert {path.name: path.read_text() for path in folder.iterdir()} == first
    assert embedded.field_keys([first["field_keys"].strip()])
    assert len(first["secret_key"]) > 90 and len(first["database_password"]) > 40
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_image_runs_as_nobody_special() -> None:
    assert steps("USER") == [[str(NOBODY)]]


def copied(target: Path) -> None:
    """What the last stage of the Dockerfile copies from this folder, where it copies it."""
    for *sources, place in (words for words in steps("COPY") if not words[0].startswith("--from")):
        for source in sources:
            if source == "requirements.txt":
                continue
            into = target / place / (source.rpartition("/")[2] if place.endswith("/") else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, target / place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                into.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, into)


def as_nobody(*command: str, **how: Any) -> "subprocess.CompletedProcess[str]":
    who: Any = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return subprocess.run(command, capture_output=True, text=True, **who, **how)


def python_for_nobody() -> str | None:
    """This very version, where the image's user may start it: ours may lie in somebody's home."""
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        with suppress(OSError):
            if not as_nobody(python, "-c", "").returncode:
                return python
    return None


@pytest.mark.slow
@pytest.mark.skipif(
    os.geteuid() != 0 or not python_for_nobody(), reason="only root can start Python as somebody else"
)
def test_what_the_image_holds_is_enough_for_somebody_who_may_write_nowhere(tmp_path: Path) -> None:
    """Without an engine: the same files, owned by root, and a process of the image's user."""
    app, var = tmp_path / "app", tmp_path / "app" / "var"
    copied(app)
    subprocess.run(["chmod", "-R", "a+rX,go-w", str(tmp_path)], check=True)
    for parent in (tmp_path, *tmp_path.parents[:-2]):
        parent.chmod(parent.stat().st_mode | 0o011)
    var.mkdir()
    os.chown(var, NOBODY, NOBODY)
    told = {
        "PATH": os.defpath,
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ALONGSIDE_VAR": str(var),
        "DATABASE_URL": "postgresql://nobody@localhost/nothing",
        "SECRET_KEY": "only-to-collect-static-files",
        "FIELD_KEYS": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    }

    def manage(*words: str) -> "subprocess.CompletedProcess[str]":
        return as_nobody(str(python_for_nobody()), "manage.py", *words, cwd=app, env=told)

    built = manage("collectstatic", "--no-input")
    os.chown(var, 0, 0)
    subprocess.run(["chown", "-R", "0:0", str(var)], check=True)
    ran = manage("check")

    assert built.returncode == 0, built.stderr
    assert ran.returncode == 0, ran.stderr
    assert (var / "static" / "staticfiles.json").exists()
