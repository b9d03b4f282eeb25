"""Assessments of an enterprise, step by step (职业技能等级认定)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit
from gongjiang.skills.models import AssessmentPlan, CandidateState, PlanState
from gongjiang.skills.rules.cycle import HUNDREDTHS, parts, states
from gongjiang.skills.services import assessments as deeds
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once
from gongjiang.web.skills.deeds import form_page, pressed
from gongjiang.web.skills.forms import PlanForm


@require_safe
@person_required
def assessments(request: PersonRequest) -> HttpResponse:
    """The enterprise's assessments, the newest first."""
    plans = _plans(request).annotate(count=Count("candidates")).order_by("-filed_on", "-id")
    return render(request, "skills/assessments.html", {"plans": plans[:200]})


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Record a plan that was filed."""
    _plans(request)
    form = PlanForm(request.POST if request.method == "POST" else None)
    enterprise = Unit.objects.get(id=scope_for(request).hr[0])

    def deed() -> str:
        plan = deeds.file_plan(
            enterprise=enterprise,
            new=deeds.NewPlan(**form.cleaned_data),
            actor=request.person,
            on=today(),
        )
        return _address(plan)

    return form_page(
        request,
        form,
        deed,
        heading=_("File an assessment plan"),
        lead=enterprise.name,
        back=reverse("skills:assessments"),
        said=_("Filed."),
    )


@require_safe
@person_required
def assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One assessment: how far it is, its candidates, and the next step."""
    plan = _seen(request, public_id)
    order = states(plan.rank)
    place = order.index(PlanState(plan.state))
    following = order[place + 1] if place + 1 < len(order) else None
    candidates = plan.candidates.select_related("person", "certificate")
    context = {
        "plan": plan,
        "steps": [
            {"label": state.label, "state": _step_state(at, place)}
            for at, state in enumerate(order[:-1])
        ],
        "following": following,
        "candidates": [
            (candidate, [_points(getattr(candidate, part)) for part in parts(plan.rank)])
            for candidate in candidates.order_by("person__name_pinyin", "id")
        ],
        "parts": parts(plan.rank),
        "publicity": publicity_of(Subject(deeds.SUBJECT, plan.id)),
    }
    return render(request, "skills/assessment.html", context)


@require_POST
@person_required
@answered_once
def step(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take the next step: which one, the form says, so that a late press does not take another."""
    plan = _seen(request, public_id)
    back = _address(plan)
    wanted = request.POST.get("to", "")

    def deed() -> str:
        made = STEPS.get(wanted)
        if made is None:
            raise CannotDo(_("Choose the next step."))
        made(request, plan)
        return back

    return pressed(request, deed, said=_("Done."), back=back)


Step = Callable[[PersonRequest, AssessmentPlan], object]


def _open(request: PersonRequest, plan: AssessmentPlan) -> object:
    return deeds.open_enrolment(plan_id=plan.id, actor=request.person, on=today())


def _check(request: PersonRequest, plan: AssessmentPlan) -> object:
    return deeds.check_candidates(plan_id=plan.id, actor=request.person, on=today())


def _hold(request: PersonRequest, plan: AssessmentPlan) -> object:
    marks = {}
    for candidate in plan.candidates.filter(state=CandidateState.QUALIFIED):
        text = request.POST.get(f"mark-{candidate.public_id}", "").strip()
        if text:
            marks[candidate.id] = _hundredths(text)
    return deeds.hold_part(
        plan_id=plan.id,
        state=request.POST["to"],
        marks=marks,
        actor=request.person,
        on=today(),
    )


def _publish(request: PersonRequest, plan: AssessmentPlan) -> object:
    return deeds.make_results_public(plan_id=plan.id, actor=request.person, at=now())


def _file(request: PersonRequest, plan: AssessmentPlan) -> object:
    return deeds.file_results(
        plan_id=plan.id,
        reference=request.POST.get("reference", "")[:120],
        actor=request.person,
        on=today(),
    )


def _issue(request: PersonRequest, plan: AssessmentPlan) -> object:
    numbers = {
        candidate.id: request.POST.get(f"number-{candidate.public_id}", "")[:40]
        for candidate in plan.candidates.filter(state=CandidateState.PASSED)
    }
    return deeds.issue_certificates(
        plan_id=plan.id, numbers=numbers, actor=request.person, on=today()
    )


def _void(request: PersonRequest, plan: AssessmentPlan) -> object:
    return deeds.revoke_assessment(plan_id=plan.id, actor=request.person, on=today())


STEPS: dict[str, Step] = {
    PlanState.ENROLLING: _open,
    PlanState.QUALIFIED: _check,
    PlanState.THEORY: _hold,
    PlanState.PRACTICAL: _hold,
    PlanState.REVIEW: _hold,
    PlanState.PUBLICITY: _publish,
    PlanState.RESULT_FILED: _file,
    PlanState.ISSUED: _issue,
    PlanState.REVOKED: _void,
}


def _hundredths(text: str) -> int:
    try:
        points = Decimal(text) * HUNDREDTHS
    except InvalidOperation as error:
        raise CannotDo(_("“%(text)s” is not a mark.") % {"text": text}) from error
    if not points.is_finite() or points != points.to_integral_value():
        raise CannotDo(_("“%(text)s” is not a mark.") % {"text": text})
    return int(points)


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{Decimal(hundredths) / HUNDREDTHS:.2f}"


def _step_state(at: int, place: int) -> str:
    return "done" if at < place else "current" if at == place else "todo"


def _plans(request: PersonRequest) -> QuerySet[AssessmentPlan]:
    scope = scope_for(request)
    if not scope.hr:
        refused(_("Assessments are held by the HR of an enterprise.")).require()
    return AssessmentPlan.objects.filter(enterprise_id__in=scope.hr).select_related(
        "occupation", "enterprise"
    )


def _seen(request: PersonRequest, public_id: UUID) -> AssessmentPlan:
    return get_object_or_404(_plans(request), public_id=public_id)


def _address(plan: AssessmentPlan) -> str:
    return reverse("skills:assessment", args=[plan.public_id])
