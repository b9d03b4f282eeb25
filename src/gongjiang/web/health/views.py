"""Whether this process lives, whether it can work, and what it has counted."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from gongjiang.web.health.counters import counted
from gongjiang.web.health.probes import Readiness
from gongjiang.web.health.state import state

LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
NEEDED = ("database", "migrations", "disk")
"""Without a worker for jobs pages are served all the same; that is told, and is no refusal."""

_readiness = Readiness()


@require_safe
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """The process answers. It asks nothing of anybody: a slow database must not have it killed."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Whether to send readers here: 503 without database, migrations or room on the disk."""
    found = _readiness.now()
    can_work = all(found[name] for name in NEEDED)
    word = "ready" if all(found.values()) else "degraded" if can_work else "unavailable"
    status = HTTPStatus.OK if can_work else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"status": word, **found}, status=status)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus on this machine, or with the token; to others there is no such page."""
    if not (_has_token(request) or _is_on_this_machine(request)):
        raise Http404
    return HttpResponse(counted() + state(), content_type=CONTENT_TYPE_LATEST)


def _has_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token: str = settings.METRICS_TOKEN
    return bool(token) and secrets.compare_digest(said.encode(), token.encode())


def _is_on_this_machine(request: HttpRequest) -> bool:
    """Behind a proxy everybody seems to be on this machine, so its traces count against it."""
    is_forwarded = settings.ALLAUTH_TRUSTED_PROXY_COUNT or any(
        name in request.headers for name in FORWARDED
    )
    return not is_forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK
