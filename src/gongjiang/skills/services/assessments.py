"""Assessments go from their plan to the certificates (职业技能等级认定)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.publicity import open_publicity
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.skills import (
    AssessmentRevoked,
    CandidateChecked,
    CandidateEnrolled,
    CandidateMarked,
    CandidatesQualified,
    CertificatesIssued,
    EnrolmentOpened,
    OverallReviewHeld,
    PlanFiled,
    PracticalHeld,
    ResultsFiled,
    ResultsMadePublic,
    TheoryHeld,
)
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, Person
from gongjiang.skills import permissions
from gongjiang.skills.contents import AssessmentRule, PrerequisitesRule
from gongjiang.skills.models import (
    AssessmentPlan,
    Candidate,
    CandidateState,
    Occupation,
    PlanState,
    RevocationReason,
)
from gongjiang.skills.queries.holders import holder_of
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.cycle import has_passed, may_follow, parts
from gongjiang.skills.rules.explanation import as_json
from gongjiang.skills.rules.prerequisites import eligible
from gongjiang.skills.services.certificates import NewCertificate, take_away, write_certificate

SUBJECT = "skills.assessmentplan"
HIGHEST_MARK = 10_000

Held: TypeAlias = type[TheoryHeld] | type[PracticalHeld] | type[OverallReviewHeld]

HELD: Mapping[str, Held] = {
    PlanState.THEORY: TheoryHeld,
    PlanState.PRACTICAL: PracticalHeld,
    PlanState.REVIEW: OverallReviewHeld,
}
MARKED_AT: Mapping[str, str] = {
    PlanState.THEORY: "theory",
    PlanState.PRACTICAL: "practical",
    PlanState.REVIEW: "review",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """An assessment to be held; `filing_reference` is the authority's number for the plan."""

    occupation: Occupation
    rank: int
    title: str
    issuer_kind: str
    issuer: str
    filing_reference: str
    enrol_until: date


@transaction.atomic
def file_plan(*, enterprise: Unit, new: NewPlan, actor: Actor, on: date) -> AssessmentPlan:
    """Record a plan that was filed with the authority.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the filing has no number, the last day to enrol has passed, or the rank or
            occupation is none that is assessed.
    """
    permissions.may_manage(actor, enterprise, on).require()
    if enterprise.kind != UnitKind.ENTERPRISE:
        raise CannotDo(_("An assessment is held by an enterprise."))
    if new.occupation.level != Occupation.Level.DETAILED:
        raise CannotDo(_("Choose an occupation, not a class of occupations."))
    if not new.filing_reference.strip():
        raise CannotDo(_("Name the number under which the plan was filed."))
    if new.enrol_until < on:
        raise CannotDo(_("The last day for enrolment has passed."))
    plan = AssessmentPlan.objects.create(
        enterprise=enterprise,
        occupation=new.occupation,
        rank=new.rank,
        title=new.title.strip(),
        issuer_kind=new.issuer_kind,
        issuer=new.issuer.strip(),
        filing_reference=new.filing_reference.strip(),
        filed_on=on,
        enrol_until=new.enrol_until,
    )
    fact = PlanFiled(plan_id=plan.id, occupation=new.occupation.code, rank=new.rank)
    _record(plan, fact, actor, on)
    return plan


@transaction.atomic
def open_enrolment(*, plan_id: int, actor: Actor, on: date) -> AssessmentPlan:
    """Let workers enrol.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step.
    """
    plan = _step(plan_id, PlanState.ENROLLING, actor, on)
    _record(plan, EnrolmentOpened(plan_id=plan.id), actor, on)
    return plan


@transaction.atomic
def enrol(*, plan_id: int, person: Person, actor: Actor, on: date) -> Candidate:
    """Enrol a worker of the enterprise: themselves, or by their HR.

    Raises:
        NotAllowed: neither the worker nor HR.
        CannotDo: enrolment is not open, is over, or the worker is enrolled or works elsewhere.
    """
    plan = _locked(plan_id)
    if not permissions.is_own(actor, person.id):
        permissions.may_record(actor, person.id, on).require()
    if plan.state != PlanState.ENROLLING or on > plan.enrol_until:
        raise CannotDo(_("Enrolment for this assessment is not open."))
    employed = Employment.objects.filter(true_on(on), person=person, employer=plan.enterprise)
    if not employed.exists():
        raise CannotDo(_("Only workers of this enterprise can enrol here."))
    if plan.candidates.filter(person=person).exists():
        raise CannotDo(_("This worker is enrolled already."))
    candidate = Candidate.objects.create(plan=plan, person=person, enrolled_on=on)
    _record_of(candidate, CandidateEnrolled(candidate_id=candidate.id, plan_id=plan.id), actor, on)
    return candidate


