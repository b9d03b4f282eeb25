"""The hall display: aggregates for a wall, kept through days without network."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.reports.models import Screen
from gongjiang.reports.services import note_screen_seen, pair_screen
from gongjiang.web.house.requests import person_of
from gongjiang.web.index.forms import PairForm
from gongjiang.web.index.hall.cookie import COOKIE, keep, screen_of
from gongjiang.web.index.hall.picture import picture_now

HALL = "Hall"
"""The header by which a screen's worker tells our answers from those of whatever stands between:
"shown" is a picture to keep, "pair" means that this screen is none (any more)."""


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """The zone for a hall; whoever is neither a screen nor signed in is asked for a code."""
    screen = screen_of(request)
    if screen is None and person_of(request) is None:
        return _ask_for_code(request, PairForm())
    context = _picture(screen)
    response = render(request, "index/hall/display.html", context | {"screen": screen})
    response.headers[HALL] = "shown"
    if screen is not None:
        keep(response, request.COOKIES[COOKIE])
    return response


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The newest picture alone, for a screen that shows one already."""
    screen = screen_of(request)
    if screen is None and person_of(request) is None:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={HALL: "pair"})
    response = render(request, "index/hall/_picture.html", _picture(screen))
    response.headers[HALL] = "shown"
    return response


@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """Make this browser the screen whose code was typed."""
    if (refusal := ratelimit.consume_or_429(request, action="pair_screen")) is not None:
        return refusal
    form = PairForm(request.POST)
    if form.is_valid():
        try:
            paired = pair_screen(code=form.cleaned_data["code"], at=now())
        except CannotDo as spent:
            form.add_error("code", str(spent))
        else:
            response = HttpResponseRedirect(reverse("hall:display"))
            keep(response, paired.token)
            return response
    return _ask_for_code(request, form)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (the same for everybody)
    """The service worker. It stands here because its address bounds what it may keep."""
    headers = {"Service-Worker-Allowed": reverse("hall:display"), "Cache-Control": "no-cache"}
    return HttpResponse(
        _worker_script(), content_type="text/javascript; charset=utf-8", headers=headers
    )


@cache
def _worker_script() -> str:
    return Path(str(finders.find("index/worker.js"))).read_text(encoding="utf-8")


def _picture(screen: Screen | None) -> dict[str, Any]:
    if screen is not None:
        note_screen_seen(screen, at=now())
    return {"picture": picture_now(), "release": settings.STATIC_URL}


def _ask_for_code(request: HttpRequest, form: PairForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    response = render(request, "index/hall/pair.html", {"form": form}, status=status)
    response.headers[HALL] = "pair"
    return response
