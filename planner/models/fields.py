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
KEY_ID_AT, KEY_ID_BYTES = 2, 4
"""Where the database finds it, which counts from one."""
_NONCE = slice(5, 17)
_BODY = slice(17, None)


class UnknownKey(KeyError):
    """Something is encrypted under a key that is not in `FIELD_KEYS`."""

    def __init__(self, key_id: bytes, *, column: str) -> None:
        super().__init__(key_id)
        self.key_id, self.column = key_id, column

    def __str__(self) -> str:
        return (
            f"A value of {self.column} is encrypted under the key {self.key_id.hex()}, which is not in "
            "FIELD_KEYS. Put that key back at the end of the list, and run rotate_keys before it goes again."
        )


class _Keyring(dict[bytes, AESGCM]):
    """The ciphers by key id, the first being the one that writes."""

    def to_read(self, value: bytes, *, column: str) -> AESGCM:
        """What opens this value. Raises `UnknownKey`."""
        try:
            return self[value[_KEY_ID]]
        except KeyError:
            raise UnknownKey(value[_KEY_ID], column=column) from None


@lru_cache(maxsize=4)
def _keyring(keys: tuple[bytes, ...]) -> _Keyring:
    return _Keyring({key_id(key): AESGCM(key) for key in keys})


def key_id(key: bytes) -> bytes:
    """What a stored value says of its key: enough to find it, too little to guess it."""
    return hashlib.sha256(key).digest()[:KEY_ID_BYTES]


def seal(plain: bytes, *, column: str) -> bytes:
    """`plain`, encrypted with the first key of `FIELD_KEYS` and bound to `column`."""
    first, cipher = next(iter(_keyring(settings.FIELD_KEYS).items()))
    nonce = os.urandom(12)
    return _VERSION + first + nonce + cipher.encrypt(nonce, plain, column.encode())


def unseal(sealed: bytes, *, column: str) -> bytes:
    """What was sealed for `column`. Raises `UnknownKey`, or `InvalidTag` if it was changed."""
    cipher = _keyring(settings.FIELD_KEYS).to_read(sealed, column=column)
    return cipher.decrypt(sealed[_NONCE], sealed[_BODY], column.encode())


def sealed(name: str) -> "ExpressionWrapper[F]":
    """An encrypted column as it is stored, for `opener`: thousands of values without a conversion each."""
    return ExpressionWrapper(F(name), output_field=models.BinaryField())


def opener(model: type[models.Model], name: str) -> Callable[[bytes], bytes]:
    """What opens the values of one column of `sealed`; empty stays empty. Raises as `unseal` does."""
    ring, column = _keyring(settings.FIELD_KEYS), column_name(model, name)
    context = column.encode()

    def opened(value: bytes) -> bytes:
        if not value:
            return b""
        return ring.to_read(value, column=column).decrypt(value[_NONCE], value[_BODY], context)

    return opened


def column_name(model: type[models.Model], name: str) -> str:
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
        return unseal(sealed, column=column_name(self.model, self.name)) if sealed else b""

    def _close(self, plain: Any) -> bytes:
        return seal(plain, column=column_name(self.model, self.name)) if plain else b""


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
