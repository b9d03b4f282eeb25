"""First grades, second tracks, leaving, demotion and freeze."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from careers.firm import Firm, graded
from gongjiang.careers.models import GradeSpell, Measure
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.rules.eligibility import Criterion
from gongjiang.careers.services import measures
from gongjiang.careers.services.appealing import appeal_measure
from gongjiang.careers.services.applying import NotEligible
from gongjiang.careers.services.grades import AlreadyPlaced, OutsideSpan, lay_down, place
from gongjiang.careers.services.leavers import end_grades_of_leavers
from gongjiang.careers.services.measures import Proposal
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Employment, Person
from gongjiang.people.services.employment import end_employment
from world import NOON, TODAY, World, make_worker

LATER = datetime(2022, 12, 12, 9, tzinfo=SHANGHAI)


@pytest.fixture
def newcomer(firm: Firm) -> Person:
    return make_worker(firm.site, "新工").person


def test_a_first_grade_is_recorded(firm: Firm, newcomer: Person):
    graded(firm, newcomer, "O", 1, date(2020, 3, 1))

    [fact] = [f for f in facts_of(newcomer.id) if f.kind == "careers.grade.entered"]
    assert (fact.fact.sequence, fact.fact.grade, fact.fact.reason) == ("O", 1, "INITIAL")
    assert (fact.unit_id, fact.enterprise_id) == (firm.site.team.id, firm.enterprise.id)


@pytest.mark.parametrize(("sequence", "grade"), [("O", 15), ("T", 4), ("P", 19), ("M", 6)])
def test_no_grade_outside_its_sequence(firm: Firm, newcomer: Person, sequence: str, grade: int):
    with pytest.raises(OutsideSpan):
        graded(firm, newcomer, sequence, grade, date(2020, 3, 1))


def test_one_primary_grade_at_a_time(firm: Firm):
    with pytest.raises(AlreadyPlaced):
        graded(firm, firm.worker, "O", 7, TODAY)


def test_the_table_itself_refuses_a_second_primary(firm: Firm):
    with pytest.raises(IntegrityError), transaction.atomic():
        GradeSpell.objects.create(
            person=firm.worker,
            enterprise=firm.enterprise,
            sequence="T",
            grade=9,
            reason="INITIAL",
            valid_from=TODAY,
        )


@pytest.mark.parametrize("grade", [0, 24])
def test_the_table_itself_refuses_what_is_no_grade(firm: Firm, newcomer: Person, grade: int):
    with pytest.raises(IntegrityError), transaction.atomic():
        GradeSpell.objects.create(
            person=newcomer,
            enterprise=firm.enterprise,
            sequence="T",
            grade=grade,
            reason="INITIAL",
            valid_from=TODAY,
        )


def test_a_second_track_runs_beside_the_first_and_is_laid_down(firm: Firm):
    beside = place(
        person=firm.worker,
        enterprise=firm.enterprise,
        sequence="M",
        grade=7,
        actor=firm.hr,
        on=date(2021, 1, 1),
        track="SECONDARY",
    )

    lay_down(spell_id=beside.id, actor=firm.hr, on=TODAY)

    assert GradeSpell.objects.filter(person=firm.worker, valid_to=None).count() == 1
    assert facts_of(firm.worker.id)[-1].kind == "careers.grade.left"


def test_only_hr_places_and_nobody_themselves(firm: Firm, newcomer: Person, world: World):
    for actor in (world.b.hr, firm.reviewer, newcomer):
        with pytest.raises(NotAllowed):
            place(
                person=newcomer,
                enterprise=firm.enterprise,
                sequence="O",
                grade=1,
                actor=actor,
                on=TODAY,
            )
    with pytest.raises(NotAllowed):
        graded(firm, firm.hr, "P", 5, TODAY)


def test_who_leaves_keeps_no_grade_and_is_under_way_in_nothing(firm: Firm):
    promotion = firm.apply()
    employment = Employment.objects.get(person=firm.worker)
    end_employment(
        employment_id=employment.id, reason="RESIGNED", actor=firm.hr, on=date(2022, 12, 1)
    )

    assert end_grades_of_leavers(at=LATER) == 1
    assert end_grades_of_leavers(at=LATER) == 0

    spell = GradeSpell.objects.get(person=firm.worker)
    assert (spell.valid_to, spell.end_reason) == (date(2022, 12, 1), "EMPLOYMENT_ENDED")
    promotion.refresh_from_db()
    assert promotion.state == "WITHDRAWN"


def proposed(firm: Firm, **changes: object) -> Measure:
    words = {"kind": "DEMOTION", "ground": "重大质量事故", "to_grade": 4, **changes}
    return measures.propose_measure(
        person=firm.worker,
        enterprise=firm.enterprise,
        proposal=Proposal(**words),
        actor=firm.hr,
        at=NOON,
    )


def decided(firm: Firm, measure: Measure, actor: Person | None = None) -> Measure:
    return measures.decide_measure(
        measure_id=measure.id,
        actor=actor or firm.second_hr,
        accept=True,
        reason="属实",
        at=LATER,
    )


def test_a_demotion_is_heard_and_decided_by_another(firm: Firm):
    measure = proposed(firm)
    with pytest.raises(NotAllowed, match="takes two"):
        decided(firm, measure, firm.hr)
    measures.answer_measure(measure_id=measure.id, actor=firm.worker, answer="有异议", at=NOON)

    decided(firm, measure)

    spell = GradeSpell.objects.get(person=firm.worker, valid_to=None)
    assert (str(spell), spell.reason) == ("O4", "DEMOTION")
    assert [step.what for step in measure.steps.order_by("id")] == [
        "PROPOSED",
        "HEARD",
        "EFFECTIVE",
    ]
    made = appeal_measure(measure_id=measure.id, actor=firm.worker, reason="不服", at=LATER)
    assert made.heard_at.kind == "ZONE"


def test_nothing_is_decided_while_the_person_may_still_answer(firm: Firm):
    measure = proposed(firm)

    with pytest.raises(CannotDo, match="may answer until 2022-12-05"):
        measures.decide_measure(
            measure_id=measure.id, actor=firm.second_hr, accept=True, reason="属实", at=NOON
        )


def test_a_demotion_leads_down(firm: Firm):
    with pytest.raises(CannotDo, match="lower grade"):
        proposed(firm, to_grade=5)


def test_a_freeze_keeps_the_grade_and_stops_the_next(firm: Firm):
    decided(firm, proposed(firm, kind="FREEZE", to_grade=None, ends_on=date(2023, 6, 1)))

    found = explanation_of(firm.worker.id, firm.enterprise.id, LATER.date())

    freeze = found.item(Criterion.FREEZE)
    assert freeze is not None
    assert (freeze.satisfied, freeze.day) == (False, date(2023, 6, 1))


def test_a_lifted_freeze_stops_nothing(firm: Firm):
    measure = decided(firm, proposed(firm, kind="FREEZE", to_grade=None))
    found = explanation_of(firm.worker.id, firm.enterprise.id, LATER.date())
    assert [item.criterion for item in found.missing] == [Criterion.FREEZE]
    assert found.missing[0].to_do

    in_january = datetime(2023, 1, 9, 9, tzinfo=SHANGHAI)
    measures.lift_freeze(measure_id=measure.id, actor=firm.hr, reason="已整改", at=in_january)

    assert explanation_of(firm.worker.id, firm.enterprise.id, date(2023, 1, 9)).eligible


def test_who_is_frozen_does_not_apply(firm: Firm):
    measure = proposed(firm, kind="FREEZE", to_grade=None)
    Measure.objects.filter(id=measure.id).update(
        state="EFFECTIVE", starts_on=TODAY, decided_by=firm.second_hr
    )

    with pytest.raises(NotEligible, match="frozen"):
        firm.apply()
