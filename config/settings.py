"""All of Kiertue's settings. What differs between installations comes from the environment (docs/deploy.md)."""

from pathlib import Path
from urllib.parse import urlsplit

import csp.constants
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.environment import (
    BASE_DIR,
    VAR_DIR,
    database,
    env,
    keys,
    log_format,
    metrics_token,
    openid_connect,
    site_url,
    yes_or_no,
)

SECRET_KEY, TOKEN_KEY = keys()
DEBUG = yes_or_no("DEBUG")
SITE_URL = site_url()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or ["127.0.0.1", "localhost", "[::1]", "testserver"]
PROXIES = env.int("PROXIES", default=0)
if PROXIES < 0:
    raise ImproperlyConfigured("PROXIES counts the trusted proxies in front of us: 0 or more.")
ICAL_UID_DOMAIN = env.str("ICAL_UID_DOMAIN", default=urlsplit(SITE_URL).hostname)
SECURE = SITE_URL.startswith("https://")
METRICS_TOKEN = metrics_token()
LOG_FORMAT = log_format()

INSTALLED_APPS = [
    "config",
    "venues",
    "events",
    "registrations",
    "webcast",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_q",
    "csp",
    "i18nfield",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.trouble.TroubleMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.headers.HeadersMiddleware",
    "config.middleware.language.PathLanguageMiddleware",
    "config.middleware.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"

# Rows
DATABASES = {"default": database(in_web=env.str("KIERTUE_PROCESS", default="") == "web")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    if not REDIS_URL
    else {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL},
    "worker": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Who was erased, also outside the database: `restore` forgets them again (config/backup)
ERASED_FILE = Path(env.str("ERASED_FILE", default=str(VAR_DIR / "erased.txt")))

# Words
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# Who signs in: staff only; participants have links instead of accounts
AUTH_USER_MODEL = "events.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_FORMS = {"login": "events.organiser.accounts.SignInForm"}
ACCOUNT_ADAPTER = "events.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_FOR_ADMINS = yes_or_no("MFA_FOR_ADMINS")
MFA_ADAPTER = "events.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff are invited by letter: the address has proved itself
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": "events.organiser.accounts.CodeForm",
    "reauthenticate": "events.organiser.accounts.CodeAgainForm",
    "activate_totp": "events.organiser.accounts.NewAppForm",
    "add_webauthn": "events.organiser.accounts.NewPasskeyForm",
    "authenticate_webauthn": "events.organiser.accounts.PasskeyForm",
    "reauthenticate_webauthn": "events.organiser.accounts.PasskeyAgainForm",
    "login_webauthn": "events.organiser.accounts.PasskeyAloneForm",
}
SOCIALACCOUNT_ADAPTER = "events.openid.Adapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_connect(SECURE)}}
SOCIALACCOUNT_ONLY = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_LOGIN_ON_GET = (
    True  # docs/decisions/0017: a form's redirect may not leave the site (CSP form-action)
)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"

# Letters
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM", default="Kiertue <kiertue@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAIL_DIR = VAR_DIR / "mail"
if "EMAIL_URL" in env.ENVIRON:
    vars().update(env.email_url("EMAIL_URL"))
elif env.list("ALLOWED_HOSTS", default=[]):
    raise ImproperlyConfigured("Set EMAIL_URL: ALLOWED_HOSTS is set, so letters must leave the machine.")
else:
    EMAIL_BACKEND = "registrations.outbox.eml.EmlFiles"

# Work in the background: tasks are nudges and sweeps, the rows are the truth
Q_CLUSTER = {
    "name": "kiertue",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": 30,
    "retry": 120,
    "max_attempts": 5,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": -1,
    "poll": 0.5,
    "cache": "worker",
    "log_level": "WARNING",
    "label": "Background work",
}

# Limits: (burst, refill per minute)
LIMITS = {
    "register": (120, 20.0),
    "links": (20, 2.0),
    "miss": (20, 2.0),
    "answer": (120, 20.0),
    "claim": (20, 2.0),
    "watch": (600, 300.0),
    "ask": (5, 2.0),
    "ask_address": (60, 30.0),
    "api": (600, 600.0),
    "search": (60, 60.0),
    "signin": (60, 20.0),
}
FORM_MIN_SECONDS = 2
FORM_MAX_AGE = 24 * 3600
QUIET_SECONDS = env.int("QUIET_SECONDS", default=120)

# Seconds that a page for everybody is kept in memory, as long as nobody has taken a place meanwhile
PAGE_SECONDS = 5

# Browsers
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_MANIFEST_STRICT = False
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31536000
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.NONE],
        "script-src": [csp.constants.SELF],
        "style-src": [csp.constants.SELF],
        "img-src": [csp.constants.SELF, "data:"],
        "font-src": [csp.constants.SELF],
        "connect-src": [csp.constants.SELF],
        "manifest-src": [csp.constants.SELF],
        "worker-src": [csp.constants.SELF],
        "form-action": [csp.constants.SELF],
        "base-uri": [csp.constants.NONE],
        "frame-ancestors": [csp.constants.NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# Files are read where they arrive and never kept: what is larger is not taken in at all
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Machines
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["events.api.bearer.Bearer"],
    "DEFAULT_PERMISSION_CLASSES": ["events.api.bearer.Nobody"],
    "DEFAULT_THROTTLE_CLASSES": ["events.api.bearer.PerToken"],
    "DEFAULT_PARSER_CLASSES": ["events.api.bodies.CarefulJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "events.api.bodies.OneFormOnly",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "events.api.schema.Schema",
    "EXCEPTION_HANDLER": "events.api.problems.handler",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kiertue",
    "DESCRIPTION": "Tours, registrations and check-in for other programs.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "config.logs.MaskTokens"}},
    "formatters": {"house": {"()": "config.logs.formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "house", "filters": ["masked"]}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django.server": {"propagate": True},
        "django.request": {"level": "ERROR"},
        "django-q": {"level": "WARNING"},
    },
}
