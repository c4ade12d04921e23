"""What somebody keeps to themselves about one evening. It is shared with nobody, and no deed shares it."""

import uuid

from django.db import models

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class OwnLines(models.Model):
    """A person's own coping, and how they quietly help, at one occurrence; keyed like a flag.

    It outlives the event, and the couple: then it stands on "Only me".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_lines")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    coping = EncryptedTextField(default="")
    quiet_helps = EncryptedTextField(default="")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "own lines"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id"),
                name="a_person_keeps_own_lines_once_for_an_occurrence",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
