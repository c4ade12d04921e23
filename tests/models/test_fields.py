"""Private columns at rest: unreadable, bound to their column, and rotated by a keyring."""

import os

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.db import connection
from pytest_django.fixtures import Settings

from planner.models import Calendar, Event
from planner.models.fields import EncryptedBytesField, seal, unseal
from tests.factories import Couple, event

CANARY = "A canary nobody else may read: ü 🎈"


@pytest.mark.django_db
def test_private_text_is_nowhere_in_the_row(couple: Couple) -> None:
    event(couple.ada, CANARY, description=CANARY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM planner_event")
        stored = [bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()]

    assert CANARY in Event.objects.get().ics.replace("\r\n ", "")
    assert not [
        one for one in stored if CANARY.encode() in str(one).encode() or b"canary" in repr(one).encode()
    ]


@pytest.mark.django_db
def test_the_same_text_is_never_stored_alike(couple: Couple) -> None:
    assert set(Calendar.objects.values_list("name", flat=True)) == {"Alongside"}

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM planner_calendar")
        stored = [bytes(row[0]) for row in cursor.fetchall()]

    assert len(set(stored)) == len(stored) == 3


@pytest.mark.parametrize("plain", [b"x", b"\x00" * 100, CANARY.encode()])
def test_what_is_sealed_can_be_unsealed(plain: bytes) -> None:
    assert unseal(seal(plain, column="a.b"), column="a.b") == plain


def test_a_value_moved_to_another_column_cannot_be_read() -> None:
    sealed = seal(b"mine", column="planner.flag.note")

    with pytest.raises(InvalidTag):
        unseal(sealed, column="planner.event.ics")


@pytest.mark.parametrize("at", [5, 17, -1])
def test_a_changed_value_cannot_be_read(at: int) -> None:
    sealed = bytearray(seal(b"mine", column="a.b"))
    sealed[at] ^= 1

    with pytest.raises(InvalidTag):
        unseal(bytes(sealed), column="a.b")


def test_a_new_first_key_writes_and_the_old_one_still_reads(settings: Settings) -> None:
    old = seal(b"mine", column="a.b")

    settings.FIELD_KEYS = (os.urandom(32), *settings.FIELD_KEYS)
    new = seal(b"mine", column="a.b")

    assert unseal(old, column="a.b") == unseal(new, column="a.b") == b"mine"
    assert old[1:5] != new[1:5]
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    with pytest.raises(KeyError):
        unseal(old, column="a.b")


@pytest.mark.django_db
@pytest.mark.parametrize("empty", ["", "x"])
def test_empty_text_stays_empty_and_any_text_comes_back(couple: Couple, empty: str) -> None:
    Calendar.objects.filter(owner_id=couple.ada).update(name=empty)

    assert Calendar.objects.get(owner_id=couple.ada).name == empty


def test_what_people_write_is_encrypted() -> None:
    sealed = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("planner").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedBytesField)
    }

    assert sealed >= {
        "ApiToken.name",
        "Calendar.name",
        "Event.compiled",
        "Event.ics",
        "Feed.body",
        "Feed.name",
        "Flag.note",
        "FlagReason.chip",
        "FlagReason.text",
        "OwnLines.coping",
        "OwnLines.quiet_helps",
        "Reflection.text",
        "ReflectionAnswer.text",
        "Import.data",
        "Import.filename",
        "Import.parsed",
        "Import.result",
        "Invitation.email",
        "MailboxMessage.text",
        "Matters.why",
        "OutboxMail.text",
        "Plan.title",
        "PlanDraft.content",
        "PlanVersion.content",
    }
