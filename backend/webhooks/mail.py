"""Bounces and complaints, as the provider of mail tells of them; anymail checks who speaks and reads it.

The address exists for the provider that EMAIL_URL names, once there is a secret to know it by.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from anymail.signals import EventType, RejectReason
from anymail.signals import tracking as told
from django.conf import settings
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from planner.actions.channels import contacts
from planner.actions.channels.contacts import Kind

_VIEWS = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "mailtrap": "MailtrapTrackingWebhookView",
    "mandrill": "MandrillCombinedWebhookView",
    "postal": "PostalTrackingWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "resend": "ResendTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
    "unisender-go": "UnisenderGoTrackingWebhookView",
}
_NOT_THERE = (RejectReason.BOUNCED, RejectReason.INVALID)
_HARD_CLASSES = ("10", "30")
"""SparkPost's for a recipient who does not exist."""

# anymail says "bounced" of what may arrive tomorrow too: each provider marks that in its own way.
_IS_SOFT: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "Brevo": lambda said: said.get("event") == "soft_bounce",
    "MailerSend": lambda said: said.get("type") == "activity.soft_bounced",
    "Mailjet": lambda said: said.get("hard_bounce") is False,
    "Mandrill": lambda said: said.get("event") == "soft_bounce",
    "Postmark": lambda said: said.get("Type") in ("SoftBounce", "VirusNotification"),
    "Resend": lambda said: (
        said.get("data", {}).get("bounce", {}).get("type") in ("Transient", "Undetermined")
    ),
    "SendGrid": lambda said: said.get("type") in ("blocked", "expired"),
    "SparkPost": lambda said: _class_at_sparkpost(said) not in _HARD_CLASSES,
}


@csrf_exempt
def tracking(request: HttpRequest, provider: str) -> HttpResponse:
    """What a provider says, if it is ours and shows that it is."""
    module = provider.replace("-", "_")
    if not settings.HAS_MAIL_WEBHOOKS or module != settings.EMAIL_PROVIDER or provider not in _VIEWS:
        raise Http404
    view = import_string(f"anymail.webhooks.{module}.{_VIEWS[provider]}").as_view()
    try:
        answer: HttpResponse = view(request)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return HttpResponseBadRequest()
    return answer


@receiver(told, dispatch_uid="alongside")
def heard(sender: object, event: Any, esp_name: str, **_: object) -> None:
    """Hand over what says that mail does not arrive, or is not wanted."""
    kind = _kind(event, esp_name)
    if kind and event.recipient:
        now = timezone.now()
        contacts.bounced(event.recipient, kind, _name_of(event, esp_name), at=event.timestamp or now, now=now)


def _kind(event: Any, esp_name: str) -> Kind | None:
    if event.event_type == EventType.COMPLAINED:
        return Kind.COMPLAINED
    is_refused = event.event_type == EventType.REJECTED and event.reject_reason in _NOT_THERE
    if event.event_type != EventType.BOUNCED and not is_refused:
        return None
    is_soft = _IS_SOFT.get(esp_name, _never)(event.esp_event)
    return None if is_soft else Kind.BOUNCED


def _name_of(event: Any, esp_name: str) -> str:
    """What the event is known by when it is told again; some providers give it no name of its own."""
    about = (event.message_id, event.event_type, event.recipient, event.timestamp)
    return f"{esp_name}:{event.event_id or ':'.join(map(_text, about))}"


def _text(part: object) -> str:
    return part.isoformat() if isinstance(part, datetime) else str(part)


def _never(said: Mapping[str, Any]) -> bool:
    return False


def _class_at_sparkpost(said: Mapping[str, Any]) -> str:
    """Inside two wrappings, `{"msys": {"message_event": {…}}}`."""
    return str(next(iter(said["msys"].values()))["bounce_class"])
