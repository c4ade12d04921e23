"""The embedded default's secrets on their way into a backup: sealed with a passphrase, or not at all."""

import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

NAMES = ("secrets.json", "vapid.key", "demo.json")
SHORTEST = 12
_CONTEXT = b"alongside.backup"
_SALT, _NONCE = slice(0, 16), slice(16, 28)


class WrongPassphrase(Exception):
    """This passphrase does not open the secrets."""


def seal(var: Path, passphrase: str) -> bytes:
    """Those files of the folder that are there, for whoever knows the passphrase."""
    files = {name: (var / name).read_text() for name in NAMES if (var / name).exists()}
    salt, nonce = os.urandom(16), os.urandom(12)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, json.dumps(files).encode(), _CONTEXT)


def unseal(sealed: bytes, passphrase: str) -> dict[str, str]:
    """The files by name. Raises `WrongPassphrase`."""
    cipher = _cipher(passphrase, sealed[_SALT])
    try:
        plain = cipher.decrypt(sealed[_NONCE], sealed[_NONCE.stop :], _CONTEXT)
    except InvalidTag:
        raise WrongPassphrase("This is not the passphrase of that backup.") from None
    return {name: text for name, text in json.loads(plain).items() if name in NAMES}


def put_back(files: dict[str, str], var: Path) -> None:
    """Each file whole or not at all, for its owner alone; what lies there is what a first start made."""
    for name, text in files.items():
        draft = var / f".{name}"
        draft.touch(mode=0o600)
        draft.write_text(text)
        draft.replace(var / name)


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    # A sixth of a second and 64 MB for each guess.
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))
