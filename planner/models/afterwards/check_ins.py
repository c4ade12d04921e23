"""How it was: owner-keyed like a flag, and read by the other only as `core.check_ins` says."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class CheckIn(models.Model):
    """One partner's two taps after an occurrence: how it was (1 good, 2 mixed, 3 hard), whether the plan
    helped (1 yes, 2 a little, 3 no), and one line.

    `wants_to_talk_at` is their own "calm enough", `talked_over_at` set for both when they have talked.
    Once `archived_at` is set it is on the page of what its owner keeps, and on no other. Thrown away there it
    has no `felt`: the row stays, so that the other does not learn of it from what was looked back on.
    """

    class Reveal(models.TextChoices):
        TOGETHER = "together"
        NOW = "now"
        NEVER = "never"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ins")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    felt = models.PositiveSmallIntegerField(null=True)
    helped = models.PositiveSmallIntegerField(null=True)
    line = EncryptedTextField(default="")
    reveal = models.CharField(max_length=8, choices=Reveal)
    wants_to_talk_at = models.DateTimeField(null=True)
    talked_over_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "uid", "recurrence_id"), name="a_person_says_once_how_it_was"
            ),
            models.CheckConstraint(
                name="it_was_good_mixed_or_hard", condition=Q(felt__isnull=True) | Q(felt__in=(1, 2, 3))
            ),
            models.CheckConstraint(
                name="what_says_nothing_was_thrown_away_in_the_archive",
                condition=Q(felt__isnull=False) | Q(helped__isnull=True, archived_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_plan_helped_a_little_or_not",
                condition=Q(helped__isnull=True) | Q(helped__in=(1, 2, 3)),
            ),
            models.CheckConstraint(
                name="an_answer_is_shown_together_now_or_never",
                condition=Q(reveal__in=("together", "now", "never")),
            ),
            models.CheckConstraint(
                name="what_is_kept_to_oneself_is_not_talked_over",
                condition=~Q(reveal="never") | Q(wants_to_talk_at__isnull=True, talked_over_at__isnull=True),
            ),
            models.CheckConstraint(
                name="only_what_they_wanted_to_talk_over_is_talked_over",
                condition=Q(talked_over_at__isnull=True) | Q(wants_to_talk_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
