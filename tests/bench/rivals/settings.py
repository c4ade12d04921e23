"""What django-celery-beat needs of Django."""

import os

import dj_database_url

SECRET_KEY = "for a benchmark only"
DATABASES = {"default": dj_database_url.parse(os.environ["RIVAL_DATABASE_URL"])}
INSTALLED_APPS = ["django_celery_beat"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
