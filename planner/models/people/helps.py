"""What does a partner good at events, line by line, and what they noted about people: all of it theirs."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class Help(models.Model):
    """One line of "what helps me", which its owner may share, or of their quiet helps, which stay theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helps")
    is_quiet = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    text = EncryptedTextField()
    shared_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "is_quiet", "position"), name="what_helps_a_partner_is_in_order"
            ),
            models.CheckConstraint(
                name="quiet_helps_are_never_shared",
                condition=Q(is_quiet=False) | Q(shared_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class PersonNote(models.Model):
    """A private note on somebody who makes an evening hard: in nothing that the other gets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="person_notes")
    name = EncryptedTextField()
    note = EncryptedTextField(default="")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
