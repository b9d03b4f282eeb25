"""R&D teams: listed, formed, and each on a page of its own."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.innovation.models import RDTeam
from gongjiang.innovation.permissions.projects import may_keep_register
from gongjiang.innovation.queries.project_scope import rd_teams_visible_to
from gongjiang.innovation.services.rd_teams import (
    dissolve_rd_team,
    form_rd_team,
    join_rd_team,
    leave_rd_team,
)
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, PeriodFilter, Table, TextFilter, answer_of
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.projects.deeds.deed import ConfirmForm
from gongjiang.web.innovation.projects.forms.loop import LeaveForm, MemberForm, TeamForm
from gongjiang.web.innovation.projects.naming import Place
from gongjiang.web.innovation.projects.seen import desk_for, named
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import kept_enterprise, place_in

COLUMNS = (
    Column(
        "name",
        gettext_lazy("Team"),
        filter=TextFilter(),
        href=lambda row: reverse("projects:team", args=[row.public_id]),
    ),
    Column("topic", gettext_lazy("Topic"), filter=TextFilter()),
    Column("valid_from", gettext_lazy("Formed"), sortable=True, filter=PeriodFilter()),
    Column("valid_to", gettext_lazy("Dissolved"), sortable=True, filter=PeriodFilter()),
)


@require_safe
@person_required
def teams(request: PersonRequest) -> HttpResponseBase:
    """The teams of the reader's enterprises."""
    desk = desk_for(request)
    if not desk.registers:
        raise NotAllowed(_("Only those who keep an enterprise's registers see its teams."))
    table = Table(
        "rd-teams",
        _("R&D teams"),
        COLUMNS,
        rd_teams_visible_to(desk).filter(enterprise_id__in=desk.registers),
        query=request.GET,
        order="-valid_from",
        search=("name__icontains", "topic__icontains"),
        search_label=_("Name or topic"),
        empty=_("No team yet"),
    )
    context = {
        "table": table,
        "heading": _("R&D teams"),
        "lead": _("A leader, members and a topic, for a time."),
        "new_url": reverse("projects:form-team") if desk.enterprises else "",
        "new_label": _("Form a team"),
        "tabs": tabs_for(request, "teams"),
    }
    return answer_of(request, table) or render(request, "projects/list.html", context)


@person_required
@answered_once
def form_team(request: PersonRequest) -> HttpResponse:
    """Form a team, from today."""
    enterprise = kept_enterprise(request)
    form = TeamForm(
        request.POST if request.method == "POST" else None, place=place_in(request, enterprise)
    )

    def deed() -> str:
        data = form.cleaned_data
        team = form_rd_team(
            enterprise_id=enterprise.id,
            name=data["name"],
            topic=data["topic"],
            member_ids=data["members"],
            actor=request.person,
            at=now(),
        )
        return reverse("projects:team", args=[team.public_id])

    done = submit(request, form, deed, said=_("The team is formed."))
    context = {
        "form": form,
        "heading": _("Form a team"),
        "lead": enterprise.name,
        "submit": _("Form it"),
        "back": reverse("projects:teams"),
        "tabs": tabs_for(request, "teams"),
    }
    return done or render(
        request, "projects/form.html", context, status=422 if form.errors else 200
    )


@require_safe
@person_required
def team(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One team as its reader sees it."""
    return _page(request, _seen(request, public_id), None)


@require_POST
@person_required
@answered_once
def join(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take somebody into a team."""
    found = _kept(request, public_id)
    form = MemberForm(request.POST, place=_place(request, found))

    def deed() -> str:
        join_rd_team(
            team_id=found.id, person_id=form.cleaned_data["person"], actor=request.person, at=now()
        )
        return reverse("projects:team", args=[public_id])

    done = submit(request, form, deed, said=_("They belong to the team now."))
    return done or _page(request, found, form)


@require_POST
@person_required
@answered_once
def leave(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """End somebody's time in a team."""
    found = _kept(request, public_id)
    form = LeaveForm(request.POST)

    def deed() -> str:
        member = get_object_or_404(found.members, id=form.cleaned_data["member"])
        leave_rd_team(team_id=found.id, person_id=member.person_id, actor=request.person, at=now())
        return reverse("projects:team", args=[public_id])

    done = submit(request, form, deed, said=_("They no longer belong to the team."))
    return done or _page(request, found, form)


@require_POST
@person_required
@answered_once
def dissolve(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Dissolve a team."""
    found = _kept(request, public_id)
    form = ConfirmForm(request.POST)

    def deed() -> str:
        dissolve_rd_team(team_id=found.id, actor=request.person, at=now())
        return reverse("projects:team", args=[public_id])

    done = submit(request, form, deed, said=_("The team is dissolved."))
    return done or _page(request, found, form)


def _page(request: PersonRequest, found: RDTeam, sent: forms.Form | None) -> HttpResponse:
    members = found.members.select_related("person").order_by("valid_from", "id")
    keeps = found.enterprise_id in desk_for(request).enterprises and found.valid_to is None
    join_form = (
        sent if isinstance(sent, MemberForm) else MemberForm(None, place=_place(request, found))
    )
    context = {
        "team": found,
        "members": [
            (named(each.person, request.person), each, each.person_id == found.leader_id)
            for each in members
        ],
        "keeps": keeps,
        "join_form": join_form,
        "refused": sent if isinstance(sent, ConfirmForm | LeaveForm) else None,
        "sent": isinstance(sent, MemberForm),
    }
    return render(request, "projects/team.html", context, status=422 if sent else 200)


def _seen(request: PersonRequest, public_id: UUID) -> RDTeam:
    return get_object_or_404(rd_teams_visible_to(desk_for(request)), public_id=public_id)


def _kept(request: PersonRequest, public_id: UUID) -> RDTeam:
    """A team the reader sees, and keeps."""
    found = _seen(request, public_id)
    day = desk_for(request).scope.day
    may_keep_register(request.person, enterprise_id=found.enterprise_id, day=day).require()
    return found


def _place(request: PersonRequest, found: RDTeam) -> Place:
    return Place(found.enterprise_id, desk_for(request).scope.day, request.person.id)
