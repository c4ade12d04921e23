"""What a person said to their reminders: the events they muted, and the links by which a mail is answered."""

from django.db import models

from planner.models.people.people import Person
from planner.models.reminders.reminders import Reminder


class Muted(models.Model):
    """An occurrence of which this person wants no reminders; all of a series when `recurrence_id` is ""."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="muted")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id"), name="a_person_mutes_an_occurrence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.pk}"


class ReplyLink(models.Model):
    """The short opaque token in one reminder's mail, by its hash: its holder may answer that reminder."""

    reminder = models.OneToOneField(
        Reminder, on_delete=models.CASCADE, primary_key=True, related_name="reply_link"
    )
    token_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.reminder_id)
