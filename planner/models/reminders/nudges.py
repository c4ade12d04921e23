"""A soft word to the other: would you have a look?"""

from django.db import models

from planner.models.people.people import Person


class Nudge(models.Model):
    """When somebody last nudged about an event: one row, so that the database lets no two through at once.

    What came of it is nowhere in it: its sender may know all that it says.
    """

    sender = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nudges")
    uid = models.TextField()
    nudged_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sender", "uid"), name="a_nudge_about_an_event_is_counted_once"),
        )

    def __str__(self) -> str:
        return f"{self.sender_id}:{self.pk}"
