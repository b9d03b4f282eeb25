"""What HR does to people, each as a form with a diff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import enterprise_of, existing_on, ids_under
from gongjiang.people.models import Employment, EmploymentKind, Posting
from gongjiang.people.permissions import appointable
from gongjiang.people.queries.offices import members_of
from gongjiang.people.queries.roles import seats_of
from gongjiang.people.queries.shifts import shifts_on
from gongjiang.people.queries.standing import places_of
from gongjiang.people.queries.visibility import Scope, dispatched_to
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once
from gongjiang.web.people.deeds import DeedPage, answer_deed
from gongjiang.web.people.forms.employment import (
    HireForm,
    KnownHireForm,
    LeaveForm,
    MoveForm,
    TakeOnForm,
)
from gongjiang.web.people.forms.places import units_for_posting
from gongjiang.web.people.forms.roles import AppointForm, EndRoleForm, seats_to_fill
from gongjiang.web.people.forms.shifts import ShiftForm
from gongjiang.web.people.forms.transfers import MoveManyForm, ReassignForm
from gongjiang.web.people.views.seen import Seen, seen_or_404


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def require_hr(request: PersonRequest) -> Scope:
    """The reader's scope, which holds an enterprise's HR."""
    scope = scope_for(request)
    if not scope.hr:
        refused(_("Only the HR of an enterprise can do this.")).require()
    return scope


@person_required
@answered_once
def hire_new(request: PersonRequest) -> HttpResponse:
    """Hire somebody by name and papers."""
    scope = require_hr(request)
    page = DeedPage(
        title=_("Hire"),
        lead=_("Somebody new, or somebody the register knows by the same national ID."),
        form=HireForm(_posted(request), actor=request.person, scope=scope),
        confirm=_("Hire"),
        done=_("Hired. The growth file begins with this day."),
    )
    return answer_deed(request, page)


@person_required
@answered_once
def hire_known(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Hire somebody again, or into another of the reader's enterprises."""
    scope = require_hr(request)
    person = seen_or_404(request, public_id).person
    page = DeedPage(
        title=_("Hire again"),
        form=KnownHireForm(_posted(request), actor=request.person, scope=scope, person=person),
        confirm=_("Hire"),
        done=_("Hired. The growth file goes on from this day."),
        person=person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def move(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Post somebody elsewhere."""
    seen = seen_or_404(request, public_id)
    employments = _managed_or_404(seen)
    page = DeedPage(
        title=_("Move"),
        lead=_("The old place stays in the growth file; the new one begins on the day you name."),
        form=MoveForm(
            _posted(request), actor=request.person, others=True, **_given(seen, employments)
        ),
        confirm=_("Move"),
        done=_("Moved."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def reassign(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Have somebody dispatched to the reader's site work in another of its units."""
    seen = seen_or_404(request, public_id)
    held = dispatched_to(seen.scope).filter(person=seen.person).select_related("unit", "person")
    posting = held.order_by("-valid_from", "-id").first()
    if posting is None:
        raise Http404
    enterprise = get_object_or_404(Unit, id=enterprise_of(posting.unit_id, seen.scope.day) or 0)
    page = DeedPage(
        title=_("Assign to another team"),
        lead=_("Within your site. Employment and post stay as the employer has agreed them."),
        form=ReassignForm(
            _posted(request),
            actor=request.person,
            posting=posting,
            targets=_targets(seen.scope, enterprise, posting.unit),
        ),
        confirm=_("Assign"),
        done=_("Assigned."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def take_on(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take an intern on."""
    seen = seen_or_404(request, public_id)
    internships = [e for e in _managed_or_404(seen) if e.kind == EmploymentKind.INTERN]
    if not internships:
        raise CannotDo(_("This person has no internship that could turn into an employment."))
    page = DeedPage(
        title=_("Take on as an employee"),
        lead=_("The internship ends on that day and the employment begins: one step, no gap."),
        form=TakeOnForm(
            _posted(request), actor=request.person, others=False, **_given(seen, internships)
        ),
        confirm=_("Take on"),
        done=_("Taken on."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def leave(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """End an employment."""
    seen = seen_or_404(request, public_id)
    page = DeedPage(
        title=_("End the employment"),
        lead=_("The record stays; the person keeps their growth file."),
        form=LeaveForm(_posted(request), actor=request.person, employments=_managed_or_404(seen)),
        confirm=_("End the employment"),
        done=_("The employment has ended."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def appoint(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Give somebody a role at a unit."""
    seen = seen_or_404(request, public_id)
    roles = _roles_to_give(seen.scope)
    page = DeedPage(
        title=_("Appoint"),
        lead=_("A role is held at a unit and reaches everything beneath it."),
        form=AppointForm(
            _posted(request),
            actor=request.person,
            person=seen.person,
            roles=roles,
            units=seats_to_fill(seen.scope, roles),
        ),
        confirm=_("Appoint"),
        done=_("Appointed."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def end_role(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take a role back."""
    seen = seen_or_404(request, public_id)
    roles = _roles_to_give(seen.scope)
    seats = seats_of(seen.person, seen.scope.day).filter(role__in=roles, valid_to__isnull=True)
    page = DeedPage(
        title=_("End a role"),
        form=EndRoleForm(_posted(request), actor=request.person, seats=list(seats)),
        confirm=_("End the role"),
        done=_("The role has ended."),
        person=seen.person,
    )
    return answer_deed(request, page)


@person_required
@answered_once
def move_several(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Move several people of one unit to another, all or none."""
    scope = require_hr(request)
    inside = existing_on(scope.day).filter(id__in=ids_under(scope.hr, scope.day))
    unit = get_object_or_404(inside, public_id=public_id)
    own = Employment.objects.filter(employer_id__in=scope.hr, valid_to__isnull=True)
    movable = Q(employment__in=own) | Q(id__in=dispatched_to(scope).values("id"))
    members = members_of([unit.id], scope.day).filter(movable)
    enterprise = get_object_or_404(Unit, id=enterprise_of(unit.id, scope.day) or 0)
    page = DeedPage(
        title=_("Move several people"),
        lead=unit.name,
        form=MoveManyForm(
            _posted(request),
            actor=request.person,
            unit=unit,
            members=list(members),
            targets=_targets(scope, enterprise, unit),
        ),
        confirm=_("Move them all"),
        done=_("Moved, all of them."),
        back=f"{reverse('people:list')}?unit={unit.public_id}",
    )
    return answer_deed(request, page)


@person_required
@answered_once
def team_shift(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say in which shift a team works."""
    scope = scope_for(request)
    inside = existing_on(scope.day).filter(id__in=ids_under((*scope.hr, *scope.teams), scope.day))
    team = get_object_or_404(inside.filter(kind=UnitKind.TEAM), public_id=public_id)
    back = reverse("people:teams") if scope.hr else reverse("people:home")
    page = DeedPage(
        title=_("Set the team's shift"),
        lead=team.name,
        form=ShiftForm(
            _posted(request),
            actor=request.person,
            team=team,
            present=shifts_on([team.id], scope.day).get(team.id, ""),
            back=back,
        ),
        confirm=_("Set the shift"),
        done=_("Set. Pairs of masters and apprentices are proposed by it."),
        back=back,
    )
    return answer_deed(request, page)


def _targets(scope: Scope, enterprise: Unit, present: Unit) -> list[Unit]:
    """The teams and workshops of an enterprise to which somebody can be moved from one of them."""
    kinds = (UnitKind.TEAM, UnitKind.WORKSHOP)
    return [u for u in units_for_posting(scope, enterprise) if u.kind in kinds and u != present]


def _roles_to_give(scope: Scope) -> list[str]:
    roles = appointable(scope)
    if not roles:
        refused(_("Your roles give no other roles.")).require()
    return roles


def _managed_or_404(seen: Seen) -> list[Employment]:
    managed = list(seen.managed())
    if not managed:
        raise Http404
    return managed


def _given(seen: Seen, employments: list[Employment]) -> dict[str, Any]:
    """What a form for another place knows: whose employments, and the place of today."""
    present = _present(employments[0], seen.scope)
    return {"scope": seen.scope, "employments": employments, "initial": present}


def _present(employment: Employment, scope: Scope) -> dict[str, str]:
    """The present place, to begin the form with."""
    posting: Posting | None = (
        employment.postings.select_related("unit").order_by("-valid_from").first()
    )
    if posting is None:
        return {}
    place = places_of([(posting.unit_id, scope.day)])[posting.unit_id, scope.day]
    site = place.enterprise or employment.employer
    return {
        "site": str(site.public_id),
        "unit": str(posting.unit.public_id),
        "post": posting.post,
        "post_kind": posting.post_kind,
    }
