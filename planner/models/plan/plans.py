"""Support plans: drafts of one's own, frozen versions, each partner's yes, and what each heard in one."""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.fields import EncryptedTextField
from planner.models.people.people import Couple, Person


class Plan(models.Model):
    """The support plan of one couple for one occurrence.

    `table_number` (what the next version is written on) and `agreed_number` are derived from versions and
    agreements on every write; 0 is none.
    `title`, `starts_at` and `ends_at` follow what both see of the event, so that an agreed plan outlives it;
    until something is proposed they tell nobody anything. `closed_at` is set when the couple parts: then it
    can be read by those who agreed to it, and never changes again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="plans")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    title = EncryptedTextField(default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    table_number = models.PositiveIntegerField(default=0)
    agreed_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("couple", "uid", "recurrence_id"),
                condition=Q(closed_at__isnull=True),
                name="a_couple_has_one_plan_for_an_occurrence",
            ),
            models.CheckConstraint(
                name="only_an_agreed_plan_outlives_the_couple",
                condition=Q(closed_at__isnull=True) | Q(agreed_number__gte=1),
            ),
            models.CheckConstraint(
                name="what_is_agreed_is_on_the_table_or_older",
                condition=Q(agreed_number__lte=F("table_number")),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class LetGo(models.Model):
    """Somebody deleted their copy of a plan that was agreed before a parting. The other's stays."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="let_go")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "person"), name="a_plan_is_let_go_once"),)

    def __str__(self) -> str:
        return f"{self.plan_id}:{self.person_id}"


class PlanDraft(models.Model):
    """What one partner is writing. Nobody else's until they invite the other in.

    `title`, `starts_at` and `ends_at` are the event as its writer last saw it, which may be their own copy.
    `spares` is what they wrote of it in another window at the same time, until they have chosen.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="drafts")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    base_number = models.PositiveIntegerField(default=0)
    title = EncryptedTextField(default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    content = EncryptedTextField()
    spares = EncryptedTextField(default="")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "writer"), name="a_partner_has_one_draft_of_a_plan"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}:{self.writer_id}"


class PlanVersion(models.Model):
    """A proposed plan, frozen."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    content = EncryptedTextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="a_plans_versions_are_numbered"),
            models.CheckConstraint(name="versions_count_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}@{self.number}"


class Agreement(models.Model):
    """One partner's yes to one version, or its taking back. A row is never rewritten."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    is_yes = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "person", "sequence"), name="a_yes_and_its_taking_back_are_in_order"
            ),
            models.CheckConstraint(
                name="a_yes_comes_before_its_taking_back",
                condition=Q(is_yes=True) | Q(sequence__gte=2),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}:{self.person_id}"


class Reflection(models.Model):
    """ "What I heard matters most to you is …": one sentence about a version. A row is never rewritten.

    After an *Almost* its writer may say it once more, under the next `sequence`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="reflections")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    text = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "writer", "sequence"), name="what_a_partner_heard_is_in_order"
            ),
            models.CheckConstraint(name="what_was_heard_counts_from_one", condition=Q(sequence__gte=1)),
        )

    def __str__(self) -> str:
        return str(self.id)


class ReflectionAnswer(models.Model):
    """The other's *That's it* or *Almost*. A row is never rewritten."""

    reflection = models.OneToOneField(
        Reflection, on_delete=models.CASCADE, primary_key=True, related_name="answer"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_it = models.BooleanField()
    text = EncryptedTextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reflection_id}:{self.person_id}"
