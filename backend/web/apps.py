"""What is set up once, when the process starts."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What happens to accounts is noted."""

    name = "backend.web"

    def ready(self) -> None:
        # Only now are there models, which that module imports.
        import_module("backend.web.accounts.noted").connect()
