"""How people sign in: django-allauth does it, these settings say how strictly.

GONGJIANG_OIDC_URL        an OpenID Connect provider to sign in by; none by default. Over https, but
                          for one on this machine
GONGJIANG_OIDC_CLIENT_ID, GONGJIANG_OIDC_SECRET   what the provider knows us by
GONGJIANG_OIDC_NAME       what its button is called (default: the provider's host)
GONGJIANG_OIDC_CLAIM      the claim that is our user name (default: preferred_username)
GONGJIANG_PROXIES         how many proxies of ours stand in front (default: 0)
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def is_private(url: str) -> bool:
    """Whether nobody can listen in on the way to an address."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}


PROXIES = int(os.environ.get("GONGJIANG_PROXIES") or 0)
OIDC_URL = os.environ.get("GONGJIANG_OIDC_URL", "")
OIDC_CLAIM = os.environ.get("GONGJIANG_OIDC_CLAIM") or "preferred_username"
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL)) if OIDC_URL else ""

if OIDC_URL and not is_private(OIDC_URL):
    msg = f"GONGJIANG_OIDC_URL must begin with https://, or name this machine: {OIDC_URL}"
    raise ImproperlyConfigured(msg)

SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

AUTHENTICATION_BACKENDS = ["gongjiang.web.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",)},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# Failed tries are counted in the database: every process counts together, and neither a restart
# nor a crash forgives them. The table is made by a migration of `people`.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_counter",
    }
}

ACCOUNT_ADAPTER = "gongjiang.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# A factory's whole shift signs in from one address, so addresses are given room; a user name is
# locked after five failures.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "redeem_slip": "30/m/ip",
    "pair_screen": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

MFA_ADAPTER = "gongjiang.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "gongjiang.web.accounts.forms.AddPasskeyForm"}
MFA_TOTP_ISSUER = "Gongjiang"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

SOCIALACCOUNT_ADAPTER = "gongjiang.web.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "zone",
                "name": os.environ.get("GONGJIANG_OIDC_NAME") or urlsplit(OIDC_URL).netloc,
                "client_id": os.environ["GONGJIANG_OIDC_CLIENT_ID"],
                "secret": os.environ["GONGJIANG_OIDC_SECRET"],
                "settings": {"server_url": OIDC_URL, "oauth_pkce_enabled": True},
            }
        ]
    }

IDLE_MINUTES = 30
DEMO_IDLE_MINUTES = 12 * 60


def session_settings(*, demo: bool, loopback_only: bool) -> dict[str, Any]:
    """Cookies that no script reads and, but on this machine alone, no plain connection carries.

    The session ends when nothing was asked for `IDLE_MINUTES`, and with the browser.
    """
    secure = not (demo or loopback_only)
    return {
        "SESSION_ENGINE": "gongjiang.people.models.sessions",
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": 60 * (DEMO_IDLE_MINUTES if demo else IDLE_MINUTES),
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None,
    }
