"""Calendar files on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from planner.queries.views import ImportView

MOST_LISTED = 200
"""Of each list so many are in one answer; the counts are whole."""
STAGES = ("received", "comparing", "ready", "applying", "applied", "refused", "discarded")


class BringIn(serializers.Serializer[Any]):
    preview = serializers.BooleanField(
        default=False, help_text="Only read it, and wait for `imports/{id}/apply/` before anything changes."
    )


class FileIn(serializers.Serializer[Any]):
    file = serializers.FileField()


class ChangeOut(serializers.Serializer[Any]):
    """What the file changes in an event that is known."""

    what = serializers.CharField(read_only=True)
    before = serializers.CharField(read_only=True)
    after = serializers.CharField(read_only=True)


class ImportedOut(serializers.Serializer[Any]):
    title = serializers.CharField(read_only=True)
    on = serializers.DateField(read_only=True)
    changes = ChangeOut(many=True, read_only=True)


class ProblemOut(serializers.Serializer[Any]):
    """What was mended or left out, and how many times."""

    title = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class ImportProgressOut(serializers.Serializer[Any]):
    """Of `total_count` events that are new or changed, `done_count` are in the calendar."""

    size_bytes = serializers.IntegerField(read_only=True)
    done_count = serializers.IntegerField(read_only=True)
    total_count = serializers.IntegerField(read_only=True)


class ImportLineOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    filename = serializers.CharField(read_only=True)
    stage = serializers.ChoiceField(choices=STAGES, read_only=True)


class ImportOut(ImportLineOut):
    """A file on its way in. `added`, `updated`, `removed`: what it does, or did once it is `applied`."""

    calendar_name = serializers.CharField(read_only=True)
    error = serializers.CharField(read_only=True)
    progress = ImportProgressOut(read_only=True)
    added_count = serializers.SerializerMethodField()
    updated_count = serializers.SerializerMethodField()
    removed_count = serializers.SerializerMethodField()
    unchanged_count = serializers.IntegerField(read_only=True)
    added = serializers.SerializerMethodField()
    updated = serializers.SerializerMethodField()
    removed = serializers.SerializerMethodField()
    problems = ProblemOut(many=True, read_only=True)

    def get_added_count(self, found: ImportView) -> int:
        return len(found.added)

    def get_updated_count(self, found: ImportView) -> int:
        return len(found.updated)

    def get_removed_count(self, found: ImportView) -> int:
        return len(found.removed)

    @extend_schema_field(ImportedOut(many=True))
    def get_removed(self, found: ImportView) -> Any:
        return ImportedOut(found.removed[:MOST_LISTED], many=True).data

    @extend_schema_field(ImportedOut(many=True))
    def get_added(self, found: ImportView) -> Any:
        return ImportedOut(found.added[:MOST_LISTED], many=True).data

    @extend_schema_field(ImportedOut(many=True))
    def get_updated(self, found: ImportView) -> Any:
        return ImportedOut(found.updated[:MOST_LISTED], many=True).data


class CalendarOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]
    visibility = serializers.CharField(read_only=True)
    event_count = serializers.IntegerField(read_only=True)
