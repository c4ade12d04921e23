"""What lies over a person's calendar and is no event: public holidays and birthdays."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class LayerChoice(models.Model):
    """What a person has chosen to see over their calendar; without a row, birthdays only."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=20, blank=True)
    shows_birthdays = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_part_of_a_country_needs_the_country", condition=~Q(country="") | Q(subdivision="")
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)


class Birthday(models.Model):
    """A birthday that its owner keeps; `year` is None where nobody knows it or nobody is to be told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="birthdays")
    name = EncryptedTextField()
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True)
    is_shared = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_birthday_is_on_a_day_of_the_year",
                condition=Q(month__range=(1, 12))
                & Q(day__range=(1, 31))
                & ~Q(month__in=(4, 6, 9, 11), day=31)
                & ~Q(month=2, day__gt=29),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
