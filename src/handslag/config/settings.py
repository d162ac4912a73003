"""Settings of an installation: everything that differs between cities comes from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext

from handslag.core.smtp import smtp_settings

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
HANDSLAG_DATA = Path(os.environ.get("HANDSLAG_DATA", "var")).resolve()
HANDSLAG_LEXICON = Path(os.environ.get("HANDSLAG_LEXICON") or HANDSLAG_DATA / "lexikon").resolve()
HANDSLAG_DATABASE_URL = os.environ.get("HANDSLAG_DATABASE_URL", "")
HANDSLAG_PORT = int(os.environ.get("HANDSLAG_PORT", "8000"))
HANDSLAG_DEMO = os.environ.get("HANDSLAG_DEMO", "") == "1"
"""Only a demo lets one choose a user without a password."""
HANDSLAG_CONTACT = os.environ.get("HANDSLAG_CONTACT", "")
"""The address to which someone writes for whom a page does not work."""
HANDSLAG_WHISTLE_URL = os.environ.get("HANDSLAG_WHISTLE_URL", "")
"""The city's own whistle-blowing channel, which the form for signals links to; several cities: `slug=address …`."""


def _secret() -> str:
    """The installation's secret: given, or made once and kept readable by its owner only in the data directory."""
    if given := os.environ.get("HANDSLAG_SECRET"):
        return given
    file = HANDSLAG_DATA / "secret"
    if not file.exists():
        HANDSLAG_DATA.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HANDSLAG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
HTTPS = os.environ.get("HANDSLAG_HTTPS", "") == "1"

ROOMS = [
    f"handslag.{room}"
    for room in (
        "core",
        "audit",
        "people",
        "plan",
        "followup",
        "voice",
        "papers",
        "vitals",
        "intake",
        "search",
        "questions",
        "dossiers",
        "oversight",
        "tasks",
        "public",
    )
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    *ROOMS,
    "django.forms",  # after the rooms: the core's own field template goes before Django's
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "handslag.core.http.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handslag.core.http.login_required",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handslag.core.http.refusals",
]
ROOT_URLCONF = "handslag.config.urls"
WSGI_APPLICATION = "handslag.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handslag.core.context.frame",
                "handslag.people.context.city",
            ],
            "builtins": ["handslag.core.templatetags.handslag"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES: dict[str, Any] = {}
if HANDSLAG_DATABASE_URL:
    DATABASES["default"] = dj_database_url.parse(HANDSLAG_DATABASE_URL, conn_max_age=60)
else:
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HANDSLAG_DATA / "handslag.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY"
            ),
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["handslag.people.backends.Accounts"]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "handslag.core.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HANDSLAG_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}


def _is_packed() -> bool:
    """Whether the collected static files are packed and no older than the program's own."""
    packed, own = STATIC_ROOT / "app.css.gz", PACKAGE / "core" / "static" / "app.css"
    return packed.exists() and packed.stat().st_mtime >= own.stat().st_mtime


WHITENOISE_USE_FINDERS = not _is_packed()
"""Without collected files (tests, a first start) they are served from where they lie, as they are."""
WHITENOISE_MAX_AGE = 3600
HANDSLAG_SMTP_URL = os.environ.get("HANDSLAG_SMTP_URL", "")
"""`smtp://user:password@host:587`, `smtps://…` or `smtp+plain://host:25`; without it letters are laid as files."""
HANDSLAG_BASE_URL = os.environ.get("HANDSLAG_BASE_URL", f"http://127.0.0.1:{HANDSLAG_PORT}").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("HANDSLAG_MAIL_FROM", "Handslag <handslag@localhost>")
globals().update(smtp_settings(HANDSLAG_SMTP_URL))

DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
