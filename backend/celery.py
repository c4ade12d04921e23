"""The Celery app. The broker carries wake-ups only: the rows are the queue."""

import os
import sys

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.core.exceptions import ImproperlyConfigured

from backend import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("alongside")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tasks"], related_name="jobs")


@celeryd_init.connect
@beat_init.connect
def _refuse_unsafe(**_: object) -> None:
    # Raised in here, Celery would log it and go on.
    try:
        checks.refuse_unsafe()
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
