"""A reader's own page: their projects, items and patents, and what waits for them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import (
    Appraiser,
    FiveSmall,
    InnovationProject,
    Patent,
    RDTeamMember,
)
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.projects.seen import desk_for
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import own_workplace

SHOWN = 50
"""So many of each, the latest first."""


@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """Everything the reader has a part in."""
    me = request.person
    day = desk_for(request).scope.day
    projects = InnovationProject.objects.filter(members__person=me).select_related("unit")
    asked = InnovationProject.objects.filter(
        appraisers__in=Appraiser.objects.sitting().filter(person=me, score=None),
        state=InnovationProject.State.ACCEPTED,
    )
    named = InnovationProject.objects.filter(method_person=me, method_consented_at=None)
    context = {
        "projects": list(projects.order_by("-proposed_on", "-id")[:SHOWN]),
        "asked": list(asked.order_by("id")),
        "named": list(named.order_by("id")),
        "items": list(
            FiveSmall.objects.filter(authors__person=me).order_by("-declared_on", "-id")[:SHOWN]
        ),
        "patents": list(
            Patent.objects.filter(inventors__person=me).order_by("-filed_on", "-id")[:SHOWN]
        ),
        "teams": list(
            RDTeamMember.objects.filter(person=me, valid_to=None)
            .select_related("team")
            .order_by("-valid_from")
        ),
        "works": own_workplace(request) is not None,
        "day": day,
        "tabs": tabs_for(request, "mine"),
    }
    return render(request, "projects/mine.html", context)
