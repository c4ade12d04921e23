"""People, the couple they form, and the invitation that joins them."""

import uuid
from datetime import time
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from planner.models.fields import EncryptedTextField


class PersonManager(BaseUserManager["Person"]):
    """Makes people from an address and a password."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=email.lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Person":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. Wall times that are theirs are read in `tzid`.

    `demo_until` is when a demo that was lent to a visitor ends. `settled_at` is when the first steps were
    behind them, taken or skipped. `gone_at` is when they deleted their account: nothing else is left of them
    then, and this row only as long as somebody keeps what they agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    tzid = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_weekday = models.PositiveSmallIntegerField(default=7)
    """1 for Monday, as in ISO 8601."""
    digest_at = models.TimeField(default=time(18))
    is_demo = models.BooleanField(default=False)
    demo_until = models.DateTimeField(null=True, blank=True, db_index=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="quiet_hours_have_both_ends_or_none",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
            models.CheckConstraint(
                name="the_digest_comes_on_a_day_of_the_week", condition=Q(digest_weekday__range=(1, 7))
            ),
            models.CheckConstraint(
                name="only_a_demo_ends_by_itself", condition=Q(demo_until__isnull=True) | Q(is_demo=True)
            ),
            models.CheckConstraint(
                name="whoever_is_gone_has_no_name_and_does_not_sign_in",
                condition=Q(gone_at__isnull=True) | Q(name="", is_active=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Couple(models.Model):
    """Two partners with equal rights, or one who is still alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Membership(models.Model):
    """One of the two places in a couple. Everybody has exactly one, if only in a couple of their own.

    `left_alone_at` is set when the other left, until this person has read so.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="memberships")
    slot = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField()
    left_alone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("couple", "slot"), name="a_place_in_a_couple_holds_one_person"),
            models.CheckConstraint(name="a_couple_has_two_places", condition=Q(slot__in=(1, 2))),
        )

    def __str__(self) -> str:
        return f"{self.couple_id}:{self.slot}"


class Invitation(models.Model):
    """An offer to join a couple, bound to one address; only a hash of its token is kept."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    email = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("couple",), condition=Q(state="open"), name="a_couple_has_one_open_invitation"
            ),
            models.CheckConstraint(
                name="an_invitation_expires_after_it_was_made", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="only_an_answered_invitation_has_an_answer_time",
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class ViewVersion(models.Model):
    """Raised by every change that this person can see, and by no other: feeds and validators follow it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}@{self.version}"
