"""Run as a process: tries so many wrong passwords for one address, and prints how many were looked at."""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from django.test import Client  # noqa: E402

WRONG = "are not correct"
"""What is said of a password that was looked at; whoever tries too often reads something else."""


def heard(count: int) -> int:
    fields = {"login": "ada@example.org", "password": "wrong"}
    answers = [Client(SERVER_NAME="localhost").post("/accounts/login/", fields) for _ in range(count)]
    return sum(WRONG in one.content.decode() for one in answers)


if __name__ == "__main__":
    print(json.dumps(heard(int(sys.argv[1]))))
