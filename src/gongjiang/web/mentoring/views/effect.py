"""What became of a master's apprentices: for the master, and for HR of the site. Nobody else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.effect import ended_at
from gongjiang.mentoring.rules.effect import PRIOR, RISE_MONTHS, graduation, rises
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required


@require_safe
@person_required
def effect(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One master's apprentices: how many graduated, and how many rose afterwards."""
    scope = scope_for(request)
    master = get_object_or_404(Person, public_id=public_id, state=Person.State.ACTIVE)
    taught = Agreement.objects.filter(master=master, registered_at__isnull=False)
    if master.id != request.person.id:
        taught = taught.filter(enterprise_id__in=scope.hr)
    enterprises = set(taught.values_list("enterprise_id", flat=True))
    if not enterprises and master.id != request.person.id:
        raise Http404
    everybody = ended_at(enterprises, scope.day)
    mine = [one for one in everybody if one.master_id == master.id]
    context = {
        "master": master,
        "is_own": master.id == request.person.id,
        "running": taught.filter(state__in=Agreement.RUNNING).count(),
        "graduation": graduation(mine, everybody),
        "rises": rises(mine, everybody, scope.day),
        "months": RISE_MONTHS,
        "prior": PRIOR,
    }
    return render(request, "mentoring/effect.html", context)
