"""Background jobs, as a Django app of their own: nothing imports it, Celery finds it by name."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
