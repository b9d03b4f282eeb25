"""Posts that need a certificate: which they are, who is on them, who was refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import person_visible_to, persons_visible_to
from gongjiang.skills import permissions
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import PostAssignment, PostRequirement, Refusal
from gongjiang.skills.queries.operation import best_standings
from gongjiang.skills.queries.records import requirements_in
from gongjiang.skills.services import posts as deeds
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once
from gongjiang.web.skills.deeds import form_page, pressed
from gongjiang.web.skills.forms import PersonForm, RequirementForm, kinds_of

MOST_SHOWN = 200


@require_safe
@person_required
def posts(request: PersonRequest) -> HttpResponse:
    """The posts of the reader's units that need a certificate."""
    _require_office(request)
    names = dict(kinds_of(_rule()))
    rows = [
        (requirement, names.get(requirement.kind_code, requirement.kind_code))
        for requirement in requirements_in(scope_for(request))[:MOST_SHOWN]
    ]
    context = {"rows": rows, "hr": bool(scope_for(request).hr)}
    return render(request, "skills/posts.html", context)


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Say that a post needs a certificate."""
    scope = scope_for(request)
    if not scope.hr:
        refused(_("Only the HR of an enterprise says which posts need a certificate.")).require()
    units = {
        str(unit.public_id): unit
        for unit in existing_on(scope.day)
        .filter(id__in=ids_under(scope.hr, scope.day))
        .order_by("name_pinyin", "id")
    }
    form = RequirementForm(
        request.POST if request.method == "POST" else None, units=units.values(), rule=_rule()
    )
    back = reverse("skills:posts")

    def deed() -> str:
        data = form.cleaned_data
        made = deeds.require_certificate(
            unit=units[data["unit"]],
            post=data["post"],
            kind_code=data["kind_code"],
            actor=request.person,
            on=today(),
        )
        return _address(made)

    return form_page(
        request,
        form,
        deed,
        heading=_("A post that needs a certificate"),
        lead=_("Who works in it already is on it from now on, with or without a certificate."),
        back=back,
        said=_("The post asks for it from now on."),
    )


@require_safe
@person_required
def post(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One post: who is on it, with what certificate, and who was refused."""
    requirement, scope = _seen(request, public_id), scope_for(request)
    visible = persons_visible_to(scope)
    on_it = PostAssignment.objects.filter(
        true_on(scope.day), requirement=requirement, person__in=visible
    ).select_related("person")
    rows = list(on_it.order_by("person__name_pinyin", "person_id")[:MOST_SHOWN])
    standings = best_standings([row.person_id for row in rows], requirement.kind_code, scope.day)
    refusals = Refusal.objects.filter(requirement=requirement, person__in=visible)
    shown = refusals.select_related("person", "certificate", "requirement", "tried_by")
    kind = _rule().kind(requirement.kind_code)
    context = {
        "requirement": requirement,
        "kind": kind.name if kind else requirement.kind_code,
        "rows": [(row, standings.get(row.person_id)) for row in rows],
        "refusals": [(row, deeds.sentence_of(row)) for row in shown.order_by("-at")[:20]],
        "form": PersonForm(people=_candidates(requirement, visible, scope.day)),
        "hr": bool(permissions.may_manage(request.person, requirement.unit, scope.day)),
        "day": scope.day,
    }
    return render(request, "skills/post.html", context)


@require_POST
@person_required
@answered_once
def ask(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Put somebody on the post, or learn why not; a refusal is kept."""
    requirement, scope = _seen(request, public_id), scope_for(request)
    visible = persons_visible_to(scope)
    people = _candidates(requirement, visible, scope.day)
    form, back = PersonForm(request.POST, people=people), _address(requirement)
    if not form.is_valid():
        messages.error(request, _("Choose one of the people who work there."))
        return render(request, "skills/form.html", {"form": form, "back": back}, status=422)

    def deed() -> str:
        found = deeds.ask_for_post(
            requirement_id=requirement.id,
            person=visible.get(public_id=form.cleaned_data["person"]),
            actor=request.person,
            at=now(),
        )
        return f"{back}?refused" if isinstance(found, Refusal) else back

    return pressed(request, deed, said=_("Answered: see below."), back=back)


@require_POST
@person_required
@answered_once
def off(request: PersonRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Take somebody off the post."""
    requirement, scope = _seen(request, public_id), scope_for(request)
    person = get_object_or_404(person_visible_to(scope, public_id=person_id))
    running = PostAssignment.objects.filter(true_on(scope.day), requirement=requirement)
    assignment, back = get_object_or_404(running, person=person), _address(requirement)

    def deed() -> str:
        deeds.release_from_post(assignment_id=assignment.id, actor=request.person, on=today())
        return back

    return pressed(request, deed, said=_("Taken off the post."), back=back)


@require_POST
@person_required
@answered_once
def end(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The post needs the certificate no longer."""
    requirement = _seen(request, public_id)
    permissions.may_manage(request.person, requirement.unit, today()).require()

    def deed() -> str:
        deeds.end_requirement(requirement_id=requirement.id, actor=request.person, on=today())
        return reverse("skills:posts")

    back = _address(requirement)
    return pressed(request, deed, said=_("Not needed any more."), back=back)


def _candidates(requirement: PostRequirement, visible: Any, day: Any) -> list[tuple[str, str]]:
    """Whom the reader sees working in the unit, but not on the post."""
    under = ids_under([requirement.unit_id], day)
    there = PostAssignment.objects.filter(true_on(day), requirement=requirement)
    people = (
        visible.filter(true_on(day, "postings__"), postings__unit_id__in=under)
        .exclude(id__in=there.values("person_id"))
        .distinct()
        .order_by("name_pinyin", "id")
    )
    found: list[Person] = list(people[:MOST_SHOWN])
    return [(str(person.public_id), str(person)) for person in found]


def _seen(request: PersonRequest, public_id: UUID) -> PostRequirement:
    _require_office(request)
    return get_object_or_404(requirements_in(scope_for(request)), public_id=public_id)


def _require_office(request: PersonRequest) -> None:
    scope = scope_for(request)
    if not scope.hr and not scope.teams:
        refused(_("Team leaders and HR keep the posts that need a certificate.")).require()


def _rule() -> OperationRule:
    return content_in_force(OperationRule, on=today())


def _address(requirement: PostRequirement) -> str:
    return reverse("skills:post", args=[requirement.public_id])
