"""Every private text of every model holds a planted word: else its silence shows nothing."""

from django.apps import apps
from django.db.models import Field, Model

from planner.models.fields import EncryptedBytesField
from tests.privacy.world import World

UNPLANTED = {
    "Event.own_text": "a packed copy of the text beside it",
    "ExportPart.data": "packed; tests/privacy/test_archives.py opens it",
    "Feed.body": "what a feed was asked for, put together from events",
    "FlagReason.chip": "one of a list that we wrote",
    "Import.data": "emptied once it was read; what was read of it is planted",
    "KeptAnswer.asked": "what a program of its owner asked of the API, kept for a repeat",
    "KeptAnswer.said": "and what it was answered",
    "MailboxMessage.event": "a calendar file that goes with a mail, put together from events",
    "MailboxMessage.to": "an address of its reader",
    "OutboxMail.html": "put together from what is planted, for its reader",
    "OutboxMail.subject": "a sentence that we wrote",
    "OutboxText.text": "a code, for its reader",
    "OutboxText.to": "a number of its reader",
    "SentText.text": "what was sent, without anybody’s words: tests/privacy/test_texts.py",
    "StoppedNumber.number": "a number that nobody has here",
    "Subscription.held": "a file that waits for a second look; the files that were read are planted",
    "Webhook.secret_before": "a secret that was changed for another",
}
"""Private columns that hold no word of somebody's own, and why."""


def unplanted(world: World) -> list[str]:
    """The private columns without a planted word, but those that need none."""
    words = [*world.private.values(), *world.shared.values(), *world.secret.values()]
    words += [*world.strangers.values(), *world.tokens.values()]
    models = apps.get_app_config("planner").get_models()
    return [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedBytesField) and not _planted(model, field, words)
    ]


def _planted(model: type[Model], field: "Field[object, object]", words: list[str]) -> bool:
    values = [str(one) for one in model._default_manager.values_list(field.attname, flat=True)]
    return any(word in value for word in words for value in values)
