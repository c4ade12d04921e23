"""The environment a test run sees, set before Django reads its settings: a pytest plugin.

Whatever the shell holds, no test reads or writes the data of the checkout. DATABASE_URL alone is kept: it
chooses the database that the whole suite runs on.
"""

import atexit
import base64
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="alongside-tests-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.mkdir(os.path.join(_var, "static"))  # whitenoise warns when it is not there

for name in (
    "REDIS_URL",
    "DATABASE_PASSWORD",
    "EMAIL_URL",
    "EMAIL_FROM",
    "EMAIL_WEBHOOK_SECRET",
    "SECRET_KEY_FALLBACKS",
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "PROXY_HOPS",
    "PORT",
    "API_RATE",
    "LEASE_S",
    "SUBSCRIPTION_ALLOW",
    "PUSH_ALLOW",
    "VAPID_SUBJECT",
):
    os.environ.pop(name, None)
    os.environ.pop(f"{name}_FILE", None)
os.environ.update(
    ALONGSIDE_VAR=_var,
    PUBLIC_URL="http://localhost:8000",
    SMS_URL="mailbox://",
    SECRET_KEY="for tests only, and long enough to satisfy the check for length",
    FIELD_KEYS=base64.b64encode(bytes(range(32))).decode(),
    VAPID_PRIVATE_KEY="q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    LOG_LEVEL="INFO",
    ADMIN_PATH="running-it",
)
