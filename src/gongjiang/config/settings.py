"""Settings: read from the environment and the home, never from a running server.

GONGJIANG_HOME  where this installation keeps its data (default: var/ in the checkout)
DATABASE_URL    the application role's address of a PostgreSQL 15 or newer (default: embedded)
DATABASE_OWNER_URL  the owner's address of the same database, for migrations
GONGJIANG_METRICS_TOKEN  with which /metrics answers from afar (default: this machine only)
GONGJIANG_SPARK the master of a Spark cluster, where Spark is to compute (default: in-process)
GONGJIANG_HOSTS the host names served, separated by commas (default: loopback only)

How people sign in is set in `sign_in`.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.contrib import messages

from gongjiang.config.databases import databases
from gongjiang.config.logs import logging_settings
from gongjiang.config.sign_in import *  # noqa: F403  (they are settings, each by its own name)
from gongjiang.config.sign_in import OIDC_ORIGIN, SIGN_IN_APPS, session_settings
from gongjiang.config.statics import static_version
from gongjiang.kernel.home import Home, demo_day
from gongjiang.kernel.keyring import Keyring, KeysMissing

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]
HOME = Home.from_environment(default=CHECKOUT / "var")
DEMO = HOME.demo_marker.exists()
# A demo zone stands still on the day it was built up to; elsewhere today is today.
TODAY = demo_day(HOME)

try:
    KEYRING: Keyring | None = Keyring.load(HOME.keys)
except KeysMissing:
    # Commands that need no secret still run; `up` says how to make the keys and stops.
    KEYRING = None
SECRET_KEY = KEYRING.derive("django") if KEYRING else ""

DEBUG = False
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [h for h in os.environ.get("GONGJIANG_HOSTS", "").split(",") if h] or LOOPBACK
METRICS_TOKEN = os.environ.get("GONGJIANG_METRICS_TOKEN", "")
ROOT_URLCONF = "gongjiang.config.urls"
WSGI_APPLICATION = "gongjiang.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    *SIGN_IN_APPS,
    "procrastinate.contrib.django",
    "gongjiang.web",
    "gongjiang.ledger",
    "gongjiang.orgs",
    "gongjiang.people",
    "gongjiang.governance",
    "gongjiang.skills",
    "gongjiang.careers",
    "gongjiang.mentoring",
    "gongjiang.reports",
    "gongjiang.index",
]

MIDDLEWARE = [
    "gongjiang.web.health.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "gongjiang.web.house.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongjiang.web.house.middleware.LanguageFromCookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongjiang.web.accounts.middleware.IdleTimeout",
    "gongjiang.web.house.requests.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongjiang.web.house.middleware.RefusalPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(SOURCE.glob("web/*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongjiang.web.house.context.house",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gongjiang.web.house.tags",
            ],
        },
    }
]
# The tags are the kinds of the notice component.
MESSAGE_TAGS = {
    messages.DEBUG: "info",
    messages.INFO: "info",
    messages.SUCCESS: "good",
    messages.WARNING: "warn",
    messages.ERROR: "bad",
}
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CSRF_FAILURE_VIEW = "gongjiang.web.house.refusals.forged"

LOGGING = logging_settings(HOME, os.environ)
DATABASES = databases(HOME, os.environ)
# Jobs (decision 0011). A room's `tasks.py` is found by itself where the room is named above.
PROCRASTINATE_IMPORT_PATHS = ["gongjiang.lake.tasks", "gongjiang.ops.tasks"]
# A night on which the machine was off is made up for; a demo zone stands still and owes nothing.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 10 * 60 if DEMO else 24 * 60 * 60}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
globals().update(session_settings(demo=DEMO, loopback_only=set(ALLOWED_HOSTS) <= set(LOOPBACK)))

SPARK_MASTER = os.environ.get("GONGJIANG_SPARK") or "local[2]"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# The version stands in the address, so a browser may keep each file for ever.
STATIC_URL = f"static/{static_version(SOURCE, CHECKOUT)}/"
STATICFILES_DIRS = [*sorted(SOURCE.glob("web/*/static")), ("vendor", CHECKOUT / "build/vendor")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"."
STATIC_ROOT = HOME.path / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_ROOT = HOME.files

SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "default-src": ("'self'",),
    "base-uri": ("'none'",),
    # A browser also checks where a form's answer sends it: signing in leads to the provider.
    "form-action": ("'self'", *([OIDC_ORIGIN] if OIDC_ORIGIN else [])),
    "frame-ancestors": ("'none'",),
    "img-src": ("'self'", "data:"),
    "object-src": ("'none'",),
    "report-uri": ("/csp-report",),
}
