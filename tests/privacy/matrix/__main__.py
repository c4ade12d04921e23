"""`make matrix`: every route by every method for everybody, and all else that leaves or is kept.

Ends with one line: matrix cells=N leaks=N; and with 1 where something came out.
"""

import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

# In this order: what asks needs a Django that is ready.
from tests.privacy.matrix import ready, whole


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=whole.QUESTIONS, help="default: each")
    only = parser.parse_args().only or list(whole.QUESTIONS)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment(debug=False)
    runner = get_runner(settings)(verbosity=0)
    databases = runner.setup_databases()
    try:
        if not settings.EMBEDDED:
            call_command("collectstatic", interactive=False, verbosity=0)
        with transaction.atomic():
            tally = whole.ask(only)
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
    for leak in tally.leaks:
        print(leak)
    print(f"matrix cells={tally.cells} leaks={len(tally.leaks)}")
    return int(bool(tally.leaks))


if __name__ == "__main__":
    assert ready.VAR
    sys.exit(main())
