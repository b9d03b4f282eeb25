"""The register of patents, and each on a page of its own."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import InnovationProject, Patent, RDTeam
from gongjiang.innovation.queries.project_scope import patents_on
from gongjiang.innovation.registered import PATENTS
from gongjiang.innovation.services.patents import Application, register_patent
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Table,
    TextFilter,
    answer_of,
)
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.projects.deeds.deed import address_of, offered_on
from gongjiang.web.innovation.projects.deeds.patent_deeds import DEEDS
from gongjiang.web.innovation.projects.forms.patents import PatentForm
from gongjiang.web.innovation.projects.seen import SeenPatent, desk_for, patent_seen_by
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import kept_enterprise, place_in

State = Patent.State

COLUMNS = (
    Column(
        "title",
        gettext_lazy("Patent"),
        filter=TextFilter(),
        href=lambda row: reverse("projects:patent", args=[row.public_id]),
    ),
    Column(
        "kind",
        gettext_lazy("Kind"),
        filter=ChoiceFilter(Patent.Kind.choices),
        formatter=lambda kind: str(Patent.Kind(kind).label),
    ),
    Column("application_number", gettext_lazy("Application number"), filter=TextFilter()),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(State.choices),
        formatter=lambda state: str(State(state).label),
    ),
    Column("unit", gettext_lazy("Unit"), field="unit__name", filter=TextFilter()),
    Column("filed_on", gettext_lazy("Filed"), sortable=True, filter=PeriodFilter()),
    Column("granted_on", pgettext_lazy("patent", "Granted"), sortable=True, filter=PeriodFilter()),
    Column("fee_due_on", gettext_lazy("Next fee due"), sortable=True, filter=PeriodFilter()),
)


@require_safe
@person_required
def patents(request: PersonRequest) -> HttpResponseBase:
    """The patents of the reader's enterprises."""
    desk = desk_for(request)
    if not desk.registers:
        raise NotAllowed(_("Only those who keep or pay for an enterprise's patents see the list."))
    table = Table(
        "patents",
        _("Patents"),
        COLUMNS,
        patents_on(desk),
        query=request.GET,
        order="-filed_on",
        search=("title__icontains", "application_number__startswith"),
        search_label=_("Title or application number"),
        empty=_("No patent yet"),
    )
    context = {
        "table": table,
        "heading": _("Patents"),
        "lead": _("Only what was granted counts."),
        "new_url": reverse("projects:register") if desk.enterprises else "",
        "new_label": _("Register an application"),
        "workbooks": PATENTS if desk.scope.hr else None,
        "tabs": tabs_for(request, "patents"),
    }
    return answer_of(request, table) or render(request, "projects/list.html", context)


@person_required
@answered_once
def register(request: PersonRequest) -> HttpResponse:
    """Register an application that was filed."""
    enterprise = kept_enterprise(request)
    form = PatentForm(
        request.POST if request.method == "POST" else None,
        place=place_in(request, enterprise),
        projects=_projects_of(enterprise),
        teams=_teams_of(request, enterprise),
    )

    def deed() -> str:
        data = form.cleaned_data
        patent = register_patent(
            Application(
                enterprise_id=enterprise.id,
                kind=data["kind"],
                title=data["title"],
                filed_on=data["filed_on"],
                inventors=data["inventors"],
                number=data["number"],
                project_id=data["project"],
                rd_team_id=data["team"],
            ),
            actor=request.person,
            at=now(),
        )
        return reverse("projects:patent", args=[patent.public_id])

    done = submit(request, form, deed, said=_("Registered."))
    context = {
        "form": form,
        "heading": _("Register an application"),
        "lead": enterprise.name,
        "submit": _("Register"),
        "back": reverse("projects:patents"),
        "tabs": tabs_for(request, "patents"),
    }
    return done or render(
        request, "projects/form.html", context, status=422 if form.errors else 200
    )


@require_safe
@person_required
def patent(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One patent as its reader sees it."""
    return patent_page(request, patent_seen_by(request, public_id), {})


def patent_page(
    request: PersonRequest, seen: SeenPatent, sent: dict[str, forms.Form]
) -> HttpResponse:
    """The page of a patent; a form that was refused stands open on it."""
    context = {
        "seen": seen,
        "patent": seen.patent,
        "offered": offered_on(
            seen, DEEDS, address=address_of("patent", seen.patent.public_id), sent=sent
        ),
        "uses": [(each, seen.contracts[each.id]) for each in seen.conversions],
    }
    return render(request, "projects/patent.html", context, status=422 if sent else 200)


def _projects_of(enterprise: Unit) -> list[tuple[int, str]]:
    rows = InnovationProject.objects.filter(enterprise=enterprise).order_by("-proposed_on", "-id")
    return list(rows.values_list("id", "title")[:100])


def _teams_of(request: PersonRequest, enterprise: Unit) -> list[tuple[int, str]]:
    day = desk_for(request).scope.day
    rows = RDTeam.objects.filter(true_on(day), enterprise=enterprise).order_by("name", "id")
    return list(rows.values_list("id", "name"))
