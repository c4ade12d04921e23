"""The WSGI callable that web processes serve."""

import os

from django.core.wsgi import get_wsgi_application

from backend import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
application = get_wsgi_application()
checks.refuse_unsafe()
