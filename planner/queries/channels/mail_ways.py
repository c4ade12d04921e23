"""The mail by which somebody shows that reminders reach them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare

from planner import errors
from planner.models import OutboxMail
from planner.queries.channels import links

TRIED = "test"
LINK_LASTS = timedelta(days=1)


def tried(mail_id: UUID, token: str, *, now: datetime) -> UUID:
    """Whose test mail holds this link. Raises `NotFound`, also once they have another address."""
    lately = OutboxMail.objects.filter(kind=TRIED, created_at__gt=now - LINK_LASTS)
    mail = lately.select_related("person").filter(id=mail_id).first()
    is_right = constant_time_compare(links.works_token(mail_id), token)
    if mail is None or mail.person is None or not is_right or mail.to != mail.person.email:
        raise errors.NotFound
    return mail.person.id
