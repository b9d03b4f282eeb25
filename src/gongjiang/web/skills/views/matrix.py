"""The skill matrix of a team: seen at a glance, assessed with two presses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Ancestry, Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.people.queries.visibility import person_visible_to
from gongjiang.skills import permissions
from gongjiang.skills.models import Skill, SkillLevel
from gongjiang.skills.queries.matrix import Matrix, matrix_of
from gongjiang.skills.services import matrix as deeds
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once
from gongjiang.web.skills.deeds import form_page
from gongjiang.web.skills.forms import AssessForm, SkillForm


def _matrix_url(unit: Unit) -> str:
    return reverse("skills:matrix", args=[unit.public_id])


TEAMS = (
    Column(
        "team",
        gettext_lazy("Team"),
        field="name_pinyin",
        accessor="name",
        sortable=True,
        href=_matrix_url,
    ),
    Column("within", gettext_lazy("Workshop")),
)


@require_safe
@person_required
def matrices(request: PersonRequest) -> HttpResponseBase:
    """The teams whose matrix the reader keeps; who keeps one alone is led to it."""
    teams = _units(request).filter(kind=UnitKind.TEAM)
    few = list(teams[:2])
    if len(few) == 1:
        return redirect("skills:matrix", few[0].public_id)
    above = Ancestry.objects.filter(
        true_on(scope_for(request).day), descendant_id=OuterRef("id"), depth=1
    )
    table = Table(
        "matrices",
        _("Skill matrix"),
        TEAMS,
        teams.annotate(within=Subquery(above.values("ancestor__name")[:1])),
        query=request.GET,
        order="team",
        search=("name__contains", "name_initials__startswith"),
        empty=_("No team yet"),
        exports=False,
    )
    return answer_of(request, table) or render(request, "skills/matrices.html", {"table": table})


@require_safe
@person_required
def matrix(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """People by skills, levels 0 to 4; a skill with one holder is marked."""
    unit = get_object_or_404(_units(request), public_id=public_id)
    found = matrix_of(unit, scope_for(request), today())
    context = {
        "unit": unit,
        "matrix": found,
        "grid": _grid(found),
        "totals": [(skill, found.holders[skill.id]) for skill in found.skills],
        "levels": SkillLevel,
        "day": today(),
    }
    return render(request, "skills/matrix.html", context)


@person_required
@answered_once
def new_skill(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Add a skill to a team's matrix."""
    unit = get_object_or_404(_units(request), public_id=public_id)
    permissions.may_name_skill(request.person, unit, today()).require()
    form, back = SkillForm(_sent(request)), _address(unit)

    def deed() -> str:
        deeds.name_skill(
            unit=unit, name=form.cleaned_data["name"], actor=request.person, on=today()
        )
        return back

    return form_page(
        request, form, deed, heading=_("Add a skill"), lead=unit.name, back=back, said=_("Added.")
    )


@person_required
@answered_once
def assess(request: PersonRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Say how well somebody has a skill."""
    scope = scope_for(request)
    skill = get_object_or_404(
        Skill.objects.filter(retired_on=None).select_related("unit"), public_id=public_id
    )
    person = get_object_or_404(person_visible_to(scope, public_id=person_id))
    permissions.may_assess(request.person, person.id, today()).require()
    form = AssessForm(_sent(request))
    working = _units(request).filter(postings__person=person, postings__valid_to=None).first()
    back = _address(working) if working else reverse("skills:matrices")

    def deed() -> str:
        data = form.cleaned_data
        deeds.assess_skill(
            skill=skill,
            person=person,
            level=data["level"],
            actor=request.person,
            on=data["on"],
            note=data["note"],
        )
        return back

    return form_page(
        request,
        form,
        deed,
        heading=f"{person} · {skill}",
        lead=_("0 none · 1 learning · 2 under guidance · 3 independent · 4 can teach"),
        back=back,
        said=_("Assessed."),
    )


def _grid(found: Matrix) -> list[dict[str, Any]]:
    return [
        {
            "person": line.person,
            "held": line.held,
            "cells": [(skill, line.levels.get(skill.id)) for skill in found.skills],
        }
        for line in found.lines
    ]


def _units(request: PersonRequest) -> QuerySet[Unit]:
    """The units of which the reader keeps the matrix: teams they lead, enterprises of theirs.

    Raises:
        NotAllowed: they keep none.
    """
    scope = scope_for(request)
    if not scope.hr and not scope.teams:
        refused(_("Team leaders and HR keep the skill matrix.")).require()
    under = ids_under((*scope.hr, *scope.teams), scope.day)
    return existing_on(scope.day).filter(id__in=under)


def _sent(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _address(unit: Unit) -> str:
    return reverse("skills:matrix", args=[unit.public_id])
