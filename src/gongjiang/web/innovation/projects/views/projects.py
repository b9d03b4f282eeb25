"""Projects: proposed, and each on a page of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import InnovationProject
from gongjiang.innovation.queries.project_scope import projects_on
from gongjiang.innovation.services.projects import Plan, propose_project
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
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
from gongjiang.web.innovation.projects.deeds.project_deeds import DEEDS
from gongjiang.web.innovation.projects.forms.projects import PlanForm
from gongjiang.web.innovation.projects.seen import SeenProject, desk_for, project_seen_by
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import kept_enterprise, own_workplace, place_in

State = InnovationProject.State
WAY = (
    State.PROPOSED,
    State.APPROVED,
    State.RUNNING,
    State.ACCEPTED,
    State.APPRAISED,
    State.PROMOTED,
)


def yuan_column(key: str, label: Sentence) -> Column:
    """Fen, shown and taken along as yuan."""
    return Column(
        key,
        label,
        accessor=lambda row: Decimal(getattr(row, key)) / 100,
        formatter=lambda amount: f"{amount:,.2f}",
        align="end",
        sortable=True,
    )


COLUMNS = (
    Column(
        "title",
        gettext_lazy("Project"),
        filter=TextFilter(),
        href=lambda row: reverse("projects:project", args=[row.public_id]),
    ),
    Column("unit", gettext_lazy("Unit"), field="unit__name", filter=TextFilter()),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(State.choices),
        formatter=lambda state: str(State(state).label),
    ),
    Column("proposed_on", gettext_lazy("Proposed"), sortable=True, filter=PeriodFilter()),
    Column("due_on", gettext_lazy("Due"), sortable=True, filter=PeriodFilter()),
    Column("accepted_on", gettext_lazy("Accepted"), sortable=True, filter=PeriodFilter()),
    yuan_column("budget_fen", gettext_lazy("Budget, yuan")),
    yuan_column("spent_fen", gettext_lazy("Spent, yuan")),
    Column("method_name", gettext_lazy("Operating method"), filter=TextFilter()),
)


@require_safe
@person_required
def projects(request: PersonRequest) -> HttpResponseBase:
    """The projects of the reader's units."""
    desk = desk_for(request)
    if not desk.has_lists:
        raise NotAllowed(_("Only those who run innovation in a unit see its list."))
    table = Table(
        "projects",
        _("Technical innovation projects"),
        COLUMNS,
        projects_on(desk),
        query=request.GET,
        order="-proposed_on",
        search=("title__icontains", "object__icontains"),
        search_label=_("Title or object"),
        empty=_("No project yet"),
    )
    context = {
        "table": table,
        "heading": _("Technical innovation projects"),
        "lead": _("From approval to promotion; a row opens the project."),
        "new_url": reverse("projects:propose"),
        "new_label": _("Propose a project"),
        "tabs": tabs_for(request, "projects"),
    }
    return answer_of(request, table) or render(request, "projects/list.html", context)


@person_required
@answered_once
def propose(request: PersonRequest) -> HttpResponse:
    """Propose a project in the enterprise one works in, or whose registers one keeps."""
    enterprise = own_workplace(request) or kept_enterprise(request)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        place=place_in(request, enterprise),
        initial={"members": request.person.name},
    )

    def deed() -> str:
        data = form.cleaned_data
        plain = {name: data[name] for name in ("title", "object", "baseline", "target", "due_on")}
        project = propose_project(
            Plan(
                enterprise_id=enterprise.id,
                members=data["members"],
                steps=data["steps"],
                **plain,
            ),
            actor=request.person,
            at=now(),
        )
        return reverse("projects:project", args=[project.public_id])

    done = submit(request, form, deed, said=_("Proposed: somebody who is not a member decides."))
    context = {
        "form": form,
        "heading": _("Propose a project"),
        "lead": enterprise.name,
        "submit": _("Propose"),
        "back": reverse("projects:mine"),
        "tabs": tabs_for(request, "projects"),
    }
    return done or render(
        request, "projects/form.html", context, status=422 if form.errors else 200
    )


@require_safe
@person_required
def project(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One project as its reader sees it."""
    return project_page(request, project_seen_by(request, public_id), {})


def project_page(
    request: PersonRequest, seen: SeenProject, sent: dict[str, forms.Form]
) -> HttpResponse:
    """The page of a project; a form that was refused stands open on it."""
    context: dict[str, Any] = {
        "seen": seen,
        "project": seen.project,
        "offered": offered_on(
            seen, DEEDS, address=address_of("project", seen.project.public_id), sent=sent
        ),
        "steps": _steps(seen.project),
    }
    return render(request, "projects/project.html", context, status=422 if sent else 200)


def _steps(project: InnovationProject) -> list[dict[str, Sentence]]:
    """How far it has come, for showing."""
    days = (
        project.proposed_on,
        project.approved_on,
        project.started_on,
        project.accepted_on,
        project.appraised_on,
        project.promoted_on,
    )
    steps: list[dict[str, Sentence]] = [
        {
            "label": state.label,
            "state": _step_state(project, state, reached=day is not None),
            "note": day.isoformat() if day else "",
        }
        for state, day in zip(WAY, days, strict=True)
    ]
    if project.stopped_on:
        done = [step for step in steps if step["state"] == "done"]
        ended: dict[str, Sentence] = {
            "label": State.STOPPED.label,
            "state": "current",
            "note": project.stopped_on.isoformat(),
        }
        return [*done, ended]
    return steps


def _step_state(project: InnovationProject, state: str, *, reached: bool) -> str:
    if project.state == state:
        return "current"
    return "done" if reached else "todo"
