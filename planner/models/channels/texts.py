"""Texts by phone: those that are no reminders, what became of each, and what came back."""

from django.db import models
from django.db.models import Q

from planner.models.due import DueRow
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person

MOST_OF_A_KIND_A_DAY = 10


class StatusChoice(models.TextChoices):
    BEGUN = "begun"
    TAKEN = "taken"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


class OutboxText(DueRow):
    """A code, a test, or the answer to what somebody texted. It waits for no quiet hours and no cap.

    `ordinal` counts a number's texts of one kind on one day (UTC): two processes cannot both send the last
    that is allowed.
    """

    class Kind(models.TextChoices):
        CODE = "code"
        TEST = "test"
        ANSWER = "answer"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="outbox_texts")
    kind = models.CharField(max_length=6, choices=Kind)
    to = EncryptedTextField()
    number_hash = models.BinaryField(max_length=32)
    text = EncryptedTextField()
    asked_on = models.DateField()
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.UniqueConstraint(
                fields=("number_hash", "kind", "asked_on", "ordinal"),
                name="a_text_is_one_of_the_few_of_its_day",
            ),
            models.CheckConstraint(
                name="a_number_gets_few_texts_of_a_kind_a_day",
                condition=Q(ordinal__gte=1, ordinal__lte=MOST_OF_A_KIND_A_DAY),
            ),
        )
        indexes = (
            *DueRow.Meta.indexes,
            models.Index(fields=("person", "kind", "created_at"), name="texts_by_person"),
        )

    def __str__(self) -> str:
        return str(self.id)


class SentText(models.Model):
    """One text as it was handed over: its words only until the provider is known to have it.

    `key` is that of the reminder or of the outbox text.
    """

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    number_hash = models.BinaryField(max_length=32)
    text = EncryptedTextField(default="")
    provider_id = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=9, choices=StatusChoice, default=StatusChoice.BEGUN)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("provider_id",),
                condition=~Q(provider_id=""),
                name="a_provider_names_each_text_once",
            ),
        )
        indexes = (
            models.Index(fields=("number_hash", "-began_at"), name="texts_to_a_number"),
            models.Index(fields=("began_at",), name="texts_by_age"),
        )

    def __str__(self) -> str:
        return str(self.key)


class ReceivedText(models.Model):
    """What came back was heard once, whoever sends it again. Its words are not kept."""

    provider_id = models.CharField(max_length=80, primary_key=True)
    number_hash = models.BinaryField(max_length=32)
    reply = models.CharField(max_length=6)
    received_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("received_at",), name="received_by_age"),)

    def __str__(self) -> str:
        return self.provider_id
