"""One promotion: the explained file, the trail, and the step this reader may take."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongjiang.careers.models import Promotion
from gongjiang.careers.queries.evidence import promotions_visible_to
from gongjiang.careers.queries.rounds import seats_of
from gongjiang.careers.rules.explanation import from_json
from gongjiang.careers.services.cases import State
from gongjiang.careers.subjects import PROMOTION
from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.queries.appeals import appeals_visible_to
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.web.careers import deeds
from gongjiang.web.careers.reading import Sent, take
from gongjiang.web.careers.shown import events_of, shown, steps_of
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once

SCORES_ARE_OPEN = frozenset({State.DEFENDED, State.DECIDED, State.PUBLISHED, State.EFFECTIVE})
"""Members score apart: the scores are shown when the defence is closed."""


@require_safe
@person_required
def promotion(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """As far as it has come."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def step(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """Take one step."""
    seen = _seen(request, public_id)
    return take(
        request,
        seen,
        name,
        deeds.PROMOTION,  # type: ignore[arg-type]  # each table is of its own kind of case
        address=reverse("careers:promotion", args=[seen.public_id]),
        page=lambda sent: _page(request, seen, sent),
    )


@require_safe
@person_required
def appeal_file(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What an appeal about a promotion is heard on: for whoever may see the appeal."""
    appeals = appeals_visible_to(reach_for(request)).filter(subject_type=PROMOTION)
    appeal: Appeal = get_object_or_404(appeals, public_id=public_id)
    found = Promotion.objects.select_related("round", "person", "enterprise", "from_spell")
    seen = get_object_or_404(found, id=appeal.subject_id)
    context = {
        "appeal": appeal,
        "promotion": seen,
        "way": shown(from_json(seen.file)),
        "events": events_of(seen.steps.select_related("by").order_by("id")),
    }
    return render(request, "careers/appeal_file.html", context)


def _page(request: PersonRequest, seen: Promotion, sent: Sent | None = None) -> HttpResponse:
    reach = reach_for(request)
    if sent:
        seen.refresh_from_db(fields=["state", "rejected_from", "reason", "cool_off_until"])
    trail = list(seen.steps.select_related("by").order_by("id"))
    is_own = seen.person_id == request.person.id
    stands = seen.reached if seen.state == State.RE_REVIEWED else seen.state
    scores_open = seen.reached in SCORES_ARE_OPEN and not is_own
    context = {
        "promotion": seen,
        "way": shown(from_json(seen.file)),
        "steps": steps_of(seen, trail),
        "events": events_of(trail),
        "offers": deeds.offered(
            deeds.PROMOTION, seen, stands, reader=request.person, day=reach.day, sent=sent
        ),
        "step_url": reverse("careers:promotion", args=[seen.public_id]),
        "is_own": is_own,
        "seats": seats_of(seen),
        "scores": seen.scores.select_related("member__person").order_by("id")
        if scores_open
        else (),
        "publicity": publicity_of(Subject(PROMOTION, seen.id)),
    }
    return render(request, "careers/promotion.html", context, status=422 if sent else 200)


def _seen(request: PersonRequest, public_id: UUID) -> Promotion:
    return get_object_or_404(promotions_visible_to(reach_for(request)), public_id=public_id)
