"""What is set up once, when the process starts."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from backend import checks, sign_in


class BackendConfig(AppConfig):
    """Sign-ins of every kind are noted in their session, and unsafe settings are refused."""

    name = "backend"

    def ready(self) -> None:
        user_logged_in.connect(sign_in.note)
        checks.register()
