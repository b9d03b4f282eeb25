"""Figure 1: who counts, on which day, as known when, and what stands behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.governance.contents.people import IndustrialWorkerRule
from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import add_months, start_of
from gongjiang.ledger.facts.people import Hired
from gongjiang.ledger.queries import standing_entry
from gongjiang.ledger.services import correct
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import AccessBasis, Employment, PostKind
from gongjiang.people.queries.roll import replayed, roll_on
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.employment import (
    Post,
    end_employment,
    hire,
    move_person,
    take_on_intern,
)
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.base import PersonFigure
from world import OPENING, TODAY, World, make_person, make_worker

BEFORE = date(2020, 3, 1)


def industrial_workers() -> PersonFigure:
    found = figure(1)
    assert isinstance(found, PersonFigure)
    return found


def test_a_hire_adds_one_to_the_figure_and_one_row(governed: World):
    before = industrial_workers().derive(TODAY)
    rows_before = list(industrial_workers().rows(TODAY))

    employment = make_worker(governed.a)

    after = industrial_workers().derive(TODAY)
    rows = list(industrial_workers().rows(TODAY))
    assert after.number == before.number + 1
    assert len(rows) == len(rows_before) + 1 == after.records == after.number
    [new] = [row for row in rows if row not in rows_before]
    assert new["person"] == str(employment.person.public_id)
    assert "name" not in new


@pytest.mark.parametrize(
    ("kind", "post_kind", "counts"),
    [
        ("REGULAR", PostKind.PRODUCTION, 1),
        ("DISPATCHED", PostKind.LOGISTICS, 1),
        ("INTERN", PostKind.PRODUCTION, 0),
        ("REGULAR", PostKind.OFFICE, 0),
        ("REGULAR", PostKind.MANAGEMENT, 0),
    ],
)
def test_who_counts(governed: World, kind: str, post_kind: str, counts: int):
    make_worker(governed.a, kind=kind, post_kind=post_kind)

    assert industrial_workers().derive(TODAY).number == counts


def test_a_labour_agencys_own_people_do_not_count(governed: World):
    make_worker(governed.agency)

    assert industrial_workers().derive(TODAY).number == 0


def test_two_employers_at_once_are_one_person_and_one_row(governed: World):
    employment = make_worker(governed.a)
    post = Post(unit=governed.b.team, name="操作工", kind=PostKind.PRODUCTION)
    hire(
        person=employment.person,
        employer=governed.b.enterprise,
        kind="REGULAR",
        post=post,
        actor=governed.b.hr,
        on=TODAY,
    )

    assert industrial_workers().derive(TODAY).number == 1
    assert len(list(industrial_workers().rows(TODAY))) == 1


def test_a_corrected_hire_is_known_from_the_correction_on(governed: World):
    make_worker(governed.a)
    late = make_worker(governed.a, on=date(2021, 1, 1))
    entry = standing_entry(kind=Hired.kind, subject_id=late.id)
    assert entry is not None
    known_before = timezone.now()

    correct_first_day(governed, late, entry, date(2021, 7, 1))

    assert industrial_workers().derive(date(2021, 3, 1), known_before).number == 2
    assert industrial_workers().derive(date(2021, 3, 1), timezone.now()).number == 1
    assert industrial_workers().derive(date(2021, 7, 1), timezone.now()).number == 2
    days = [date(2021, 3, 1), date(2021, 7, 1)]
    assert list(industrial_workers().trend(days, known_before).values()) == [2, 2]
    assert list(industrial_workers().trend(days, timezone.now()).values()) == [1, 2]


def correct_first_day(world: World, employment: Employment, entry: int, to: date) -> None:
    fact = Hired(
        employment_id=employment.id,
        employer_id=world.a.enterprise.id,
        employment_kind="REGULAR",
        post_kind=PostKind.PRODUCTION,
    )
    correct(
        entry,
        fact,
        person=employment.person_id,
        unit=world.a.team.id,
        enterprise=world.a.enterprise.id,
        on=to,
        by=None,
    )


def test_each_day_counts_by_its_own_definition(governed: World):
    make_worker(governed.a)
    make_worker(governed.a, "实习", kind="INTERN")
    include_interns_from(date(2022, 1, 1))

    on_the_eve, from_then = date(2021, 12, 31), date(2022, 1, 1)
    assert industrial_workers().derive(on_the_eve).number == 1
    assert industrial_workers().derive(from_then).number == 2
    assert industrial_workers().derive(from_then).version == "2022.1"
    assert industrial_workers().trend([on_the_eve, from_then]) == {on_the_eve: 1, from_then: 2}


def include_interns_from(day: date) -> None:
    draft = draft_rule_set(
        Draft(
            key=IndustrialWorkerRule.key,
            version="2022.1",
            content={
                "industries": ["C"],
                "post_kinds": ["PRODUCTION"],
                "employment_kinds": ["REGULAR", "INTERN"],
            },
            valid_from=day,
            procedure_reference="示范〔2021〕9号",
        ),
        actor=SYSTEM,
        at=start_of(TODAY),
    )
    approve_rule_set(rule_set_id=draft.id, actor=SYSTEM, at=start_of(TODAY))


def test_before_any_definition_there_is_no_number(governed: World):
    value = industrial_workers().derive(OPENING - timedelta(days=1))

    assert (value.number, value.status) == (None, "not_yet_derivable")


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["hire", "intern", "second", "move", "office", "leave", "take_on"]),
        st.integers(0, 30),  # months after BEFORE
        st.integers(0, 5),  # which of those employed
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=DEEDS)
def test_the_trend_is_the_figure_of_each_day(governed: World, deeds: list[tuple[str, int, int]]):
    with transaction.atomic():
        live_through(governed, sorted(deeds, key=lambda deed: deed[1]))
        days = [add_months(BEFORE, month) for month in range(32)]
        rules = industrial_worker_definitions()

        trend = industrial_workers().trend(days)

        known = timezone.now()
        for day in days[::5]:
            rule = next(dated.definition for dated in rules if day in dated.period)
            assert trend[day] == roll_on(day).industrial(rule).headcount()
            assert trend[day] == replayed(day).industrial(rule).headcount()
        assert industrial_workers().trend(days, known) == trend
        transaction.set_rollback(True)


def live_through(world: World, deeds: list[tuple[str, int, int]]) -> None:
    """Do what is possible of these deeds, in the order of their months."""
    running: list[Employment] = []
    for number, (deed, month, which) in enumerate(deeds):
        day = add_months(BEFORE, month) + timedelta(days=number)
        if deed in {"hire", "intern"} or not running:
            kind = "INTERN" if deed == "intern" else "REGULAR"
            running.append(make_worker(world.a, f"人{number}", on=day, kind=kind))
            continue
        employment = running[which % len(running)]
        employment.refresh_from_db()
        team = Post(unit=world.a.team, name=f"岗{number}", kind=PostKind.PRODUCTION)
        hr = world.a.hr
        if deed == "move":
            move_person(employment_id=employment.id, to=team, actor=hr, on=day)
        elif deed == "office":
            desk = Post(unit=world.a.workshop, name=f"岗{number}", kind=PostKind.OFFICE)
            move_person(employment_id=employment.id, to=desk, actor=hr, on=day)
        elif deed == "leave":
            end_employment(employment_id=employment.id, reason="RESIGNED", actor=hr, on=day)
            running.remove(employment)
        elif deed == "take_on" and employment.kind == "INTERN":
            running.remove(employment)
            running.append(
                take_on_intern(
                    internship_id=employment.id, kind="REGULAR", post=team, actor=hr, on=day
                )
            )
        elif deed == "second":
            second_employer(world, employment, day)


def second_employer(world: World, employment: Employment, day: date) -> None:
    there = Employment.objects.filter(person=employment.person, employer=world.b.enterprise)
    if not there.exists():
        hire(
            person=employment.person,
            employer=world.b.enterprise,
            kind="REGULAR",
            post=Post(unit=world.b.team, name="操作工", kind=PostKind.PRODUCTION),
            actor=world.b.hr,
            on=day,
        )


def test_groups_add_up_and_small_ones_are_withheld(governed: World):
    for _ in range(7):
        make_worker(governed.a)
    for _ in range(6):
        make_worker(governed.a, unit=governed.a.other_team)
    for _ in range(2):
        make_worker(governed.b)

    area = industrial_workers().groups(TODAY, None, governed.area.id)

    assert area is not None
    assert area.total == 15
    assert sum(group.count for group in area.groups) + (area.here or 0) + area.withheld == 15
    assert [group.unit for group in area.groups] == []  # 13 less 15 would tell the two
    assert area.withheld == 15


def test_a_drill_goes_down_to_teams_and_ends_where_units_are_withheld(governed: World):
    for _ in range(7):
        make_worker(governed.a)
    for _ in range(6):
        make_worker(governed.a, unit=governed.a.other_team)

    workshop = industrial_workers().groups(TODAY, None, governed.a.workshop.id)

    assert workshop is not None
    assert {group.unit.id: group.count for group in workshop.groups} == {
        governed.a.team.id: 7,
        governed.a.other_team.id: 6,
    }
    make_worker(governed.b)
    assert industrial_workers().groups(TODAY, None, governed.a.workshop.id) is None
    assert industrial_workers().groups(TODAY, None, governed.b.enterprise.id) is None


def test_hr_sees_its_own_people_and_how_many_others_count(governed: World):
    own = [make_worker(governed.a, f"甲{i}").person for i in range(3)]
    make_worker(governed.b)

    seen = industrial_workers().persons(TODAY, None, scope_of(governed.a.hr, TODAY), limit=2)

    assert (seen.total, seen.visible, seen.elsewhere) == (4, 3, 1)
    assert len(seen.page) == 2
    assert {seat.person_id for seat in seen.page} <= {person.public_id for person in own}


def test_a_former_site_of_somebody_else_is_none_of_hrs_business(governed: World):
    """Who works here now, and worked for another enterprise then, is not listed as of then."""
    worker = make_worker(governed.b, on=date(2019, 1, 1))
    end_employment(
        employment_id=worker.id, reason="RESIGNED", actor=governed.b.hr, on=date(2020, 1, 1)
    )
    post = Post(unit=governed.a.team, name="操作工", kind=PostKind.PRODUCTION)
    hire(
        person=worker.person,
        employer=governed.a.enterprise,
        kind="REGULAR",
        post=post,
        actor=governed.a.hr,
        on=date(2020, 2, 1),
    )
    scope = scope_of(governed.a.hr, TODAY)

    then = industrial_workers().persons(date(2019, 6, 1), None, scope, limit=10)
    now = industrial_workers().persons(TODAY, None, scope, limit=10)

    assert (then.total, then.visible) == (1, 0)
    assert (now.total, now.visible) == (1, 1)


def test_an_access_basis_opens_the_persons_of_its_unit(governed: World):
    make_worker(governed.a)
    make_worker(governed.b)
    officer = make_person("办事员")
    AccessBasis.objects.create(
        person=officer,
        unit=governed.a.enterprise,
        ground="示范〔2022〕3号",
        granted_by=governed.leader,
        valid_from=OPENING,
    )

    seen = industrial_workers().persons(TODAY, None, scope_of(officer, TODAY), limit=10)

    assert (seen.visible, seen.elsewhere) == (1, 1)
