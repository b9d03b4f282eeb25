"""Figures 14 to 19: how fast people rise, who was trained, who was exported (domain.md §4.4-5)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from django.utils import translation

from careers.echelon import base, export, grade, graduated, one_group
from gongjiang.careers.queries.grade_history import grade_history
from gongjiang.careers.rules.speed import on_time, waits
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.kernel.periods import window_of_months
from gongjiang.ledger.models import Entry
from gongjiang.ledger.services import annul
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.appointments import appoint
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.answers import answer
from world import NOON, OPENING, TODAY, World, make_worker

START = date(2018, 1, 1)


@pytest.fixture
def ruled(governed: World) -> World:
    install_ladder(actor=SYSTEM, on=OPENING)
    return governed


def rise(world: World, months: int | None, *, level: int = 3):
    """Somebody who entered a grade in 2018, and rose after so many months, or has not."""
    worker = make_worker(world.a, on=START)
    grade(worker, "O", level, START)
    if months is not None:
        year, month = divmod(months, 12)
        grade(worker, "O", level + 1, date(2018 + year, 1 + month, 1), "PROMOTION")
    return worker


def test_the_time_to_rise_counts_those_who_still_wait(ruled: World):
    for months in (20, 30, 30):
        rise(ruled, months)

    with translation.override("en"):
        found = answer(figure(14), TODAY)

    # Three rose; each of them has waited in the next grade since, for 38, 28 and 28 months.
    assert found["value"] == 30
    assert found["records"]["count"] == 6
    assert "6 waits, of which 50.0 % have not ended yet" in found["definition"]
    rows = list(figure(14).rows(TODAY))
    assert sorted((row["months"], row["risen"]) for row in rows) == [
        (20, True), (28, False), (28, False), (30, True), (30, True), (38, False),
    ]  # fmt: skip


def test_while_most_still_wait_there_is_no_median(ruled: World):
    for months in (20, None, None, None):
        rise(ruled, months)

    found = answer(figure(14), TODAY)

    assert (found["value"], found["records"]["count"]) == (None, 0)
    assert list(figure(14).rows(TODAY)) == []


def test_speed_is_asked_of_any_day_and_of_what_was_known(ruled: World):
    worker = rise(ruled, 20)
    assert figure(14).derive(date(2019, 8, 31)).number is None
    assert figure(14).derive(date(2019, 9, 1)).number == 20
    assert figure(14).derive(TODAY, known_at=NOON - timedelta(days=9000)).number is None
    risen = Entry.objects.defer("recorded_xid").get(
        kind="careers.grade.entered", person_id=worker.person_id, occurred_on=date(2019, 9, 1)
    )
    annul(risen.id, reason="never happened", by=None)
    assert figure(14).derive(TODAY).number is None


def test_on_time_share_of_the_zone(ruled: World):
    for months in (20, 36, 37, None):
        rise(ruled, months)
    found = waits(grade_history(), on=np.datetime64(TODAY))
    told = on_time(found, on=np.datetime64(TODAY))
    # Of four who entered in January 2018, and one of those who rose by 1 September 2019 again.
    assert (told.cohort, told.risen) == (5, 2)


@pytest.mark.parametrize("number", [15, 16, 17, 18, 19])
def test_without_a_rule_there_is_no_number(governed: World, number: int):
    found = answer(figure(number), TODAY)
    assert (found["value"], found["status"]) == (None, "not_yet_derivable")
    assert list(figure(number).rows(TODAY)) == []


def test_the_window_is_the_rules(ruled: World):
    value = figure(15).derive(TODAY)
    assert (value.number, value.records) == (2, 1)
    assert value.window == window_of_months(TODAY, 24)
    [row] = figure(15).rows(TODAY)
    assert row["window_years"] == 2


@pytest.mark.parametrize(
    ("number", "sequence", "below", "reached"),
    [(16, "O", 2, 3), (17, "T", 9, 10), (18, "M", 8, 9)],
)
def test_first_entry_after_training_counts_once(
    ruled: World, number: int, sequence: str, below: int, reached: int
):
    trained, untrained, early = (make_worker(ruled.a, on=START) for _ in range(3))
    for worker in (trained, untrained, early):
        grade(worker, sequence, below, START)
    for worker in (trained, early):
        graduated(worker, date(2019, 5, 1))
    grade(early, sequence, reached, date(2020, 11, 28), "PROMOTION")
    grade(trained, sequence, reached, date(2020, 11, 29), "PROMOTION")
    grade(trained, sequence, reached + 1, date(2022, 11, 1), "PROMOTION")
    grade(untrained, sequence, reached, date(2021, 1, 1), "PROMOTION")

    found = figure(number).derive(TODAY)

    assert (found.number, found.records) == (1, 1)
    [row] = figure(number).rows(TODAY)
    assert (row["person"], row["on"]) == (str(trained.person.public_id), "2020-11-29")
    assert figure(number).derive(date(2020, 11, 28)).number == 1  # the early one, in its window
    days = [date(2020, 11, 28), date(2020, 11, 29), TODAY]
    assert figure(number).trend(days) == {
        day: figure(number).derive(day).number for day in days
    }  # fmt: skip


def test_training_on_the_day_itself_was_not_before_it(ruled: World):
    worker = make_worker(ruled.a, on=START)
    graduated(worker, date(2021, 5, 1))
    grade(worker, "O", 3, date(2021, 5, 1))
    assert figure(16).derive(TODAY).number == 0


def test_exports_count_by_the_rule_and_once_a_person(ruled: World):
    one_group(ruled.a, ruled.agency)
    people = [make_worker(ruled.a, on=START) for _ in range(5)]
    for worker, level in zip(people, (7, 6, 7, 7, 6), strict=True):
        grade(worker, "O", level, START)
    at = base(ruled.a)
    export(ruled.a, people[0].person, to_enterprise=ruled.agency.enterprise)
    export(ruled.a, people[1].person, to_base=at)  # below the grade
    export(ruled.a, people[2].person, to_enterprise=ruled.b.enterprise)  # another group
    export(ruled.a, people[3].person, to_base=at, on=date(2022, 6, 1))  # not six months yet
    export(ruled.a, people[4].person, to_base=at, is_backbone=True)

    found = figure(19).derive(TODAY)

    assert (found.number, found.records) == (2, 2)
    assert {row["person"] for row in figure(19).rows(TODAY)} == {
        str(people[0].person.public_id), str(people[4].person.public_id),
    }  # fmt: skip
    assert figure(19).derive(date(2022, 12, 1)).number == 3


def test_one_more_record_moves_figure_and_list_by_one(ruled: World):
    before = figure(16).derive(TODAY).number
    worker = make_worker(ruled.b, on=START)
    graduated(worker, date(2019, 5, 1))
    spell = grade(worker, "O", 3, date(2022, 3, 1))

    after = figure(16).derive(TODAY)
    assert after.number == before + 1 == len(list(figure(16).rows(TODAY)))

    fact = Entry.objects.defer("recorded_xid").get(
        kind="careers.grade.entered", subject_id=spell.id
    )
    annul(fact.id, reason="never happened", by=None)
    assert figure(16).derive(TODAY).number == before


def test_persons_are_the_readers_own_and_groups_add_up(ruled: World):
    for number in range(7):
        worker = make_worker(ruled.a, f"甲工{number}", on=START)
        graduated(worker, date(2019, 5, 1))
        grade(worker, "O", 3, date(2022, 3, 1))
    for number in range(2):
        worker = make_worker(ruled.b, f"乙工{number}", on=START)
        graduated(worker, date(2019, 5, 1))
        grade(worker, "O", 3, date(2022, 3, 1))
    lead = make_worker(ruled.a, "甲班长", on=START, unit=ruled.a.other_team)
    appoint(person=lead.person, role=Role.TEAM_LEADER, unit=ruled.a.other_team,
            actor=ruled.a.hr, on=START)  # fmt: skip
    own = make_worker(ruled.a, "甲自己", on=START, unit=ruled.a.other_team)
    graduated(own, date(2019, 5, 1))
    grade(own, "O", 3, date(2022, 3, 1))

    def persons(reader):
        found = figure(16).persons(TODAY, None, scope_of(reader, TODAY), limit=50)
        assert found.total == 10
        assert len(found.page) == found.visible
        return sorted(seat.name for seat in found.page)

    assert persons(ruled.a.hr) == sorted([*(f"甲工{n}" for n in range(7)), "甲自己"])
    assert persons(ruled.b.hr) == ["乙工0", "乙工1"]
    assert persons(lead.person) == ["甲自己"]
    assert persons(own.person) == ["甲自己"]
    assert persons(ruled.leader) == []

    groups = figure(16).groups(TODAY, None)
    assert groups.total == 10 == sum(g.count for g in groups.groups) + groups.withheld
    grids = figure(16).groups(TODAY, None, ruled.area.id)
    assert grids.withheld + sum(g.count for g in grids.groups) == 10
    assert all(g.count >= 5 for g in grids.groups if g.count)
