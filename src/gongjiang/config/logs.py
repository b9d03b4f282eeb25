"""Where log lines go.

GONGJIANG_LOG   `-` for the error stream, as a container wants them; default: a file a day in the
                home's `logs`, and errors on the error stream as well
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjiang.kernel.home import Home

STREAM = {"class": "logging.StreamHandler", "formatter": "json"}


def logging_settings(home: Home, environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's LOGGING: one root handler, and every other program's own handlers removed."""
    to_stream = environment.get("GONGJIANG_LOG") == "-"
    handlers: dict[str, dict[str, Any]] = {"stream": STREAM if to_stream else _errors()}
    if not to_stream:
        handlers["file"] = {
            "class": "gongjiang.kernel.logs.DailyFile",
            "folder": home.logs,
            "formatter": "json",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "gongjiang.kernel.logs.JsonLines"}},
        "filters": {"jobs": {"()": "gongjiang.kernel.logs.JobOutcomes"}},
        "handlers": {
            **handlers,
            # A logger's own filter is not asked for its children's records; a handler's is.
            "jobs": {
                "class": "gongjiang.kernel.logs.Onward",
                "filters": ["jobs"],
            },
        },
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            "gongjiang": {"level": "INFO"},
            # Each request has its line; what is more is a failure.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "procrastinate": {"handlers": ["jobs"], "level": "INFO", "propagate": False},
        },
    }


def _errors() -> dict[str, Any]:
    return {**STREAM, "level": "ERROR"}
