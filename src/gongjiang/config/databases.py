"""Two roles on one database: `default` serves, `owner` migrates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gongjiang.kernel.home import APPLICATION_ROLE, DATABASE, OWNER_ROLE, Home


def databases(home: Home, environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: the embedded server of this home, or the server the environment names.

    Raises:
        ValueError: an address that is not postgresql://.
    """
    if url := environment.get("DATABASE_URL"):
        serving = _from_url(url)
        owning = _from_url(environment.get("DATABASE_OWNER_URL") or url)
    else:
        serving = _embedded(home, APPLICATION_ROLE)
        owning = _embedded(home, OWNER_ROLE)
    return {"default": _with_defaults(serving), "owner": _with_defaults(owning)}


def _embedded(home: Home, role: str) -> dict[str, Any]:
    return {
        "NAME": DATABASE,
        "USER": role,
        "HOST": str(home.sockets),
        # libpq reads the password when it connects, so settings load before there is one.
        "OPTIONS": {"passfile": str(home.passwords)},
    }


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        msg = "DATABASE_URL must start with postgresql://"
        raise ValueError(msg)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def _with_defaults(connection: dict[str, Any]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        **connection,
    }
