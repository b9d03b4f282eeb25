"""An assessment goes from its plan to the certificates; nothing is skipped."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.publicity import close_publicity
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Person
from gongjiang.skills.models import AssessmentPlan, Occupation, SkillCertificate
from gongjiang.skills.rules.cycle import has_passed, states
from gongjiang.skills.services import assessments as deeds
from skills.deeds import certified
from world import NOON, TODAY, World, make_worker

pytestmark = pytest.mark.django_db

LATER = datetime(2022, 12, 20, 4, tzinfo=UTC)


@pytest.fixture
def plan(world: World, electrician: Occupation, rules: list[RuleSet]) -> AssessmentPlan:
    new = deeds.NewPlan(
        occupation=electrician,
        rank=3,
        title="2022年电工高级工认定",
        issuer_kind="ENTERPRISE",
        issuer="甲硅业",
        filing_reference="宁认备2022-7",
        enrol_until=date(2022, 12, 31),
    )
    return deeds.file_plan(enterprise=world.a.enterprise, new=new, actor=world.a.hr, on=TODAY)


def test_from_the_plan_to_the_certificate(world: World, plan: AssessmentPlan, worker: Person):
    hr = world.a.hr
    certified(worker, 2, date(2017, 11, 28), by=hr)  # 4 years and more of work since 2018
    other = make_worker(world.a, "新工", on=date(2022, 1, 1)).person
    with pytest.raises(CannotDo, match="not open"):
        deeds.enrol(plan_id=plan.id, person=worker, actor=worker, on=TODAY)
    deeds.open_enrolment(plan_id=plan.id, actor=hr, on=TODAY)
    candidate = deeds.enrol(plan_id=plan.id, person=worker, actor=worker, on=TODAY)
    newcomer = deeds.enrol(plan_id=plan.id, person=other, actor=hr, on=TODAY)
    with pytest.raises(CannotDo, match="next step"):
        deeds.hold_part(
            plan_id=plan.id, state="THEORY", marks={candidate.id: 7000}, actor=hr, on=TODAY
        )

    deeds.check_candidates(plan_id=plan.id, actor=hr, on=date(2023, 3, 1))
    candidate.refresh_from_db()
    newcomer.refresh_from_db()
    assert (candidate.state, newcomer.state) == ("QUALIFIED", "NOT_QUALIFIED")
    assert newcomer.evidence is not None
    assert newcomer.evidence["eligible"] is False
    with pytest.raises(CannotDo, match="admitted"):
        deeds.hold_part(
            plan_id=plan.id, state="THEORY", marks={newcomer.id: 9000}, actor=hr, on=TODAY
        )
    for state, mark in (("THEORY", 6000), ("PRACTICAL", 8250)):
        deeds.hold_part(
            plan_id=plan.id, state=state, marks={candidate.id: mark}, actor=hr, on=TODAY
        )
    publicity = deeds.make_results_public(plan_id=plan.id, actor=hr, at=NOON)
    with pytest.raises(CannotDo, match="publicity"):
        deeds.file_results(plan_id=plan.id, reference="1", actor=hr, on=TODAY)
    close_publicity(publicity_id=publicity.id, actor=hr, at=LATER)
    deeds.file_results(plan_id=plan.id, reference="宁认结2022-7", actor=hr, on=LATER.date())
    with pytest.raises(CannotDo, match="number"):
        deeds.issue_certificates(plan_id=plan.id, numbers={}, actor=hr, on=LATER.date())
    deeds.issue_certificates(
        plan_id=plan.id, numbers={candidate.id: "S22-0007"}, actor=hr, on=LATER.date()
    )

    certificate = SkillCertificate.objects.get(number="S22-0007")
    assert (certificate.person, certificate.rank) == (worker, 3)
    assert [fact.kind for fact in facts_of(worker.id)][-4:] == [
        "skills.candidate.enrolled",
        "skills.candidate.marked",
        "skills.certificate.issued",
        "skills.candidate.checked",
    ]

    deeds.revoke_assessment(plan_id=plan.id, actor=hr, on=date(2022, 12, 21))
    certificate.refresh_from_db()
    assert certificate.revoked_reason == "ASSESSMENT_VOID"


def test_only_the_enterprises_hr_holds_it(world: World, plan: AssessmentPlan, worker: Person):
    for actor in (worker, world.b.hr, world.leader):
        with pytest.raises(NotAllowed):
            deeds.open_enrolment(plan_id=plan.id, actor=actor, on=TODAY)
    deeds.open_enrolment(plan_id=plan.id, actor=world.a.hr, on=TODAY)
    stranger = make_worker(world.b).person
    with pytest.raises(CannotDo, match="Only workers"):
        deeds.enrol(plan_id=plan.id, person=stranger, actor=stranger, on=TODAY)


def test_an_overall_review_is_for_technicians_alone():
    assert "REVIEW" not in states(3)
    assert "REVIEW" in states(4)


@pytest.mark.parametrize(
    ("marks", "rank", "expected"),
    [
        ({"theory": 6000, "practical": 6000}, 3, True),
        ({"theory": 5999, "practical": 9900}, 3, False),
        ({"theory": 6000}, 3, False),
        ({"theory": 6000, "practical": 6000}, 4, False),
        ({"theory": 6000, "practical": 6000, "review": 6000}, 4, True),
    ],
)
def test_every_part_is_passed(marks: dict[str, int | None], rank: int, expected: bool):
    assert has_passed(marks, rank, 60) is expected
