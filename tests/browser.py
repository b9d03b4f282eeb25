"""Where journeys find a Chromium, and what is said when there is none."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The path of a Chromium of this machine, or None. GONGJIANG_CHROMIUM names another."""
    if named := os.environ.get("GONGJIANG_CHROMIUM"):
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def is_required() -> bool:
    """Whether journeys must run: then a missing browser is a failure."""
    return os.environ.get("GONGJIANG_REQUIRE_BROWSER") == "1"