@transaction.atomic
def check_candidates(*, plan_id: int, actor: Actor, on: date) -> AssessmentPlan:
    """Check everybody's prerequisites by the rule in force, and keep the explanation.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step, or nobody is enrolled.
    """
    plan = _step(plan_id, PlanState.QUALIFIED, actor, on)
    rule = content_in_force(PrerequisitesRule, on=on, unit_id=plan.enterprise_id)
    candidates = list(plan.candidates.select_related("person").order_by("id"))
    if not candidates:
        raise CannotDo(_("Nobody has enrolled yet."))
    qualified = 0
    for candidate in candidates:
        holder = holder_of(candidate.person, on=on)
        found = eligible(holder, plan.occupation.code, plan.rank, rule, on)
        candidate.evidence = as_json(found)
        candidate.state = (
            CandidateState.QUALIFIED if found.eligible else CandidateState.NOT_QUALIFIED
        )
        candidate.save(update_fields=["evidence", "state"])
        qualified += found.eligible
        checked = CandidateChecked(
            candidate_id=candidate.id, plan_id=plan.id, qualified=found.eligible
        )
        _record_of(candidate, checked, actor, on)
    _record(plan, CandidatesQualified(plan_id=plan.id, qualified=qualified), actor, on)
    return plan


@transaction.atomic
def hold_part(
    *, plan_id: int, state: str, marks: Mapping[int, int], actor: Actor, on: date
) -> AssessmentPlan:
    """Record that a part was held, with its marks; who has none was absent.

    Args:
        state: THEORY, PRACTICAL or REVIEW.
        marks: hundredths of a point, 0 to 10,000, by candidate id.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step, a mark is out of scale or no admitted candidate's.
    """
    plan = _step(plan_id, state, actor, on)
    part = MARKED_AT[state]
    admitted = {
        candidate.id: candidate
        for candidate in plan.candidates.filter(state=CandidateState.QUALIFIED)
    }
    if not marks or not set(marks) <= set(admitted):
        raise CannotDo(_("Give marks to those who were admitted, and to nobody else."))
    for candidate_id, mark in sorted(marks.items()):
        if not 0 <= mark <= HIGHEST_MARK:
            raise CannotDo(_("A mark is between 0 and 100 points."))
        setattr(admitted[candidate_id], part, mark)
        admitted[candidate_id].save(update_fields=[part])
    _record(plan, HELD[state](plan_id=plan.id), actor, on)
    if part == parts(plan.rank)[-1]:
        _mark(plan, actor, on)
    return plan


@transaction.atomic
def make_results_public(*, plan_id: int, actor: Actor, at: datetime) -> Publicity:
    """Open the publicity period of the results.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step.
    """
    on = day_of(at)
    plan = _step(plan_id, PlanState.PUBLICITY, actor, on)
    passed = plan.candidates.filter(state=CandidateState.PASSED).select_related("person")
    publicity = open_publicity(
        subject=Subject(SUBJECT, plan.id),
        unit=plan.enterprise,
        title=gettext("Results: %(title)s") % {"title": plan.title},
        text="\n".join(str(candidate.person) for candidate in passed.order_by("id")),
        actor=actor,
        from_day=on,
        at=at,
    )
    _record(plan, ResultsMadePublic(plan_id=plan.id), actor, on)
    return publicity


@transaction.atomic
def file_results(*, plan_id: int, reference: str, actor: Actor, on: date) -> AssessmentPlan:
    """Record that the results were filed with the authority, after their publicity.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step, there is no number, or the publicity has not passed.
    """
    plan = _locked(plan_id)
    permissions.may_manage(actor, plan.enterprise, on).require()
    publicity = publicity_of(Subject(SUBJECT, plan.id))
    if publicity is None or publicity.state != Publicity.State.PASSED:
        raise CannotDo(_("The results can be filed when their publicity has passed."))
    if not reference.strip():
        raise CannotDo(_("Name the number under which the results were filed."))
    plan.result_reference = reference.strip()
    plan.save(update_fields=["result_reference"])
    plan = _step(plan_id, PlanState.RESULT_FILED, actor, on)
    _record(plan, ResultsFiled(plan_id=plan.id), actor, on)
    return plan


