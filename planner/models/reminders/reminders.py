"""Intent rows, the attempts to send them, and where account mail and the mailbox lie."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from planner.models.due import LIVE_STATES, DueRow
from planner.models.fields import EncryptedTextField
from planner.models.people.people import Person


class StepChoice(models.TextChoices):
    EARLY = "early"
    TALK = "talk"
    TALK_NOW = "talk-now"
    LAST_CALL = "last-call"
    READ_THROUGH = "read-through"
    CARD = "card"
    CHECK_IN = "check-in"
    REPAIR = "repair"
    NEWS = "news"
    NUDGE = "nudge"
    DIGEST = "digest"


class ChannelChoice(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


class Schedule(models.Model):
    """When an occurrence stands, as last planned for one person. A move raises `version`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="schedules")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    starts_at = models.DateTimeField()
    start_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id"), name="a_person_has_one_schedule_for_an_occurrence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}@{self.version}"


class Reminder(DueRow):
    """A message due to one partner: one row of intent. `id` is its idempotency key.

    The truth is (`anchor_local`, `tzid`, step); `due_at` is derived from it. `anchor_local` is a naive
    wall time in ISO 8601. News is not on the ladder: what has not been sent yet takes up what comes.
    What its person put off comes `again_of` the one that they had: a row of its own, since that one was sent.
    """

    class About(models.TextChoices):
        """What a piece of news is about, where its words depend on it."""

        MOVED = "moved"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reminders")
    uid = models.TextField()
    recurrence_id = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=12, choices=StepChoice)
    channel = models.CharField(max_length=5, choices=ChannelChoice)
    schedule_version = models.PositiveIntegerField()
    anchor_local = models.CharField(max_length=26)
    tzid = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    event_on = models.DateField()
    about = models.CharField(max_length=8, choices=About, blank=True)
    again_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )

    message_key = models.UUIDField(null=True)
    """The one message that it was tried in together with others; None: one of its own, by its id."""
    dismissed_at = models.DateTimeField(null=True)
    """When its person had read that it may not have reached them."""

    class Meta:
        constraints = (
            *DueRow.Meta.constraints,
            models.CheckConstraint(
                name="only_what_is_over_is_dismissed",
                condition=Q(dismissed_at__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_has_begun_shares_a_message",
                condition=Q(message_key__isnull=True) | Q(attempts__gt=0),
            ),
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id", "step", "channel", "schedule_version"),
                condition=~Q(step__in=(StepChoice.NEWS, StepChoice.NUDGE, StepChoice.TALK_NOW))
                & Q(again_of=None),
                name="a_step_is_sent_once_per_schedule_version",
            ),
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id", "channel", "schedule_version", "due_at"),
                condition=Q(step=StepChoice.TALK_NOW, again_of=None),
                name="a_talk_is_called_once_at_its_time",
            ),
            models.UniqueConstraint(
                fields=("person", "uid", "recurrence_id", "channel"),
                condition=Q(step=StepChoice.NEWS, state__in=("pending", "leased"), attempts=0, again_of=None),
                name="news_of_an_occurrence_is_merged_until_sent",
            ),
            models.UniqueConstraint(fields=("again_of",), name="a_reminder_is_put_off_once"),
        )
        indexes = (
            models.Index(
                fields=("channel", "next_at", "id"),
                condition=Q(state__in=LIVE_STATES),
                name="reminder_due",
            ),
            models.Index(fields=("person", "due_at"), name="reminder_log"),
            models.Index(fields=("person", "uid"), name="reminder_by_uid"),
            models.Index(fields=("ended_at",), condition=~Q(state__in=LIVE_STATES), name="reminder_end"),
            models.Index(
                fields=("message_key",),
                condition=Q(message_key__isnull=False),
                name="reminder_by_message",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def key(self) -> UUID:
        """What its message is known by at the other end, for good."""
        return self.message_key or self.id


class Delivery(models.Model):
    """One attempt to send a reminder."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reminder", "attempt"), name="attempts_are_numbered"),)

    def __str__(self) -> str:
        return f"{self.reminder_id}#{self.attempt}"


class UnsubscribeLink(models.Model):
    """The short opaque token in a step's mails (RFC 8058), by its hash, and whether it was used."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=12, choices=StepChoice)
    token_hash = models.BinaryField(max_length=32, unique=True)
    unsubscribed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "step"), name="a_person_has_one_link_per_step"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}:{self.step}"


class OutboxMail(DueRow):
    """Account mail and invitations, written inside the request and sent by `tasks`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="outbox")
    kind = models.CharField(max_length=12)
    to = EncryptedTextField()
    subject = EncryptedTextField(default="")
    text = EncryptedTextField(default="")
    html = EncryptedTextField(default="")

    def __str__(self) -> str:
        return str(self.id)


class MailboxMessage(models.Model):
    """What would have left this machine, kept for the mailbox page of the embedded default."""

    key = models.CharField(max_length=80, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="mailbox")
    channel = models.CharField(max_length=5, choices=ChannelChoice)
    to = EncryptedTextField()
    subject = EncryptedTextField(default="")
    text = EncryptedTextField(default="")
    html = EncryptedTextField(default="")
    event = EncryptedTextField(default="")
    """The calendar file that it brought."""
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("person", "-created_at"), name="mailbox_by_person"),)

    def __str__(self) -> str:
        return self.key
