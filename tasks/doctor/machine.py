"""The settings, and what lies on this machine's disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import ERROR, run_checks

from tasks.doctor.findings import Finding, look, well, wrong

LITTLE_ROOM_BYTES = 1_000_000_000
NO_ROOM_BYTES = 100_000_000
A_STATIC_FILE = "alongside/js/alongside.js"
SECRETS = ("secrets.json", "vapid.key", "demo.json", "alongside.sqlite3")
MOUNTED = Path("/run/secrets")
"""Whoever runs in a container is alone there."""


def checks() -> Iterator[Finding]:
    """What `manage.py check` says, with `--deploy` where the address is public."""
    found = run_checks(include_deployment_checks=settings.HTTPS)
    for one in found:
        make = wrong if one.level >= ERROR else look
        yield make("settings", f"{one.id}: {one.msg}", one.hint or "See docs/settings.md.")
    if not found:
        yield well("settings", f"nothing against them, for {settings.PUBLIC_URL}")


def static_files() -> Iterator[Finding]:
    """Whether pages find their styles and scripts."""
    if settings.EMBEDDED:
        yield well("static files", "served from the source")
        return
    try:
        staticfiles_storage.url(A_STATIC_FILE)
    except ValueError:
        yield wrong("static files", "have not been collected", "Run `manage.py collectstatic`.")
    else:
        yield well("static files", "collected")


def room() -> Iterator[Finding]:
    """How much the disk under var/ takes."""
    free = shutil.disk_usage(settings.VAR if settings.VAR.exists() else settings.BASE_DIR).free
    said = f"{free / 1e9:,.1f} GB free for {settings.VAR}"
    if free >= LITTLE_ROOM_BYTES:
        yield well("disk", said)
    else:
        make = wrong if free < NO_ROOM_BYTES else look
        yield make("disk", said, "Make room: a database that cannot write sends nothing.")


def secret_files() -> Iterator[Finding]:
    """Whether anybody else on this machine may read what only we should."""
    files = [path for path in _secret_files() if path.exists()]
    open_ = [path for path in files if _is_open(path)]
    for path in open_:
        yield wrong("secret files", f"{path} can be read by others", f"chmod 600 {path}")
    if not open_:
        yield well("secret files", f"{len(files)}, for nobody else to read")


def _secret_files() -> Iterator[Path]:
    if settings.EMBEDDED:
        yield from (settings.VAR / name for name in SECRETS)
    yield from (Path(value) for name, value in os.environ.items() if _is_ours(name) and value)


def _is_ours(name: str) -> bool:
    return name.endswith("_FILE") and hasattr(settings, name.removesuffix("_FILE"))


def _is_open(path: Path) -> bool:
    """By its own mode, and by that of the folder, which may shut everybody out."""
    if MOUNTED in path.parents:
        return False
    return bool(path.stat().st_mode & 0o077) and bool(path.parent.stat().st_mode & 0o077)
