"""One change of sequence, one measure: where it stands, and the step this reader may take."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongjiang.careers.models import Conversion, Measure
from gongjiang.careers.queries.evidence import conversions_visible_to, measures_visible_to
from gongjiang.web.careers import deeds
from gongjiang.web.careers.reading import Sent, take
from gongjiang.web.careers.shown import events_of
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once


@require_safe
@person_required
def conversion(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One change of sequence."""
    return _conversion(request, _seen_conversion(request, public_id))


@require_POST
@person_required
@answered_once
def conversion_step(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """Take one step of it."""
    seen = _seen_conversion(request, public_id)
    return take(
        request,
        seen,
        name,
        deeds.CONVERSION,  # type: ignore[arg-type]  # each table is of its own kind of case
        address=reverse("careers:conversion", args=[seen.public_id]),
        page=lambda sent: _conversion(request, seen, sent),
    )


@require_safe
@person_required
def measure(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One demotion or freeze."""
    return _measure(request, _seen_measure(request, public_id))


@require_POST
@person_required
@answered_once
def measure_step(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """Take one step of it."""
    seen = _seen_measure(request, public_id)
    return take(
        request,
        seen,
        name,
        deeds.MEASURE,  # type: ignore[arg-type]  # each table is of its own kind of case
        address=reverse("careers:measure", args=[seen.public_id]),
        page=lambda sent: _measure(request, seen, sent),
    )


def _conversion(request: PersonRequest, seen: Conversion, sent: Sent | None = None) -> HttpResponse:
    trail = list(seen.steps.select_related("by").order_by("id"))
    given = {step.what for step in trail}
    offers = deeds.offered(
        deeds.CONVERSION,
        seen,
        seen.state,
        reader=request.person,
        day=reach_for(request).day,
        sent=sent,
    )
    context = {
        "conversion": seen,
        "events": events_of(trail),
        "offers": [
            offer
            for offer in offers
            if offer.name.upper().replace("AGREE-", "AGREED_") not in given
        ],
        "step_url": reverse("careers:conversion", args=[seen.public_id]),
    }
    return render(request, "careers/conversion.html", context, status=422 if sent else 200)


def _measure(request: PersonRequest, seen: Measure, sent: Sent | None = None) -> HttpResponse:
    context = {
        "measure": seen,
        "events": events_of(seen.steps.select_related("by").order_by("id")),
        "offers": deeds.offered(
            deeds.MEASURE,
            seen,
            seen.state,
            reader=request.person,
            day=reach_for(request).day,
            sent=sent,
        ),
        "step_url": reverse("careers:measure", args=[seen.public_id]),
    }
    return render(request, "careers/measure.html", context, status=422 if sent else 200)


def _seen_conversion(request: PersonRequest, public_id: UUID) -> Conversion:
    return get_object_or_404(conversions_visible_to(reach_for(request)), public_id=public_id)


def _seen_measure(request: PersonRequest, public_id: UUID) -> Measure:
    return get_object_or_404(measures_visible_to(reach_for(request)), public_id=public_id)
