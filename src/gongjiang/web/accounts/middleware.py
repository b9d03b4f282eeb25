"""A session that nobody uses ends."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
STEP = 60
"""Seconds between two notes of a session being used: one write a minute, not one a request."""


class IdleTimeout:
    """Puts off the end of a session in use; one left alone runs out (SESSION_COOKIE_AGE)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and not request.session.is_empty():
            now = int(time.time())
            if request.session.get(SEEN, 0) <= now - STEP:
                request.session[SEEN] = now
        return response
