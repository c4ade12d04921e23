"""What the callers of the tick tell each other: that they live, what they did, and which channel is away."""

from django.db import models
from django.db.models import Q


class Heartbeat(models.Model):
    """When a caller of the tick last came by."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class LaneRest(models.Model):
    """A lane whose channel does not answer (`planner.core.reminding.breaker`). No row: all is well."""

    lane = models.CharField(max_length=20, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_lane_rests_after_failures_only",
                condition=Q(rests_until__isnull=True) | Q(failures__gte=1),
            ),
        )

    def __str__(self) -> str:
        return self.lane


class Tally(models.Model):
    """How often something has come about in a lane since the installation began: for metrics alone."""

    lane = models.CharField(max_length=20)
    what = models.CharField(max_length=20)
    count = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("lane", "what"), name="a_lane_counts_a_thing_in_one_place"),
            models.CheckConstraint(name="what_is_counted_grows", condition=Q(count__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.lane}:{self.what}"
