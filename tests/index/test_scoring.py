"""Scores: what they are made of, and that withholding never makes one better."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.index.canonical import CANONICAL
from gongjiang.index.framework import Counted, FrameworkRule, Goal, Part
from gongjiang.index.scoring import scores_of
from gongjiang.orgs.models import UnitKind

IDS = ("C1", "C2", "C3", "C4", "P1", "P3", "I1", "I2", "G2", "G3", "F34", "F33")
GOAL = Goal(low=0, high=100, source="test")


def part(code: str, *ids: str) -> Part:
    counted = tuple(Counted(indicator=each, goal=GOAL) for each in ids)
    return Part(code=code, chinese=code, label=code, asks=code, indicators=counted)


RULE = FrameworkRule(
    dimensions=(
        part("D2", "C1", "C2", "C3", "C4"),
        part("D4", "P1", "P3"),
        part("D5", "I1", "I2"),
        part("D1", "G2", "G3"),
    ),
    forces=(part("F3", "F34", "F33"),),
    weights_source="test",
)
D2, D4, D5, D1, F3, D, F = range(7)


def scores(values: list[list[float]], rule: FrameworkRule = RULE, ids=IDS, kind=UnitKind.ZONE):
    table = np.array(values, dtype=float)
    return scores_of(rule, ids, np.array([kind.value] * len(table)), table)


def test_indicators_make_a_dimension_and_dimensions_a_composite():
    found = scores([[20, 40, 60, 40, 50, 50, 90, 90, 70, 70, 10, 30]])

    assert found.parts[0, [D2, D4, D5, D1, F3]] == pytest.approx([40, 50, 90, 70, 20])
    assert found.parts[0, D] == pytest.approx((40 * 50 * 90 * 70) ** (1 / 4))
    assert found.parts[0, F] == pytest.approx(20)
    assert found.coverage[0].tolist() == [1] * 7


def test_the_two_composites_are_never_put_together():
    assert len(scores([[50] * len(IDS)]).parts[0]) == len(RULE.parts) + 2


def test_what_no_unit_has_is_left_out_for_all_as_long_as_enough_is_there():
    three = [each for each in IDS if each != "C4"]
    two = [each for each in three if each != "C3"]

    found = scores([[20, 40, 60, *[50] * 8]], ids=three)
    assert found.parts[0, D2] == pytest.approx(40)
    assert found.coverage[0, D2] == 0.75

    found = scores([[20, 40, *[50] * 8]], ids=two)
    assert np.isnan(found.parts[0, D2])
    assert found.coverage[0, D2] == 0.5
    assert found.parts[0, D] == pytest.approx(50)  # three of four dimensions are enough
    assert found.coverage[0, D] == 0.75


def test_what_one_unit_lacks_leaves_that_unit_without_a_score():
    full, lacks = [50.0] * len(IDS), [50.0] * len(IDS)
    lacks[IDS.index("C4")] = np.nan

    found = scores([full, lacks])

    assert found.parts[0, [D2, D]].tolist() == [50, pytest.approx(50)]
    assert np.isnan(found.parts[1, [D2, D]]).all()
    assert found.parts[1, F] == pytest.approx(50)
    assert found.coverage[1, D2] == 0.75  # and it can be told why


def test_an_indicator_without_goalposts_has_no_score_and_counts_as_missing():
    bare = RULE.model_copy(
        update={"forces": (part("F3", "F34").model_copy(update={"indicators": (
            Counted(indicator="F34", goal=GOAL), Counted(indicator="F33"))}),)}
    )  # fmt: skip
    found = scores([[50] * len(IDS)], rule=bare)

    assert np.isnan(found.indicators[0, IDS.index("F33")])
    assert found.coverage[0, F3] == 0.5


def test_what_is_not_told_at_a_level_is_not_missing_there():
    # F34 is told of enterprises and above; a team is scored by the rest.
    found = scores([[50] * len(IDS)], kind=UnitKind.TEAM)
    assert found.coverage[0, F3] == 1
    assert found.parts[0, F3] == 50


values = st.lists(st.floats(0, 100), min_size=len(IDS), max_size=len(IDS))


@given(st.lists(values, min_size=1, max_size=5), st.data())
def test_withholding_values_makes_no_score_better(table: list[list[float]], data: st.DataObject):
    full = scores(table)
    less = np.array(table)
    for row in range(len(table)):
        for column in data.draw(st.sets(st.integers(0, len(IDS) - 1))):
            less[row, column] = np.nan

    found = scores(less.tolist())

    for before, after in ((full.parts, found.parts), (full.indicators, found.indicators)):
        assert (np.isnan(after) | (after <= before + 1e-9)).all()


@given(st.lists(values, min_size=2, max_size=6))
def test_leaving_a_unit_out_moves_no_other_unit(table: list[list[float]]):
    full, less = scores(table), scores(table[1:])
    assert np.array_equal(full.parts[1:], less.parts, equal_nan=True)


def test_the_framework_to_start_with_weighs_everything_that_is_told_above_a_worker():
    used = [each.indicator for each in CANONICAL.parts for each in each.indicators]
    assert len(CANONICAL.dimensions) == 5
    assert len(CANONICAL.forces) == 3
    assert len(used) == len(set(used)) == 54  # all of domain.md §9.2 but G7, a worker's own
    assert all(each.goal.source for p in CANONICAL.parts for each in p.indicators if each.goal)
