"""Calendars, the iCalendar objects in them, and files on their way in.

An event's text is the truth. `compiled` and the index columns are rebuilt from it, by one function, on
every write (`planner.actions.calendar.rows`).
"""

import uuid

from django.db import models
from django.db.models import Q

from planner.models.due import DueRow
from planner.models.fields import EncryptedBytesField, EncryptedTextField
from planner.models.people.people import Person


class VisibilityChoice(models.TextChoices):
    SHARED = "shared"
    BUSY = "busy"
    PRIVATE = "private"


class WorldChoice(models.TextChoices):
    """Whose world an event belongs to, as its owner sees it."""

    MINE = "mine"
    YOURS = "yours"
    OURS = "ours"


class KindChoice(models.TextChoices):
    WORK_PARTY = "work_party"
    FAMILY = "family"
    FRIENDS = "friends"
    CELEBRATION = "celebration"
    TRAVEL = "travel"
    MEDICAL = "medical"
    US = "us"
    OTHER = "other"


class Calendar(models.Model):
    """A named set of one person's events."""

    class Source(models.TextChoices):
        OWN = "own"
        IMPORT = "import"
        SUBSCRIPTION = "subscription"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendars")
    name = EncryptedTextField()
    source = models.CharField(max_length=12, choices=Source)
    visibility = models.CharField(max_length=8, choices=VisibilityChoice)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("owner",), condition=Q(source="own"), name="a_person_has_one_calendar_of_their_own"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Event(models.Model):
    """One iCalendar object: one UID, its master and its overrides (RFC 5545 section 3.8.4.7).

    `source_fingerprint` is that of the text as last received from outside ("" for an event made here): a file
    that says the same again changes nothing, also after an edit by hand. `visibility_before` is what its
    owner had chosen until joining made the event private; "" once they have chosen again, and for all others.

    Feeds take `own_text` and `other_text` (`planner.ical.ready`), or of a plain event the VEVENTs of `ics` as
    they stand. Where a text is missing or was made for another visibility, they make it from `ics`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="events")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="events")
    uid = models.TextField()
    ics = EncryptedTextField()
    compiled = EncryptedTextField()
    fingerprint = models.CharField(max_length=64)
    source_fingerprint = models.CharField(max_length=64, blank=True)
    first_start_at = models.DateTimeField()
    last_end_at = models.DateTimeField(null=True)
    is_recurring = models.BooleanField()
    is_plain = models.BooleanField(default=False)
    own_text = EncryptedBytesField(default=b"")
    other_text = EncryptedBytesField(default=b"")
    visibility = models.CharField(max_length=8, choices=VisibilityChoice)
    visibility_before = models.CharField(max_length=8, choices=VisibilityChoice, blank=True, default="")
    world = models.CharField(max_length=6, choices=WorldChoice, default=WorldChoice.MINE)
    kind = models.CharField(max_length=12, choices=KindChoice, default=KindChoice.OTHER)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("calendar", "uid"), name="a_calendar_holds_a_uid_once"),
            models.CheckConstraint(
                name="an_event_does_not_end_before_it_starts",
                condition=Q(last_end_at__isnull=True) | Q(last_end_at__gte=models.F("first_start_at")),
            ),
            models.CheckConstraint(
                name="an_event_is_shared_busy_or_private", condition=Q(visibility__in=VisibilityChoice.values)
            ),
            models.CheckConstraint(
                name="only_a_private_event_is_held_back",
                condition=Q(visibility_before="") | Q(visibility=VisibilityChoice.PRIVATE),
            ),
        )
        indexes = (
            models.Index(
                fields=("owner", "first_start_at"),
                condition=Q(is_recurring=False),
                name="event_once_by_start",
            ),
            models.Index(fields=("owner",), condition=Q(is_recurring=True), name="event_recurring"),
            models.Index(fields=("owner", "uid"), name="event_by_uid"),
        )

    def __str__(self) -> str:
        return str(self.id)


class Import(DueRow):
    """A calendar file on its way in: received, read in a child process, previewed, applied.

    `result` is what applying would do as of `seen_version` of its owner's view, then what it did. Of
    `total_count` events that are new or changed, `done_count` are written.
    """

    class Stage(models.TextChoices):
        RECEIVED = "received"
        COMPARING = "comparing"
        READY = "ready"
        APPLYING = "applying"
        APPLIED = "applied"
        REFUSED = "refused"
        DISCARDED = "discarded"

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="imports")
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="imports")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.RECEIVED)
    filename = EncryptedTextField()
    size_bytes = models.PositiveIntegerField(default=0)
    applies_at_once = models.BooleanField(default=False)
    data = EncryptedBytesField()
    parsed = EncryptedTextField(default="")
    result = EncryptedTextField(default="")
    seen_version = models.PositiveBigIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.CheckConstraint(
                name="an_import_does_no_more_than_it_has_to",
                condition=Q(done_count__lte=models.F("total_count")),
            ),
        )
        indexes = DueRow.Meta.indexes

    def __str__(self) -> str:
        return str(self.id)
