"""What is hard for one of them, and how much it matters: owner-keyed, private until shared item by item.

Keyed by UID, not by a foreign key: a flag outlives an event that the other partner hides or deletes.
`recurrence_id` is "" for the whole series or a one-off event, else the occurrence's key
(`planner.core.calendar.events.occurrence_key`).
"""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class Flag(models.Model):
    """ "This may be hard for me." Its level, each reason and the note are shared separately."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flags")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField()
    level_shared_at = models.DateTimeField(null=True)
    note = EncryptedTextField(default="")
    note_shared_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "uid", "recurrence_id"), name="a_person_flags_an_occurrence_once"
            ),
            models.CheckConstraint(name="a_flag_has_a_level_from_1_to_3", condition=Q(level__in=(1, 2, 3))),
        )

    def __str__(self) -> str:
        return str(self.id)


class FlagReason(models.Model):
    """One reason of a flag: a chip, and words of one's own for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="reasons")
    chip = EncryptedTextField()
    text = EncryptedTextField(default="")
    position = models.PositiveSmallIntegerField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("flag", "position"), name="a_flags_reasons_are_in_order"),
        )

    def __str__(self) -> str:
        return str(self.id)


class Matters(models.Model):
    """How much an event matters to its owner (1 low, 2 medium, 3 high), and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="matters")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField()
    level_shared_at = models.DateTimeField(null=True)
    why = EncryptedTextField(default="")
    why_shared_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "uid", "recurrence_id"), name="an_occurrence_matters_once_to_a_person"
            ),
            models.CheckConstraint(name="mattering_is_low_medium_or_high", condition=Q(level__in=(1, 2, 3))),
        )

    def __str__(self) -> str:
        return str(self.id)


class Mark(models.Model):
    """A person's own "not needed" on their list; nobody else learns of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id"), name="a_person_marks_an_occurrence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.pk}"
