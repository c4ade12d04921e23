"""One task that sends one mail, and the Celery app around it."""

import os
import smtplib
import time
from email.message import EmailMessage
from urllib.parse import urlsplit

from celery import Celery

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.rivals.settings"

app = Celery("rival", broker=os.environ["RIVAL_REDIS_URL"])
app.conf.update(
    task_ignore_result=True,
    broker_transport_options={"visibility_timeout": float(os.environ["RIVAL_VISIBILITY_S"])},
    beat_scheduler="django_celery_beat.schedulers:DatabaseScheduler",
)


@app.task(name="rival.remind")
def remind(key: str, due_at: float) -> None:
    """One mail with this key in its id. `due_at`: seconds since the epoch."""
    mail = EmailMessage()
    mail["Message-ID"], mail["Subject"] = f"<{key}@rival>", "A quarter of an hour"
    mail["From"], mail["To"] = "rival@example.org", "ada@example.org"
    mail["X-Late-S"] = f"{time.time() - due_at:.3f}"
    mail.set_content("It is time.")
    far = urlsplit(os.environ["EMAIL_URL"])
    with smtplib.SMTP(far.hostname or "", far.port or 25) as server:
        server.send_message(mail)
