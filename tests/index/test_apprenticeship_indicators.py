"""C6 and G5 against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import pytest

from apprenticeships import certify, make_shop, started
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.mentoring.queries.zone import pairing_beneath
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment
from index.conftest import RunIndex, sums, value
from world import TODAY, World, make_worker

COUNTED = ("C6", "G5")

pytestmark = pytest.mark.commits


def newcomer(world: World, came_on: date, *, kind: str = "REGULAR") -> Employment:
    return make_worker(world.a, "小何", on=came_on, kind=kind)


@pytest.fixture
def governed(governed: World) -> World:
    """With the terms of mentoring in force."""
    install_terms(actor=SYSTEM, on=TODAY)
    return governed


def test_a_new_worker_is_paired_in_time_or_not(governed: World, run: RunIndex):
    shop = make_shop(governed)  # with an apprentice who came on 14 February 2022
    started(shop, date(2022, 3, 16))  # the thirtieth day
    late = newcomer(governed, date(2022, 5, 2)).person
    started(shop, date(2022, 6, 2), apprentice=late)  # the thirty-first
    newcomer(governed, date(2022, 6, 1))
    newcomer(governed, date(2022, 10, 30))  # whose thirty days are not over on 28 November

    done = run()

    for unit in (governed.a.team, governed.a.enterprise, governed.zone):
        assert sums(done, unit.id, "C6") == [1, 3]


def test_the_page_of_the_zone_counts_as_the_indicator_does(governed: World, run: RunIndex):
    shop = make_shop(governed)
    started(shop, date(2022, 3, 1))
    for came_on in (date(2021, 10, 29), date(2021, 10, 30), date(2022, 10, 29), date(2022, 10, 30)):
        newcomer(governed, came_on)

    whole, _beneath = pairing_beneath(governed.zone.id, TODAY)

    assert (whole.paired, whole.new_workers) == tuple(sums(run(), governed.zone.id, "C6"))


def test_a_rate_is_told_of_ten(governed: World, run: RunIndex):
    shop = make_shop(governed)
    started(shop, date(2022, 3, 1))
    for _ in range(9):
        newcomer(governed, date(2022, 4, 1))

    assert value(run(), governed.zone.id, "C6") == pytest.approx(10.0)


def test_apprentices_and_interns_are_qualified_by_rank_or_promotion(governed: World, run: RunIndex):
    shop = make_shop(governed)
    began = date(2020, 6, 1)  # two years are over on 1 June 2022
    people = [newcomer(governed, began).person for _ in range(3)]
    for person in people:
        started(shop, began, apprentice=person)
    intern = newcomer(governed, began, kind="INTERN").person
    newcomer(governed, began)  # neither apprentice nor intern
    certify(people[0], 2, on=date(2022, 5, 31))
    certify(people[1], 1, on=date(2021, 5, 31))  # too low
    certify(people[2], 2, on=date(2022, 6, 1))  # too late
    ledger.record(
        GradeEntered(
            spell_id=1, sequence="O", grade=3, reason="PROMOTION", from_sequence="O", from_grade=2
        ),
        person=intern.id,
        unit=governed.a.team.id,
        enterprise=governed.a.enterprise.id,
        on=date(2021, 7, 1),
    )

    assert sums(run(), governed.a.enterprise.id, "G5") == [2, 4]


@pytest.mark.parametrize(
    ("began", "counts"),
    [(date(2019, 11, 28), 0), (date(2019, 11, 29), 1), (date(2020, 11, 28), 1)],
)
def test_a_cohort_counts_when_its_two_years_are_over(
    governed: World, run: RunIndex, began: date, counts: int
):
    newcomer(governed, began, kind="INTERN")

    assert sums(run(), governed.zone.id, "G5") == [0, counts]
    assert sums(run(date(2020, 11, 27)), governed.zone.id, "G5") == [0, 0]
