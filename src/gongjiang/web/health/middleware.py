"""Each request counted and logged once: by the name of its route, never by its address."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongjiang.kernel.logs import request_id
from gongjiang.people.models import Account
from gongjiang.web.health.counters import REQUEST_SECONDS, REQUESTS
from gongjiang.web.health.unnamed import UNNAMED

log = logging.getLogger(__name__)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"
STATIC = "static"


class RequestLog:
    """The outermost of all: it sees every answer, refusals and failures among them.

    The id it gives a request stands in each line logged meanwhile, and in the answer's
    `X-Request-ID`, so that a reader who meets an error page can name it. One sent by a browser is
    not heard: anything may stand in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        token = request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            _tell(request, response.status_code, time.perf_counter() - begun)
        finally:
            request_id.reset(token)
        return response


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    method = request.method if request.method in METHODS else "OTHER"
    route = _route(request)
    REQUESTS.labels(route, method, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    fields: dict[str, Any] = {
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    # Only if somebody asked who it is: the log itself asks the database nothing.
    account = getattr(request, "_cached_user", None)
    if isinstance(account, Account) and route not in UNNAMED:
        fields["account"] = str(account.public_id)
    log.info("request", extra={"fields": fields})


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None:
        return match.view_name or NO_ROUTE
    return STATIC if request.path.startswith(settings.STATIC_URL) else NO_ROUTE
