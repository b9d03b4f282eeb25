"""Small pages of the house itself: theme, security reports, the style page."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gongjiang.web.house.samples import samples
from gongjiang.web.house.tables import answer_of
from gongjiang.web.house.theme import ONE_YEAR, THEME_COOKIE, THEMES

log = logging.getLogger(__name__)

LONGEST_REPORT = 8_192


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie and go back to where it was chosen."""
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(_way_back(request))
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=ONE_YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    at_home = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if at_home else "/"


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Log what a browser refused to load: which rule and what origin, nothing of the reader."""
    try:
        report = json.loads(request.body[:LONGEST_REPORT]).get("csp-report", {})
        rule, blocked = report.get("effective-directive", ""), report.get("blocked-uri", "")
    except (ValueError, AttributeError):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    # A whole address may name a person; its origin, or a word such as "inline", may not.
    origin = urlsplit(str(blocked)).netloc or str(blocked).split("/", maxsplit=1)[0]
    log.warning("CSP refused %r for %r", origin[:100], str(rule)[:100])
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
def style(request: HttpRequest) -> HttpResponseBase:
    """Every component, in both themes, with sample text; in a demo home only."""
    if not settings.DEMO:
        raise Http404
    context = samples(request)
    answers = (answer_of(request, specimen["table"]) for specimen in context["specimens"])
    return next(filter(None, answers), None) or render(request, "house/style.html", context)
