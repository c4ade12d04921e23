"""The one thing kept for next time: owner-keyed like a flag, and theirs alone until they share it.

Its own columns say what it is offered to, for it outlives the event that it comes from.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.calendar.calendars import KindChoice
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class Lesson(models.Model):
    """What one partner keeps from an occurrence, of this kind, that began at `happened_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lessons")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=12, choices=KindChoice)
    happened_at = models.DateTimeField()
    text = EncryptedTextField()
    shared_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "uid", "recurrence_id"), name="a_person_keeps_one_lesson_of_an_occurrence"
            ),
            models.CheckConstraint(
                name="a_lesson_is_of_a_kind_of_event", condition=Q(kind__in=KindChoice.values)
            ),
            models.CheckConstraint(
                name="a_lesson_is_shared_after_it_was_kept",
                condition=Q(shared_at__isnull=True) | Q(shared_at__gte=F("created_at")),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
