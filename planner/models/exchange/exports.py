"""What a person takes away: asked for as a row, made by a job, and gone a day later."""

import uuid

from django.db import models
from django.db.models import F, Q

from planner.models.due import DueRow
from planner.models.fields import EncryptedBytesField
from planner.models.people.people import Person


class Export(DueRow):
    """A file that somebody asked for. Its bytes are its parts, in order.

    Of `total_count` events `done_count` are in it. `others_digest` is that of what it says of and by others:
    if that is no longer what its owner may read, the file is not handed out.
    """

    class Kind(models.TextChoices):
        CALENDAR = "calendar"
        ARCHIVE = "archive"

    class Stage(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        FAILED = "failed"

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    kind = models.CharField(max_length=8, choices=Kind)
    with_subscriptions = models.BooleanField(default=False)
    stage = models.CharField(max_length=6, choices=Stage, default=Stage.ASKED)
    total_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    others_digest = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.CheckConstraint(
                name="an_export_holds_no_more_than_there_is", condition=Q(done_count__lte=F("total_count"))
            ),
            models.CheckConstraint(
                name="an_export_that_is_ready_comes_to_an_end",
                condition=~Q(stage="ready") | Q(expires_at__isnull=False),
            ),
        )
        indexes = DueRow.Meta.indexes

    def __str__(self) -> str:
        return str(self.id)


class ExportPart(models.Model):
    """Some of a file's bytes: nobody ever holds all of them at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = EncryptedBytesField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("export", "number"), name="an_exports_parts_are_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.export_id}#{self.number}"
