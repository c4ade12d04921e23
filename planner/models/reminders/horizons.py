"""How far ahead the reminders of two people are planned."""

from django.db import models

from planner.models.people.people import Couple


class Horizon(models.Model):
    """Every series of this couple is planned until `planned_until`, with the tz database `zone_rules`."""

    couple = models.OneToOneField(Couple, on_delete=models.CASCADE, primary_key=True, related_name="horizon")
    planned_until = models.DateTimeField(db_index=True)
    zone_rules = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.couple_id)
