"""Where a person can be reached beside their mail address, and what came of trying."""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.due import LIVE_STATES, DueRow
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person
from planner.models.reminders.reminders import ChannelChoice

MOST_TRIES = 5


class Phone(models.Model):
    """A person's own number: used once they typed the code that it was sent, until STOP comes from it.

    Two people may have one number; `number_hash` finds both of them.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="phone")
    number = EncryptedTextField()
    number_hash = models.BinaryField(max_length=32, db_index=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    code_expires_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_code_has_an_end",
                condition=Q(code_hash__isnull=True, code_expires_at__isnull=True)
                | Q(code_hash__isnull=False, code_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_code_is_tried_so_often_and_no_more", condition=Q(code_tries__lte=MOST_TRIES)
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class StoppedNumber(models.Model):
    """A number that texted STOP and not START since: nothing goes there unasked, whoever says it is theirs.

    It belongs to no account, for whoever has a number may never have had one. `number` is what the hash under
    a new key is made from; a row from before it was kept has none.
    """

    number = EncryptedTextField(default="")
    number_hash = models.BinaryField(max_length=32)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("number_hash",), name="a_number_is_stopped_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class PushDevice(models.Model):
    """A browser that takes push messages (RFC 8030) for whoever subscribed it last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="push_devices")
    endpoint = EncryptedTextField()
    endpoint_hash = models.BinaryField(max_length=32, unique=True)
    p256dh = EncryptedTextField()
    auth = EncryptedTextField()
    label = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class PushTest(DueRow):
    """A test message to one device, asked for by whoever it belongs to."""

    device = models.ForeignKey(PushDevice, on_delete=models.CASCADE, related_name="tests")

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.UniqueConstraint(
                fields=("device",),
                condition=Q(state__in=LIVE_STATES),
                name="a_device_is_tested_once_at_a_time",
            ),
        )
        indexes = (*DueRow.Meta.indexes,)

    def __str__(self) -> str:
        return str(self.id)


class Suspension(models.Model):
    """A channel that this person is not written to by, and why. Nobody else learns of it."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        REFUSED = "refused"
        DEMO = "demo"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suspensions")
    channel = models.CharField(max_length=5, choices=ChannelChoice)
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    """When they confirmed it: what happened before that counts no more."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "channel"), name="a_channel_is_suspended_once"),
            models.CheckConstraint(
                name="a_channel_is_lifted_after_it_was_suspended",
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("since")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.channel}"


class MailEvent(models.Model):
    """A bounce or complaint that was heard, by the digest of its name: told again, it is known."""

    digest = models.BinaryField(max_length=32)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("digest",), name="a_bounce_is_heard_once"),)

    def __str__(self) -> str:
        return str(self.pk)
