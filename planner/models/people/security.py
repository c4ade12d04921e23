"""What happened to a person's account: written once, read by them alone, thrown away after a year."""

from django.db import models
from django.db.models import Q

from planner.core.security import Happened
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person

_WHAT = [one.value for one in Happened]


class SecurityEvent(models.Model):
    """One line of somebody's security log. What it says is never rewritten: a trigger refuses it.

    `program` and `machine` are the browser as it calls itself, roughly; empty where none was asked. `about`
    is what its owner calls the thing, such as a passkey. No address and no place of anybody is kept.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="security_events")
    what = models.CharField(max_length=20, choices=[(one, one) for one in _WHAT])
    about = EncryptedTextField(default="")
    program = models.CharField(max_length=20, blank=True)
    machine = models.CharField(max_length=20, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="what_happened_to_an_account_is_known", condition=Q(what__in=_WHAT)),
        )
        indexes = (models.Index(fields=("person", "-happened_at"), name="security_by_person"),)

    def __str__(self) -> str:
        return f"{self.person_id}:{self.pk}"
