"""Special-grade and chief technicians are appointed for a term, which ends."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.skills import SkillAppointmentEnded
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Employment, Person
from gongjiang.people.services.employment import end_employment
from gongjiang.skills.models import Occupation, SkillAppointment
from gongjiang.skills.queries.columns import rank_spans
from gongjiang.skills.services.technicians import (
    NewTerm,
    appoint_technician,
    end_term,
    end_what_is_over,
)
from skills.deeds import certified
from world import TODAY, World

pytestmark = pytest.mark.django_db

START, UNTIL = date(2022, 3, 1), date(2025, 3, 1)


@pytest.fixture
def senior(world: World, worker: Person, rules: list[object]) -> Person:
    """A senior technician of A."""
    certified(worker, 5, date(2018, 3, 1), by=world.a.hr)
    return worker


def appoint(
    world: World, person: Person, electrician: Occupation, *, rank: int = 6, until: date = UNTIL
) -> SkillAppointment:
    new = NewTerm(
        occupation=electrician,
        rank=rank,
        until=until,
        review="2022年评聘第3号",
        listing="宁夏2022年首席技师名单",
    )
    return appoint_technician(
        person=person, employer=world.a.enterprise, new=new, actor=world.a.hr, on=START
    )


def test_a_senior_technician_is_appointed_for_a_term(
    world: World, senior: Person, electrician: Occupation
):
    appointment = appoint(world, senior, electrician)

    assert (appointment.rank, appointment.until) == (6, UNTIL)
    assert rank_spans([senior.id]).value.tolist() == [5, 6]
    assert rank_spans([senior.id]).end.tolist()[1] == UNTIL


def test_a_chief_technician_was_a_special_grade_one(
    world: World, senior: Person, electrician: Occupation
):
    with pytest.raises(CannotDo, match="special-grade"):
        appoint(world, senior, electrician, rank=7)


def test_who_lacks_the_certificate_is_not_appointed(
    world: World, worker: Person, electrician: Occupation, rules: list[object]
):
    certified(worker, 4, date(2019, 3, 1), by=world.a.hr)
    with pytest.raises(CannotDo, match="senior technician"):
        appoint(world, worker, electrician)


def test_only_the_employers_hr_appoints(world: World, senior: Person, electrician: Occupation):
    new = NewTerm(occupation=electrician, rank=6, until=UNTIL, review="第3号")
    with pytest.raises(NotAllowed):
        appoint_technician(
            person=senior, employer=world.a.enterprise, new=new, actor=world.b.hr, on=START
        )
    with pytest.raises(NotAllowed):
        appoint_technician(
            person=senior, employer=world.b.enterprise, new=new, actor=world.b.hr, on=START
        )


def test_leaving_the_employer_ends_the_appointment(
    world: World, senior: Person, employment: Employment, electrician: Occupation
):
    appointment = appoint(world, senior, electrician)
    end_employment(
        employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=date(2022, 10, 1)
    )

    assert end_what_is_over(on=TODAY) == 1
    assert end_what_is_over(on=TODAY) == 0

    appointment.refresh_from_db()
    assert (appointment.end_reason, appointment.valid_to) == ("LEFT", date(2022, 10, 1))
    fact = facts_of(senior.id)[-1]
    assert fact.fact == SkillAppointmentEnded(appointment_id=appointment.id, reason="LEFT")


def test_a_term_that_is_over_ends_and_another_may_begin(
    world: World, senior: Person, electrician: Occupation
):
    first = appoint(world, senior, electrician, until=date(2022, 9, 1))
    assert end_what_is_over(on=date(2022, 8, 31)) == 0
    assert end_what_is_over(on=date(2022, 9, 1)) == 1
    first.refresh_from_db()
    assert (first.end_reason, first.valid_to) == ("TERM_OVER", date(2022, 9, 1))


def test_an_appointment_is_taken_back(world: World, senior: Person, electrician: Occupation):
    appointment = appoint(world, senior, electrician)
    end_term(appointment_id=appointment.id, actor=world.a.hr, on=TODAY)
    with pytest.raises(CannotDo):
        end_term(appointment_id=appointment.id, actor=world.a.hr, on=TODAY)
    assert rank_spans([senior.id]).end.tolist()[1] == TODAY
