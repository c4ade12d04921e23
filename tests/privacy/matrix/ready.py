"""Imported before all else: Django set up as the tests have it, and with no limit to how much is asked."""

import os

import django

from tests import environment

os.environ |= {"DJANGO_SETTINGS_MODULE": "backend.settings", "API_RATE": "1000000/min"}
django.setup()

VAR = environment.os.environ["ALONGSIDE_VAR"]
"""Where this run keeps its files, until it ends."""
