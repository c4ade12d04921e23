"""Secrets of the embedded default: made once, at random, and kept beside the database."""

import base64
import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple


class Secrets(NamedTuple):
    """What signs sessions, and the keys (base64, 32 bytes) that encrypt columns."""

    secret_key: str
    field_keys: list[str]


def load_or_make(folder: Path) -> Secrets:
    """The secrets in `folder`, made on the first call. Two processes that start at once end with the same."""
    path = folder / "secrets.json"
    if not path.exists():
        _publish(path, _fresh())
    return Secrets(**json.loads(path.read_text()))


def _fresh() -> Secrets:
    return Secrets(secrets.token_urlsafe(50), [base64.b64encode(os.urandom(32)).decode()])


def _publish(path: Path, made: Secrets) -> None:
    """Write whole, then link into place: the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made._asdict()))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
