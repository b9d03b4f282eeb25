"""What the reader holds, what their next rank asks for, and their passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import rules_in_force
from gongjiang.kernel.periods import today
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Person
from gongjiang.skills.contents import BridgeRule, OperationRule, PrerequisitesRule
from gongjiang.skills.models import (
    HIGHEST_CERTIFIED,
    AssessmentPlan,
    BridgeApplication,
    Candidate,
    PlanState,
    SkillRank,
)
from gongjiang.skills.queries.holders import Past, holder_with, past_of
from gongjiang.skills.queries.places import unit_worked_in
from gongjiang.skills.queries.records import SkillRecord, applications_of, posts_of, record_of
from gongjiang.skills.rules.bridge import rights
from gongjiang.skills.rules.prerequisites import eligible
from gongjiang.skills.services import assessments, bridge
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once
from gongjiang.web.skills.deeds import pressed
from gongjiang.web.skills.forms import BridgeForm
from gongjiang.web.skills.words import shown_right, shown_ways


@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """The reader's certificates and titles, and the way to the next rank."""
    on = today()
    rules = rules_for(request.person, on)
    record = record_of(request.person.id, on, operation_rule(rules))
    context = {
        "record": record,
        "rank": SkillRank(record.rank),
        "day": on,
        "posts": posts_of(request.person.id, on),
        "applications": applications_of(request.person.id),
        "plans": _open_plans(request.person, on),
        **next_rank(request.person, record, rules, past_of(request.person.id, on), on),
    }
    return render(request, "skills/mine.html", context)


def rules_for(person: Person, on: date) -> dict[str, RuleSet]:
    """The rules of this room that are in force for a person, by key; one query."""
    keys = (PrerequisitesRule.key, BridgeRule.key, OperationRule.key)
    return rules_in_force(keys, on=on, unit_id=unit_worked_in(person.id, on))


def operation_rule(rules: Mapping[str, RuleSet]) -> OperationRule | None:
    found = rules.get(OperationRule.key)
    return OperationRule.read(found.content) if found else None


def next_rank(
    person: Person, record: SkillRecord, rules: Mapping[str, RuleSet], past: Past, on: date
) -> dict[str, Any]:
    """The ways to the next certificate and over the bridge, by the rules in force for a person."""
    rule, bridge_rule = rules.get(PrerequisitesRule.key), rules.get(BridgeRule.key)
    occupation = record.occupation
    if rule is None or bridge_rule is None or occupation is None:
        return {}
    holder = holder_with(person, record.ranks_held(on), record.titles_held(on), past)
    content = PrerequisitesRule.read(rule.content)
    bridges = rights(
        holder, occupation.code, BridgeRule.read(bridge_rule.content), on, content.related
    )
    shown: dict[str, Any] = {
        "rights": [shown_right(right) for right in bridges if right.held_since is not None],
        "rule": rule,
    }
    if record.rank < HIGHEST_CERTIFIED:
        found = eligible(holder, occupation.code, record.rank + 1, content, on)
        shown |= {
            "next": SkillRank(record.rank + 1),
            "found": found,
            "ways": shown_ways(found),
        }
    return shown


@require_POST
@person_required
@answered_once
def apply_over_bridge(request: PersonRequest) -> HttpResponse:
    """Use the right to apply for a title, or for a rank."""
    form, back = BridgeForm(request.POST), reverse("skills:mine")

    def deed() -> str:
        data = form.cleaned_data
        bridge.apply_over_bridge(
            person=request.person,
            direction=data["direction"],
            target=data["target"],
            occupation=data["occupation"],
            actor=request.person,
            on=today(),
        )
        return back

    if not form.is_valid():
        return render(request, "skills/form.html", {"form": form, "back": back}, status=422)
    return pressed(request, deed, said=_("Your application is on its way."), back=back)


@require_POST
@person_required
@answered_once
def withdraw(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take one's own application back."""
    own = BridgeApplication.objects.filter(person=request.person)
    application, back = get_object_or_404(own, public_id=public_id), reverse("skills:mine")

    def deed() -> str:
        bridge.withdraw_application(application_id=application.id, actor=request.person, on=today())
        return back

    return pressed(request, deed, said=_("Withdrawn."), back=back)


@require_POST
@person_required
@answered_once
def enrol(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Enrol for an assessment of one's own enterprise."""
    plan = get_object_or_404(_plans_of(request.person, today()), public_id=public_id)
    back = reverse("skills:mine")

    def deed() -> str:
        assessments.enrol(plan_id=plan.id, person=request.person, actor=request.person, on=today())
        return back

    return pressed(request, deed, said=_("You are enrolled."), back=back)


def _plans_of(person: Person, on: date) -> Any:
    employed = Employment.objects.filter(true_on(on), person=person)
    return AssessmentPlan.objects.filter(enterprise_id__in=employed.values("employer_id"))


def _open_plans(person: Person, on: date) -> list[tuple[AssessmentPlan, bool]]:
    """The assessments the person can enrol for, and whether they have."""
    plans = _plans_of(person, on).filter(state=PlanState.ENROLLING, enrol_until__gte=on)
    mine = Candidate.objects.filter(plan_id=OuterRef("id"), person=person)
    found = plans.annotate(enrolled=Exists(mine)).select_related("occupation")
    return [(plan, plan.enrolled) for plan in found.order_by("enrol_until", "id")]
