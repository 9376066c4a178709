"""Settings: every value comes from the environment, with a default that serves `manage.py up`.

docs/settings.md lists them. A wrong value stops the start and is named.
"""

import logging
import os
import tomllib
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from claimtrack import embedded, logs
from claimtrack.environment import Environment, site_at
from claimtrack.secrets import read_or_make_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

env = Environment()

VAR_DIR = Path(env.str("CLAIMTRACK_VAR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_TLS = env.bool("BEHIND_TLS", default=False)
PRIVATE = env.bool("PRIVATE", default=False)
# Where this installation is found, for links in what leaves it.
SITE = env.str("SITE", default=site_at(env.str("HOST", default=""), env.str("PORT", default="8000"))).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_prometheus",
    "django_structlog",
    "drf_spectacular",
    "knox",
    "rest_framework",
    "template_partials",
    "claimtrack",
    "articles",
    "claims",
]

MIDDLEWARE = [
    "claimtrack.health.HealthMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "claimtrack.middleware.NumberedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claimtrack.middleware.PrivateMiddleware",
    "claimtrack.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "claimtrack.middleware.ProblemMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "claimtrack.urls"
WSGI_APPLICATION = "claimtrack.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claimtrack.web.page_context",
            ],
        },
    },
]

# Without DATABASE_URL and REDIS_URL, the servers that `manage.py up` keeps under VAR_DIR are used.
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED_DATABASE, EMBEDDED_REDIS = not DATABASE_URL, not REDIS_URL
DATABASE_URL = DATABASE_URL or embedded.database_url(VAR_DIR)
REDIS_URL = REDIS_URL or embedded.redis_url(VAR_DIR)

DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name")
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A pool serves the threads of the web processes; Celery would close it after every task.
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": embedded.client_url(REDIS_URL),
        "KEY_PREFIX": "claimtrack",
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever sends does not wait for a broker that is down (6 s by default): the sweep sends again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0.2,
    "socket_connect_timeout": 3,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TASK_DEFAULT_QUEUE = "extract"
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "articles.tasks.sweep", "schedule": env.float("SWEEP_SECONDS", default=10.0)},
    "poll-feeds": {"task": "articles.tasks.poll_due_feeds", "schedule": 20.0},
    "release-claims": {"task": "claims.tasks.release_expired", "schedule": 60.0},
    # An answer within the time of the next one is as good: messages do not pile up where workers are busy.
    "watch-searches": {"task": "claims.tasks.watch_searches", "schedule": 10.0, "options": {"expires": 10}},
    "import-fact-checks": {"task": "claims.tasks.import_fact_checks", "schedule": 3600.0, "options": {"expires": 3600}},
    "send-digests": {"task": "claims.tasks.send_digests", "schedule": 600.0, "options": {"expires": 600}},
    # It runs once a day, whenever the installation is up.
    "keep-house": {"task": "claimtrack.tasks.keep_house", "schedule": 1800.0, "options": {"expires": 1800}},
}

WORKER_QUEUES = ("fetch", "extract", "match")
# More than the cores: a process that waits for a slow site does nothing else meanwhile.
WORKER_PROCESSES = env.int("WORKER_PROCESSES", default=min(8, max(4, os.cpu_count() or 1)))

# The whole way of a story, as stage: (function of one Ingestion, queue).
INGESTION_STEPS = {
    "fetching": ("articles.fetching.fetch_page", "fetch"),
    "cleaning": ("articles.cleaning.clean_page", "extract"),
    "extracting": ("claims.recording.extract_and_record", "extract"),
    "matching": ("claims.matching.match_new_claims", "match"),
}
# How long an ingestion stays with a worker that gives no sign of life; a living one renews it all the time.
INGESTION_LEASE_SECONDS = env.int("INGESTION_LEASE_SECONDS", default=15)
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=10 * 1024 * 1024)
# Exact host:port pairs which the address guard lets through although they are not public.
FETCH_ALLOW = env.list("FETCH_ALLOW", default=[])
# The same for webhooks, which every user may set.
WEBHOOK_ALLOW = env.list("WEBHOOK_ALLOW", default=[])
# Files, folders and addresses of fact-checks that are read again when they have changed.
FACT_CHECKS = env.list("FACT_CHECKS", default=[])
# How statements are found: by the trained network and the rules together, or by one of the two alone.
TAGGER = env.one_of("TAGGER", ("combined", "model", "rules"), default="combined")
# Which verdicts count only once another editor agrees: none, Misleading and False, or all.
SECOND_OPINION = env.one_of("SECOND_OPINION", ("off", "3-4", "all"), default="off")

# How many days what only passes through is kept; 0 is for good.
KEEP_DELIVERIES_DAYS = env.int("KEEP_DELIVERIES_DAYS", default=30)
KEEP_FAILED_DAYS = env.int("KEEP_FAILED_DAYS", default=0)
KEEP_OWN_ACTIONS_DAYS = env.int("KEEP_OWN_ACTIONS_DAYS", default=0)

# Without a mail server, no mail is offered.
MAIL = env.mail("EMAIL_URL")
EMAIL_BACKEND = MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_FILE_PATH = MAIL.get("EMAIL_FILE_PATH")
EMAIL_HOST, EMAIL_PORT = MAIL.get("EMAIL_HOST"), MAIL.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_USER"), MAIL.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="claimtrack@localhost")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_LOCKOUT_CALLABLE = "claimtrack.errors.locked_out"
CSRF_FAILURE_VIEW = "claimtrack.errors.csrf_failure"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "overview"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "claimtrack.accounts.client_address"
AXES_VERBOSE = False
# How many proxies of our own stand in front: only what they add to X-Forwarded-For is believed.
PROXIES = env.int("PROXIES", default=1 if BEHIND_TLS else 0)

OTP_TOTP_ISSUER = "claimtrack"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claimtrack.authentication.ScopedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["claimtrack.web.ReadOrRole"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["claimtrack.parsers.BoundedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "claimtrack.web.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("THROTTLE_ANON", default="600/min"),
        "user": env.str("THROTTLE_USER", default="3000/min"),
    },
    "NUM_PROXIES": PROXIES,
    "EXCEPTION_HANDLER": "claimtrack.problems.problem_details",
    "PAGE_SIZE": 50,
    "DEFAULT_VERSION": "v1",
}
KNOX_TOKEN_MODEL = "knox.AuthToken"  # noqa: S105  (a model)
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "claimtrack",
    "DESCRIPTION": "Who claimed what, who answered, and what an editor found.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {  # several fields are called state, or kind
        "FeedState": "articles.models.FeedState",
        "OutletKind": "articles.models.OutletKind",
        "SpeakerKind": "claims.api.speakers.KINDS",
        "ProposalState": "claims.models.ProposalState",
        "RebuttalState": "claims.models.RebuttalState",
    },
}

# JSON lines on stderr. The level is that of libraries; our own apps say what they do.
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING").upper()
LOGGING = logs.configuration(LOG_LEVEL, own=("articles", "claims", "claimtrack"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # NumberedMiddleware sets it, whatever the sender says
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO  # what visitors ask for in vain is no event of ours

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES + 1024 * 1024
