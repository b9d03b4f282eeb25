"""Settings: read from the environment and the home, never from a running server.

GONGJIANG_HOME  where this installation keeps its data (default: var/ in the checkout)
DATABASE_URL    the application role's address of a PostgreSQL 15 or newer (default: embedded)
DATABASE_OWNER_URL  the owner's address of the same database, for migrations
GONGJIANG_HOSTS the host names served, separated by commas (default: loopback only)
"""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from gongjiang.config.databases import databases
from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring, KeysMissing

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]
HOME = Home.from_environment(default=CHECKOUT / "var")
DEMO = HOME.demo_marker.exists()

try:
    KEYRING: Keyring | None = Keyring.load(HOME.keys)
except KeysMissing:
    # Commands that need no secret still run; `up` says how to make the keys and stops.
    KEYRING = None
SECRET_KEY = KEYRING.derive("django") if KEYRING else ""

DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("GONGJIANG_HOSTS", "").split(",") if h] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
ROOT_URLCONF = "gongjiang.config.urls"
WSGI_APPLICATION = "gongjiang.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "gongjiang.ledger",
    "gongjiang.orgs",
    "gongjiang.people",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

DATABASES = databases(HOME, os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = CHECKOUT / "static"
STATICFILES_DIRS = [("vendor", CHECKOUT / "build" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME.files
