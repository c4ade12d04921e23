"""Columns that are encrypted at rest: AES-256-GCM, bound to their column, with a keyring for rotation.

Layout of a stored value: version (1 byte, 0x01) · key id (4) · nonce (12) · ciphertext and tag.
"""

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F

_VERSION = b"\x01"
_KEY_ID = slice(1, 5)
_NONCE = slice(5, 17)
_BODY = slice(17, None)


@lru_cache(maxsize=4)
def _keyring(keys: tuple[bytes, ...]) -> dict[bytes, AESGCM]:
    """The ciphers by key id, the first being the one that writes."""
    return {hashlib.sha256(key).digest()[:4]: AESGCM(key) for key in keys}


def seal(plain: bytes, *, column: str) -> bytes:
    """`plain`, encrypted with the first key of `FIELD_KEYS` and bound to `column`."""
    key_id, cipher = next(iter(_keyring(settings.FIELD_KEYS).items()))
    nonce = os.urandom(12)
    return _VERSION + key_id + nonce + cipher.encrypt(nonce, plain, column.encode())


def unseal(sealed: bytes, *, column: str) -> bytes:
    """What was sealed for `column`. Raises `KeyError` for an unknown key, `InvalidTag` if it was changed."""
    cipher = _keyring(settings.FIELD_KEYS)[sealed[_KEY_ID]]
    return cipher.decrypt(sealed[_NONCE], sealed[_BODY], column.encode())


def sealed(name: str) -> "ExpressionWrapper[F]":
    """An encrypted column as it is stored, for `opener`: thousands of values without a conversion each."""
    return ExpressionWrapper(F(name), output_field=models.BinaryField())


def opener(model: type[models.Model], name: str) -> Callable[[bytes], bytes]:
    """What opens the values of one column of `sealed`; empty stays empty. Raises as `unseal` does."""
    ring, context = _keyring(settings.FIELD_KEYS), _column(model, name).encode()

    def opened(value: bytes) -> bytes:
        return ring[value[_KEY_ID]].decrypt(value[_NONCE], value[_BODY], context) if value else b""

    return opened


def _column(model: type[models.Model], name: str) -> str:
    return f"{model._meta.label_lower}.{name}"


class EncryptedBytesField(models.Field):  # type: ignore[type-arg]
    """Bytes that only a holder of `FIELD_KEYS` can read. Empty stays empty; it cannot be searched."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return value if value is None else self._open(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else self._close(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = value if prepared else self.get_prep_value(value)
        return sealed if sealed is None else connection.Database.Binary(sealed)

    def _open(self, sealed: bytes) -> Any:
        return unseal(sealed, column=_column(self.model, self.name)) if sealed else b""

    def _close(self, plain: Any) -> bytes:
        return seal(plain, column=_column(self.model, self.name)) if plain else b""


class EncryptedTextField(EncryptedBytesField):
    """Text that only a holder of `FIELD_KEYS` can read."""

    def _open(self, sealed: bytes) -> Any:
        return super()._open(sealed).decode()

    def _close(self, plain: Any) -> bytes:
        return super()._close(plain.encode())

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
