"""The indicators of grades, against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.db import transaction

from gongjiang.careers.services.defaults import install_ladder
from gongjiang.careers.services.grades import Grade, enter_grade, place
from gongjiang.careers.services.rounds import close_vacancy, open_vacancy
from gongjiang.index.indicators.grade_span import GradeSpan
from gongjiang.index.indicators.grade_speed import BIN_MONTHS, BINS, grouped_median, told_median
from gongjiang.index.queries.steps import steps_behind
from gongjiang.kernel.periods import add_months
from gongjiang.kernel.survival import kaplan_meier
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of
from index.conftest import RunIndex, sums, value
from world import NOON, TODAY, World, make_worker

COUNTED = ("G1", "G2", "G6", "L1", "L7")


def test_the_median_of_the_domain_by_quarters():
    """18, 24, 24+, 30, 36+, 40, 48+, 60+: 40 by months, within a quarter of it by quarters."""
    months = np.array([18, 24, 24, 30, 36, 40, 48, 60])
    rose = np.array([True, True, False, True, False, True, False, False])
    starts = np.arange(BINS) * BIN_MONTHS
    at_risk = (months >= starts[:, np.newaxis]).sum(axis=1)
    events = (rose & (months // BIN_MONTHS == np.arange(BINS)[:, np.newaxis])).sum(axis=1)

    [found] = grouped_median(at_risk[np.newaxis].astype(float), events[np.newaxis].astype(float))

    assert kaplan_meier(months.astype(float), rose).median == 40
    assert found == pytest.approx(40.4, abs=0.05)


def test_where_fewer_than_half_rose_there_is_no_median():
    assert np.isnan(grouped_median(np.full((1, BINS), 9.0), np.zeros((1, BINS)))[0])


def test_where_half_still_wait_after_sixty_months_it_is_told_as_sixty():
    waiting, nobody = np.full((1, BINS), 9.0), np.zeros((1, BINS))
    short = np.where(np.arange(BINS) < 4, 9.0, 0.0)[np.newaxis]

    assert told_median(waiting, nobody)[0] == 60
    assert np.isnan(told_median(short, nobody)[0])


def test_the_span_from_counts():
    counts = np.zeros((2, 23), dtype=np.int64)
    counts[0, 0], counts[0, 4], counts[0, 9] = 2, 6, 2  # grades 1, 5 and 10

    found = GradeSpan().measure(counts)

    assert found.values[0] == 9
    assert np.isnan(found.values[1])


@pytest.fixture
def graded(governed: World, settings: pytest.MonkeyPatch) -> World:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    install_ladder(actor=SYSTEM, on=TODAY)
    return governed


def risen(world: World, person: Person, grade: int, on: date, reason: str = "PROMOTION") -> None:
    new = Grade(sequence="O", grade=grade, reason=reason)
    with transaction.atomic():
        enter_grade(new, person.id, world.a.enterprise.id, by=None, on=on)


@pytest.mark.commits
def test_time_to_rise_span_and_vacancies(graded: World, run: RunIndex):
    began = date(2018, 3, 1)
    months = [12, 13, 14, 20, 26, 26, 27, 28, 29, 50, None, None]
    for number, wait in enumerate(months):
        person = make_worker(graded.a, f"工{number}", on=began).person
        place(
            person=person,
            enterprise=graded.a.enterprise,
            sequence="O",
            grade=1,
            actor=graded.a.hr,
            on=began,
        )
        if wait is not None:
            risen(graded, person, 2, add_months(began, wait))
    jumped = make_worker(graded.a, "跳级", on=began).person
    place(
        person=jumped,
        enterprise=graded.a.enterprise,
        sequence="O",
        grade=1,
        actor=graded.a.hr,
        on=began,
    )
    risen(graded, jumped, 5, add_months(began, 12), "TABLE_CHANGE")
    for origin in ("INTERNAL", "EXTERNAL"):
        post = open_vacancy(
            unit=graded.a.workshop,
            enterprise=graded.a.enterprise,
            title="主管",
            grade=9,
            actor=graded.a.hr,
            at=NOON,
        )
        with transaction.atomic():
            close_vacancy(post, jumped.id, origin, actor=graded.a.hr, on=TODAY)

    done = run()

    firm = graded.a.enterprise.id
    rose = sums(done, firm, "G1")[BINS:]
    at_risk = sums(done, firm, "G1")[:BINS]
    assert sum(rose) == 10
    assert at_risk[0] == 13 + 10  # thirteen first grades, and ten that follow
    assert rose[4] == 3  # months 12, 13 and 14
    first = [wait or 56 for wait in months] + [12]
    rises = [wait is not None for wait in months] + [False]
    again_for = [56 - wait - (wait > 0) for wait in months if wait]  # still waiting, begun later
    exact = kaplan_meier(
        np.array([*first, *again_for], dtype=float), np.array([*rises, *[False] * 10])
    )
    assert abs(value(done, firm, "G1") - exact.median) <= BIN_MONTHS
    # Of thirteen, nine within 36 months; of those who rose, who did so 36 months ago wait again.
    again = sum(add_months(began, wait) <= add_months(TODAY, -36) for wait in months if wait)
    assert sums(done, firm, "G2") == [9, 13 + again]
    grades = sums(done, firm, "L1")
    assert (grades[0], grades[1], grades[4]) == (2, 10, 1)
    assert sums(done, graded.zone.id, "L7") == [1, 2]
    assert sums(done, graded.zone.id, "L1") == grades
    # What the counts count is listed, to its HR by name.
    scope = scope_of(graded.a.hr, TODAY)
    listed = {
        (name, part): steps_behind(
            name, part, graded.a.enterprise, done, scope, known_at=None, limit=50
        )
        for name in ("G1", "G2", "G6", "L1", "L7")
        for part in ("numerator", "denominator")
    }
    totals = {key: found.total for key, found in listed.items() if found is not None}
    assert (totals["G1", "numerator"], totals["G1", "denominator"]) == (10, 23)
    assert (totals["G2", "numerator"], totals["G2", "denominator"]) == (9, 13 + again)
    assert (totals["L7", "numerator"], totals["L7", "denominator"]) == (1, 2)
    assert (totals["G6", "numerator"], totals["L1", "numerator"]) == (0, sum(grades))
    assert all(found is not None and found.visible == found.total for found in listed.values())
    stranger = steps_behind(
        "L1", "numerator", graded.a.enterprise, done, scope_of(graded.b.hr, TODAY),
        known_at=None, limit=50,
    )  # fmt: skip
    assert stranger is not None
    assert (stranger.total, stranger.visible) == (sum(grades), 0)
