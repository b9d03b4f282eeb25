"""A new effect is entered."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.queries.origins import origin_named
from gongjiang.innovation.services.effects import enter_effect
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Ancestry, Unit, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Posting
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.benefits.forms.effects import EffectForm, basis_points
from gongjiang.web.innovation.benefits.tabs import sight_for, tabs_for


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Enter what a change brings, and what claims it."""
    units = _units(request)
    if not units:
        refused(_("Whoever works in an enterprise, or looks after one, enters benefits.")).require()
    asked = {"source": request.GET.get("source", ""), "origin": request.GET.get("origin", "")}
    form = EffectForm(request.POST if request.method == "POST" else None, initial=asked)
    form.offer(units)
    if request.method == "POST":
        answer = submit(
            request, form, lambda: _enter(request, form), said=_("Entered; it waits for finance.")
        )
        if answer is not None:
            return answer
    context = {"form": form, "tabs": tabs_for(request, "mine")}
    return render(request, "benefits/new.html", context, status=422 if form.errors else 200)


def _enter(request: PersonRequest, form: EffectForm) -> str:
    data = form.cleaned_data
    unit = get_object_or_404(Unit, public_id=data["unit"])
    enterprise = get_object_or_404(
        Ancestry.objects.filter(
            true_on(sight_for(request).scope.day),
            descendant=unit,
            ancestor__kind=UnitKind.ENTERPRISE,
        )
    )
    origin = origin_named(data["source"], data["origin"], enterprise.ancestor_id)
    effect = enter_effect(
        form.figures(),
        unit=unit,
        source=origin.source,
        source_id=origin.source_id,
        share_bp=basis_points(data["share"]),
        actor=request.person,
        at=now(),
    )
    return reverse("benefits:effect", args=[effect.public_id])


def _units(request: PersonRequest) -> list[Unit]:
    """One's team with what stands above it in the enterprise; the union's whole enterprise."""
    sight = sight_for(request)
    day = sight.scope.day
    working = Posting.objects.filter(true_on(day), person=request.person).values("unit_id")
    above = Q(descendant_id__in=working) | Q(descendant_id__in=sight.units)
    ids = Ancestry.objects.filter(true_on(day), above).values("ancestor_id")
    below = Ancestry.objects.filter(
        true_on(day), ancestor_id__in=(*sight.units, *sight.union)
    ).values("descendant_id")
    kinds = (UnitKind.TEAM, UnitKind.WORKSHOP, UnitKind.ENTERPRISE)
    units = Unit.objects.filter(Q(id__in=ids) | Q(id__in=below), kind__in=kinds)
    return sorted(units, key=lambda unit: (kinds.index(UnitKind(unit.kind)), unit.name_pinyin))
