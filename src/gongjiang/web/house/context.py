"""What every template may use besides its own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gongjiang.web.house.navigation import Menu
from gongjiang.web.house.theme import THEMES, theme_of
from gongjiang.web.navigation import NAVIGATION


def house(request: HttpRequest) -> dict[str, Any]:
    """theme, themes, language, languages, demo, menu."""
    return {
        "theme": theme_of(request),
        "themes": THEMES,
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "demo": settings.DEMO,
        # Lazy: a table fragment draws no menu and should not ask who may see what.
        "menu": SimpleLazyObject(lambda: Menu.for_request(request, NAVIGATION)),
    }
