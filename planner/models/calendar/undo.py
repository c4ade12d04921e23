"""A deed on an event that its doer may still take back."""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class Undo(models.Model):
    """What an event was before its owner's last edit, move or deletion of it, for an hour at most.

    `event_id` is no foreign key: what was deleted can be brought back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    event_id = models.UUIDField()
    state = EncryptedTextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event_id",), name="the_last_deed_on_an_event_can_be_undone"),
            models.CheckConstraint(
                name="a_deed_can_be_undone_for_a_while", condition=Q(expires_at__gt=F("created_at"))
            ),
        )
        indexes = (models.Index(fields=("expires_at",), name="undo_by_end"),)

    def __str__(self) -> str:
        return str(self.id)
