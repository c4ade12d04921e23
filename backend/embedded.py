"""Secrets of the embedded default: made once, at random, and kept beside the database."""

import base64
import json
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from planner.core import push


class Secrets(NamedTuple):
    """What signs sessions, and the keys (base64, 32 bytes) that encrypt columns."""

    secret_key: str
    field_keys: list[str]


def load_or_make(folder: Path) -> Secrets:
    """The secrets in `folder`, made on the first call. Two processes that start at once end with the same."""
    return Secrets(**json.loads(_kept(folder / "secrets.json", lambda: json.dumps(_fresh()._asdict()))))


def field_keys(texts: Sequence[str]) -> tuple[bytes, ...]:
    """The keys that these are (base64), the one that writes first. Raises `ImproperlyConfigured`."""
    try:
        keys = tuple(base64.b64decode(text, validate=True) for text in texts)
    except ValueError:
        keys = ()
    if not keys or {len(key) for key in keys} != {32} or len(set(keys)) < len(keys):
        raise ImproperlyConfigured(
            "FIELD_KEYS wants base64 of 32 bytes, each key once: openssl rand -base64 32 makes one."
        )
    return keys


def vapid_key(folder: Path) -> str:
    """The key that signs what goes to push services, made like the secrets.

    In a file of its own: whoever moves in with older secrets gets one, too.
    """
    return _kept(folder / "vapid.key", push.fresh_key)


def _fresh() -> Secrets:
    return Secrets(secrets.token_urlsafe(50), [base64.b64encode(os.urandom(32)).decode()])


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        _publish(path, make())
    return path.read_text()


def _publish(path: Path, text: str) -> None:
    """Write whole, then link into place: the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
