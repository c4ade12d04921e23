"""The standing agreement: what the two hold to at every event, in frozen versions that both say yes to."""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Couple, Person


class StandingAgreement(models.Model):
    """What one couple holds to.

    `agreed_number` is derived from versions and yeses on every write; 0 is none. `closed_at` is set when they
    part: those who agreed to it keep it, frozen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="standing_agreements")
    agreed_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("couple",),
                condition=Q(closed_at__isnull=True),
                name="a_couple_has_one_standing_agreement",
            ),
            models.CheckConstraint(
                name="only_what_both_held_to_outlives_the_couple",
                condition=Q(closed_at__isnull=True) | Q(agreed_number__gte=1),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class StandingVersion(models.Model):
    """What was proposed, frozen."""

    standing = models.ForeignKey(StandingAgreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    content = EncryptedTextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("standing", "number"), name="standing_versions_are_numbered"),
            models.CheckConstraint(name="standing_versions_count_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.standing_id}@{self.number}"


class StandingYes(models.Model):
    """One partner's yes to one version, or its taking back. A row is never rewritten."""

    version = models.ForeignKey(StandingVersion, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    is_yes = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "person", "sequence"), name="standing_yeses_are_in_order"
            ),
            models.CheckConstraint(
                name="a_standing_yes_comes_before_its_taking_back",
                condition=Q(is_yes=True) | Q(sequence__gte=2),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}:{self.person_id}"


class StandingDraft(models.Model):
    """What one partner is writing of it: theirs alone, so it goes with them wherever they go.

    `base_number` is the version that it was written on, 0 for none.
    """

    writer = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    base_number = models.PositiveIntegerField(default=0)
    content = EncryptedTextField()

    def __str__(self) -> str:
        return str(self.writer_id)
