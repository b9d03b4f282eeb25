"""Small pages of the house itself: theme, security reports, the style page."""

from __future__ import annotations

import json
import logging
import re
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
A_RULE = re.compile(r"[a-z]{3,12}(-[a-z]{3,12}){0,2}")
AN_ORIGIN = re.compile(r"inline|eval|data|blob|([a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(:\d{2,5})?")


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
    # Whoever sends a report can write anything into it.
    told = {"origin": _if_like(AN_ORIGIN, origin), "rule": _if_like(A_RULE, str(rule))}
    log.warning("CSP refused %s for %s", *told.values(), extra={"fields": told})
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _if_like(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else "other"


@require_safe
def style(request: HttpRequest) -> HttpResponseBase:
    """Every component, in both themes, with sample text; in a demo home only."""
    if not settings.DEMO:
        raise Http404
    context = samples(request)
    answers = (answer_of(request, specimen["table"]) for specimen in context["specimens"])
    return next(filter(None, answers), None) or render(request, "house/style.html", context)
