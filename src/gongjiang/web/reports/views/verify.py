"""Whether a growth file holds: for anyone who was given one. Nothing is kept."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gongjiang.kernel.signed import fingerprint
from gongjiang.orgs.queries import zone
from gongjiang.people.identity import keyring
from gongjiang.reports.growth_file.verdict import verdict_on
from gongjiang.web.reports.forms import VerifyForm


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and say whether this zone issued it word for word."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "keys": _keys()}
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        context["verdict"] = verdict_on(content, trusted=keyring().public_keys().values())
        context["form"] = VerifyForm()
    return render(request, "reports/verify.html", context)


@require_safe
def key(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  (a view's signature)
    """The zone's public keys, for programs and for `gongjiang verify --key`."""
    place = zone()
    answer = {"zone": place.name if place else "", "keys": _keys()}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _keys() -> list[dict[str, Any]]:
    """The newest first, which signs; the older ones are there for older files."""
    ring = keyring()
    current = ring.current("signature").id
    return [
        {
            "id": key_id,
            "public": base64.b64encode(public).decode(),
            "fingerprint": fingerprint(public),
            "current": key_id == current,
        }
        for key_id, public in reversed(ring.public_keys().items())
    ]
