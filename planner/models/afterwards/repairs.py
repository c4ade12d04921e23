"""Talking it over: how far the two are, and what each wrote. `core.repair` says who reads what."""

import uuid

from django.db import models
from django.db.models import Q

from planner.core.repair import ORDER
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Couple, Person

PARTS = [one.value for one in ORDER]


class Repair(models.Model):
    """One couple's talk about one occurrence, from when they first sat down to it.

    Whether each is calm enough, and that it is over, lies with their check-ins. Nothing says who paused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="repairs")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    spoken = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("couple", "uid", "recurrence_id"), name="an_occurrence_is_talked_over_in_one_place"
            ),
            models.CheckConstraint(
                name="what_is_paused_is_not_going_on",
                condition=Q(began_at__isnull=True) | Q(paused_at__isnull=True),
            ),
            models.CheckConstraint(
                name="the_last_part_is_written_not_said_aloud", condition=Q(spoken__lt=len(PARTS))
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class RepairLine(models.Model):
    """What one partner wrote in one part: not the other's before `done_at`, and not while it is kept.

    The one thing for next time is a lesson; its line says only that it is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="repair_lines")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    part = models.CharField(max_length=10, choices=[(one, one) for one in PARTS])
    text = EncryptedTextField(default="")
    done_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "uid", "recurrence_id", "part"),
                condition=Q(archived_at__isnull=True),
                name="a_person_has_one_line_in_a_part_of_the_talk",
            ),
            models.CheckConstraint(name="a_line_belongs_to_a_part_of_the_talk", condition=Q(part__in=PARTS)),
            models.CheckConstraint(
                name="a_line_is_shared_once_it_is_done",
                condition=Q(shared_at__isnull=True) | Q(done_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
