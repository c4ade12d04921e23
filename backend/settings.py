"""Settings, read strictly from the environment or from files. docs/settings.md describes each one.

Nothing set means the embedded default: SQLite, a broker in a folder and a local mailbox, all under `var/`.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import FileAwareEnv, validate
from kombu import Exchange, Queue

from backend import broker, catalogues, email_url, embedded, logs, openapi, sms_url, wake_ups
from backend.settings_accounts import *
from planner.core import push
from planner.core.sms import provider as sms

BASE_DIR = Path(__file__).resolve().parent.parent
env = FileAwareEnv(strip_whitespace=True)

# --- Where things lie -----------------------------------------------------------------------------------
VAR = Path(env.str("ALONGSIDE_VAR", "") or BASE_DIR / "var")
DATABASE_URL = env.str("DATABASE_URL", "")
REDIS_URL = env.str("REDIS_URL", "")
EMAIL_URL = env.str("EMAIL_URL", "")
PORT = env.int("PORT", 8000)
PUBLIC_URL = env.str("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
EMBEDDED = not DATABASE_URL

# --- Secrets: made at random for the embedded default, demanded otherwise -------------------------------
_made = embedded.load_or_make(VAR) if EMBEDDED else None
SECRET_KEY = env.str("SECRET_KEY", _made.secret_key) if _made else env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
FIELD_KEYS = embedded.field_keys(
    env.list("FIELD_KEYS", _made.field_keys) if _made else env.list("FIELD_KEYS")
)

# --- Who may call ---------------------------------------------------------------------------------------
DEBUG = False
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", [_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
)
HTTPS = _public.scheme == "https"
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
PROXIES = env.int("PROXY_HOPS", 1, validate=validate.Range(min=1)) if env.bool("BEHIND_PROXY", False) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
# Whose address the limits on signing in count by.
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A name with this prefix is taken from this very host over TLS alone (RFC 6265bis, section 4.1.3.2).
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if HTTPS else ("sessionid", "csrftoken")
)
SESSION_COOKIE_AGE = int(timedelta(days=60).total_seconds())
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
IMPORT_MAX_BYTES = 10_000_000
IMPORT_MAX_EVENTS = 20_000
# `host:port` of one's own network, at any port: what subscriptions may read, and what is posted to.
SUBSCRIPTION_ALLOW = frozenset(env.str("SUBSCRIPTION_ALLOW", "").replace(",", " ").lower().split())
PUSH_ALLOW = frozenset(env.str("PUSH_ALLOW", "").replace(",", " ").lower().split())
WEBHOOK_ALLOW = frozenset(env.str("WEBHOOK_ALLOW", "").replace(",", " ").lower().split())
for _name in ("SUBSCRIPTION_ALLOW", "PUSH_ALLOW", "WEBHOOK_ALLOW"):
    if not all(place.rpartition(":")[2].isdigit() for place in globals()[_name]):
        raise ImproperlyConfigured(f"{_name} wants host:port, separated by commas.")

# --- The project ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "backend",
    "backend.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "planner",
    "tasks",
]
MIDDLEWARE = [
    "backend.middleware.AskForLittle",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backend.middleware.SpeakTheirLanguage",
    "backend.middleware.KeepPrivate",
    "backend.web.visiting.NoAccount",
    "backend.web.errors.SayWhatHappened",
    "backend.busy.SayBusy",
]
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "backend.web.context.couple",
                "backend.web.context.mailbox",
                "backend.web.context.frame",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
_manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": _plain if EMBEDDED else _manifest},
}
WHITENOISE_USE_FINDERS = EMBEDDED
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database, cache, broker ----------------------------------------------------------------------------
_sqlite = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "alongside.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
}
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)
    if DATABASE_URL
    else _sqlite
}
DATABASES["default"]["PASSWORD"] = env.str("DATABASE_PASSWORD", "") or DATABASES["default"].get(
    "PASSWORD", ""
)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Above it a third is thrown away, whatever it is: many tries at many addresses must not make room
        # for more of them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
LEASE_S = env.int("LEASE_S", 120, validate=validate.Range(min=5))
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT, CELERY_BROKER_TRANSPORT_OPTIONS = broker.reached(REDIS_URL, VAR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Without end, and also when Redis answers but refuses to write: it may come back at any time.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
# A worker serves them all unless it is told which (--queues).
CELERY_TASK_DEFAULT_QUEUE = "upkeep"
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in wake_ups.QUEUES]
CELERY_BEAT_SCHEDULE = wake_ups.schedule()

# --- People ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "planner.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Mail -----------------------------------------------------------------------------------------------
# Requests write an outbox row; `tasks` sends it by SMTP or a provider, or shows it in the mailbox.
EMAIL_BACKEND = "backend.mail.OutboxBackend"
_mail = email_url.read(EMAIL_URL, env.str("EMAIL_WEBHOOK_SECRET", ""))
SMTP_OPTIONS = _mail.smtp
EMAIL_PROVIDER, ANYMAIL = _mail.provider, _mail.anymail
HAS_MAIL_WEBHOOKS = _mail.has_webhooks
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "Alongside <alongside@localhost>")
MAILBOX = SMTP_OPTIONS is None and not EMAIL_PROVIDER

# --- The demo that can be tried without an account -------------------------------------------------------
DEMO_COUPLES = env.int("DEMO_COUPLES", 20, validate=validate.Range(min=0))
# So that nobody borrows them all from one address; a household shares one.
ACCOUNT_RATE_LIMITS = {"demo": "6/h/ip,10/d/ip"}

# --- Texts: None means that none are offered ------------------------------------------------------------
_is_here = sms.is_loopback(_public.hostname or "") and not SECURE_PROXY_SSL_HEADER
SMS_URL = env.str("SMS_URL", "mailbox://" if EMBEDDED and _is_here else "")
SMS = sms_url.read(SMS_URL, is_here=_is_here, is_https=HTTPS)

# --- Push -----------------------------------------------------------------------------------------------
# Who we are to push services. Without a key, push is not offered.
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", "") or (embedded.vapid_key(VAR) if EMBEDDED else "")
VAPID_SUBJECT = env.str("VAPID_SUBJECT", "") or push.subject(DEFAULT_FROM_EMAIL, PUBLIC_URL)
if not VAPID_SUBJECT.startswith(("mailto:", "https:")):
    raise ImproperlyConfigured("VAPID_SUBJECT wants an address that begins with mailto: or https:.")
try:
    VAPID_PUBLIC_KEY = push.public_key(push.private_key(VAPID_PRIVATE_KEY)) if VAPID_PRIVATE_KEY else ""
except ValueError:
    raise ImproperlyConfigured("VAPID_PRIVATE_KEY is no key. Make one with `manage.py vapid`.") from None

# --- Language and time ----------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [catalogues.compiled(BASE_DIR / "locale", VAR / "locale")]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS

# --- API ------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.api.authentication.PersonalToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.api.parsers.LimitedJSON"],
    "DEFAULT_SCHEMA_CLASS": "backend.api.rules.described.Described",
    "DEFAULT_THROTTLE_RATES": {
        "person": env.str("API_RATE", "600/min"),
        "token": env.str("API_TOKEN_RATE", "300/min"),
        "mail": env.str("API_MAIL_RATE", "20/hour"),
        "stranger": env.str("API_STRANGER_RATE", "60/min"),
    },
    # Without a proxy nobody else says where a request comes from; behind one, the last hop does.
    "NUM_PROXIES": PROXIES,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "backend.api.errors.handle",
}
SPECTACULAR_SETTINGS = openapi.SETTINGS

# --- Watching it ----------------------------------------------------------------------------------------
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
ADMIN_PATH = env.str("ADMIN_PATH", "").strip("/")

# --- Logs: one line per outcome, ids only ---------------------------------------------------------------
LOGGING = logs.lines(env.str("LOG_LEVEL", "INFO"))
