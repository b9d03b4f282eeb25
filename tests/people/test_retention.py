"""When the time to keep a record is over, and what is left of it afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.kernel.errors import NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, EmploymentHold, ErasureRequest, Look, Person, Role
from gongjiang.people.queries.retention import run_out
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.services.appointments import appoint, end_appointment
from gongjiang.people.services.employment import Post, end_employment, hire
from gongjiang.people.services.forgetting import NotRunOut, erase_run_out
from gongjiang.people.services.looks import note_look
from gongjiang.people.services.privacy import ask_erasure, refuse_erasure
from gongjiang.people.services.rosters import Upload, bring, discard
from world import OPENING, TODAY, World, make_person, make_worker

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
GONE_BY = date(2018, 11, 28)


@pytest.fixture
def officer(world: World) -> Person:
    person = make_person("保护官")
    appoint(person=person, role=Role.PRIVACY_OFFICER, unit=world.zone, actor=SYSTEM, on=OPENING)
    return person


def left(world: World, on: date, name: str = "旧工") -> Person:
    employment = make_worker(world.a, name, on=OPENING)
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=on)
    return Person.objects.get(id=employment.person_id)


def erase(officer: Person, *people: Person) -> list[ErasureRequest]:
    return erase_run_out(
        person_ids=[person.id for person in people], actor=officer, gone_by=GONE_BY, at=NOON
    )


@pytest.mark.parametrize(
    ("gone_on", "is_over"),
    [(date(2018, 11, 27), True), (date(2018, 11, 28), True), (date(2018, 11, 29), False)],
)
def test_the_time_is_over_on_the_day(world: World, gone_on: date, is_over: bool):
    person = left(world, gone_on)

    assert (person in run_out(GONE_BY)) is is_over
    assert [p.gone_on for p in run_out(GONE_BY)] == ([gone_on] if is_over else [])


def test_who_works_here_never_runs_out(world: World):
    make_worker(world.a, on=OPENING)

    assert not run_out(TODAY).exists()


def test_a_second_employment_keeps_the_record(world: World):
    person = left(world, date(2018, 1, 1))
    post = Post(unit=world.b.team, name="操作工", kind="PRODUCTION")
    again = hire(
        person=person,
        employer=world.b.enterprise,
        kind="REGULAR",
        post=post,
        actor=world.b.hr,
        on=date(2019, 1, 1),
    )
    assert not run_out(GONE_BY).exists()

    end_employment(employment_id=again.id, reason="RESIGNED", actor=world.b.hr, on=date(2020, 1, 1))

    [found] = run_out(date(2020, 1, 1))
    assert (found.gone_on, found.employer) == (date(2020, 1, 1), "乙机械")


def test_a_role_keeps_the_record_until_it_ends(world: World):
    person = left(world, date(2018, 1, 1))
    seat = appoint(
        person=person, role=Role.AUDITOR, unit=world.zone, actor=SYSTEM, on=date(2018, 1, 1)
    )
    assert not run_out(GONE_BY).exists()

    end_appointment(appointment_id=seat.id, actor=SYSTEM, on=date(2018, 6, 1))

    assert [found.gone_on for found in run_out(GONE_BY)] == [date(2018, 6, 1)]


def test_who_asked_to_be_forgotten_is_decided_about_first(world: World, officer: Person):
    person = left(world, date(2018, 1, 1))
    request = ask_erasure(person=person, reason="", at=NOON)
    assert not run_out(GONE_BY).exists()

    refuse_erasure(request_id=request.id, actor=officer, answer="审计中", at=NOON)

    assert run_out(GONE_BY).get() == person


def test_erasing_takes_the_names_and_leaves_the_figures(world: World, officer: Person):
    two = [left(world, date(2018, 1, 1), "旧甲"), left(world, date(2018, 2, 1), "旧乙")]
    kept = left(world, date(2021, 1, 1), "新去的")
    for person in two:
        Account.objects.create(username=f"a{person.id}", person=person)
        note_look(person=person, by=world.a.hr, what=Look.What.RECORD, at=NOON)
    day = date(2017, 12, 1)
    before = (roll_on(day).headcount(), facts_of(two[0].id), two[0].employments.count())

    requests = erase(officer, *two)

    assert [(r.ground, r.state, r.decided_by) for r in requests] == [
        ("RETENTION", "ERASED", officer)
    ] * 2
    for person in Person.objects.filter(id__in=[p.id for p in two]):
        assert (person.state, person.name, person.born_on) == (Person.State.ERASED, "", None)
        assert (person.birth_year, person.sex) == (1990, "MALE")
    assert not Account.objects.filter(person__in=two).exists()
    assert not Look.objects.filter(person__in=two).exists()
    assert (roll_on(day).headcount(), facts_of(two[0].id), two[0].employments.count()) == before
    kept.refresh_from_db()
    assert kept.name == "新去的"


def test_one_that_must_be_kept_keeps_them_all(world: World, officer: Person):
    over, running = left(world, date(2018, 1, 1), "旧甲"), left(world, date(2021, 1, 1), "旧乙")

    with pytest.raises(NotRunOut):
        erase(officer, over, running)

    assert not ErasureRequest.objects.exists()
    over.refresh_from_db()
    assert over.name == "旧甲"


@pytest.mark.parametrize("who", ["own HR", "leader"])
def test_only_the_officer_erases(world: World, who: str):
    person = left(world, date(2018, 1, 1))
    actor = {"own HR": world.a.hr, "leader": world.leader}[who]

    with pytest.raises(NotAllowed):
        erase(actor, person)


def test_the_officer_is_never_among_them(world: World, officer: Person):
    with pytest.raises(NotAllowed):
        erase(officer, left(world, date(2018, 1, 1)), officer)


def test_what_an_employer_wrote_of_the_name_goes_too(world: World, officer: Person):
    person = left(world, date(2018, 1, 1))
    from_roster = hold_of(world, person)

    erase(officer, person)

    from_roster.refresh_from_db()
    assert (from_roster.name_given, from_roster.answer) == ("", "")


def test_many_cost_no_more_queries_than_two(world: World, officer: Person):
    def queries(many: int) -> int:
        people = [left(world, date(2018, 1, 1), f"旧{n}") for n in range(many)]
        with CaptureQueriesContext(connection) as asked:
            erase(officer, *people)
        return len(asked)

    assert queries(2) == queries(7)


def hold_of(world: World, person: Person) -> EmploymentHold:
    """The person was named by an employer, in a roster put aside since, and said no."""
    upload = Upload(
        enterprise=world.b.enterprise,
        scope=world.b.enterprise,
        file_name="b.csv",
        content=b"b",
    )
    return EmploymentHold.objects.create(
        roster=discard(bring(upload, actor=world.b.hr, at=NOON).id, actor=world.b.hr),
        enterprise=world.b.enterprise,
        person=person,
        row=2,
        name_given=person.name,
        kind="REGULAR",
        unit=world.b.team,
        post="操作工",
        post_kind="PRODUCTION",
        starts_on=TODAY,
        state=EmploymentHold.State.DECLINED,
        asked_at=NOON,
        decided_at=NOON,
        decided_by=person,
        answer="我是旧工",
    )
