"""A mail as Django's backends take it."""

from email import encoders
from email.message import Message
from email.mime.base import MIMEBase

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from planner.queries.channels.outgoing import Attachment, Mail


def written(message: Mail) -> EmailMultiAlternatives:
    """Both parts, its headers and what is attached."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers=dict(message.headers),
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for each in message.attachments:
        mail.attach(_part(each))
    return mail


def _part(attachment: Attachment) -> MIMEBase:
    """With all parameters of its type: by `method`, mail programs tell an event from an invitation."""
    described = Message()
    described["Content-Type"] = attachment.content_type
    part = MIMEBase(described.get_content_maintype(), described.get_content_subtype())
    for name, value in described.get_params([])[1:]:
        part.set_param(name, value)
    part.set_payload(attachment.content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part
