"""The house's addresses, and a few that fail, each in its own way."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from gongjiang.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from gongjiang.kernel.errors import CannotDo, NotAllowed

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAILURES: dict[str, Exception] = {
    "cannot": CannotDo("The publicity period is still running; it ends on 5 December."),
    "not-allowed": NotAllowed("Only this unit's reviewers can decide."),
    "denied": PermissionDenied("internal words"),
    "suspicious": SuspiciousOperation(),
    "broken": RuntimeError("a secret of the inside"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


urlpatterns = [*urlpatterns, path("fail/<str:how>", fail)]