@transaction.atomic
def issue_certificates(
    *, plan_id: int, numbers: Mapping[int, str], actor: Actor, on: date, verify_url: str = ""
) -> AssessmentPlan:
    """Issue the certificates of those who passed.

    Args:
        numbers: the certificate's number by candidate id, for each who passed.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: this is not the next step, or a number is missing, taken, or nobody's.
    """
    plan = _step(plan_id, PlanState.ISSUED, actor, on)
    passed = {row.id: row for row in plan.candidates.filter(state=CandidateState.PASSED)}
    if set(numbers) != set(passed) or not all(number.strip() for number in numbers.values()):
        raise CannotDo(_("Each candidate who passed needs a certificate number, and nobody else."))
    for candidate_id, number in sorted(numbers.items()):
        candidate = passed[candidate_id]
        new = NewCertificate(
            occupation=plan.occupation,
            rank=plan.rank,
            number=number.strip(),
            issuer_kind=plan.issuer_kind,
            issuer=plan.issuer,
            issued_on=on,
            verify_url=verify_url,
        )
        candidate.certificate = write_certificate(
            person_id=candidate.person_id, new=new, by=actor.id, on=on
        )
        candidate.save(update_fields=["certificate"])
    _record(plan, CertificatesIssued(plan_id=plan.id, certificates=len(passed)), actor, on)
    return plan


@transaction.atomic
def revoke_assessment(*, plan_id: int, actor: Actor, on: date) -> AssessmentPlan:
    """Declare an assessment void: each certificate it led to is revoked.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: its certificates were not issued, or it was revoked before.
    """
    plan = _step(plan_id, PlanState.REVOKED, actor, on)
    issued = plan.candidates.exclude(certificate=None).select_related("certificate")
    for candidate in issued.order_by("id"):
        certificate = candidate.certificate
        if certificate is not None and certificate.revoked_on is None:
            reason = RevocationReason.ASSESSMENT_VOID
            take_away(certificate, reason=reason, by=actor.id, on=on)
    _record(plan, AssessmentRevoked(plan_id=plan.id), actor, on)
    return plan


def _locked(plan_id: int) -> AssessmentPlan:
    rows = AssessmentPlan.objects.select_for_update(of=("self",))
    return rows.select_related("enterprise", "occupation").get(id=plan_id)


def _step(plan_id: int, state: str, actor: Actor, on: date) -> AssessmentPlan:
    """Take the next step, if it is this one and the actor may."""
    plan = _locked(plan_id)
    permissions.may_manage(actor, plan.enterprise, on).require()
    decision = may_follow(plan.rank, plan.state, state)
    if not decision:
        raise CannotDo(decision.reason)
    plan.state = state
    plan.save(update_fields=["state"])
    return plan


def _mark(plan: AssessmentPlan, actor: Actor, on: date) -> None:
    rule = content_in_force(AssessmentRule, on=on, unit_id=plan.enterprise_id)
    for candidate in plan.candidates.filter(state=CandidateState.QUALIFIED).order_by("id"):
        marks = {part: getattr(candidate, part) for part in parts(plan.rank)}
        passed = has_passed(marks, plan.rank, rule.pass_points)
        candidate.state = CandidateState.PASSED if passed else CandidateState.FAILED
        candidate.save(update_fields=["state"])
        fact = CandidateMarked(candidate_id=candidate.id, plan_id=plan.id, passed=passed)
        _record_of(candidate, fact, actor, on)


def _record(plan: AssessmentPlan, fact: Fact, actor: Actor, on: date) -> None:
    ledger.record(fact, unit=plan.enterprise_id, enterprise=plan.enterprise_id, by=actor.id, on=on)


def _record_of(candidate: Candidate, fact: Fact, actor: Actor, on: date) -> None:
    place = place_of(candidate.person_id, on)
    ledger.record(
        fact,
        person=candidate.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=on,
    )
