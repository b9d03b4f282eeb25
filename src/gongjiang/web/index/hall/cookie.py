"""The cookie by which a hall screen is known: read-only, long-lived, and sent to the hall alone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongjiang.reports.models import Screen
from gongjiang.reports.queries import screen_with

COOKIE = "hall_screen"
DAYS = 400
"""As long as a browser keeps any cookie; each page that is opened begins them anew."""


def screen_of(request: HttpRequest) -> Screen | None:
    """The open screen that asks, or None; one query where there is a token at all."""
    return screen_with(request.COOKIES.get(COOKIE, ""))


def keep(response: HttpResponse, token: str) -> None:
    """Let this browser be the screen for the days to come."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=DAYS * 24 * 60 * 60,
        path=reverse("hall:display"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
