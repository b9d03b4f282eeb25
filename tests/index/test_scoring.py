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

IDS = ("C1", "C2", "C3", "P1", "P3", "I1", "I2", "F34", "F33")
GOAL = Goal(low=0, high=100, source="test")


def part(code: str, *ids: str) -> Part:
    counted = tuple(Counted(indicator=each, goal=GOAL) for each in ids)
    return Part(code=code, chinese=code, label=code, asks=code, indicators=counted)


RULE = FrameworkRule(
    dimensions=(part("D2", "C1", "C2", "C3"), part("D4", "P1", "P3"), part("D5", "I1", "I2")),
    forces=(part("F3", "F34", "F33"),),
    weights_source="test",
)
D2, D4, D5, F3, D, F = range(6)


def scores(values: list[list[float]], rule: FrameworkRule = RULE, ids=IDS, kind=UnitKind.ZONE):
    table = np.array(values, dtype=float)
    return scores_of(rule, ids, np.array([kind.value] * len(table)), table)


def test_indicators_make_a_dimension_and_dimensions_a_composite():
    found = scores([[20, 40, 60, 50, 50, 90, 90, 10, 30]])

    assert found.parts[0, [D2, D4, D5, F3]] == pytest.approx([40, 50, 90, 20])
    assert found.parts[0, D] == pytest.approx((40 * 50 * 90) ** (1 / 3))
    assert found.parts[0, F] == pytest.approx(20)
    assert found.coverage[0].tolist() == [1] * 6


def test_the_two_composites_are_never_put_together():
    assert len(scores([[50] * 9]).parts[0]) == len(RULE.parts) + 2


def test_too_little_of_the_weight_makes_no_score_for_anybody():
    only = [each for each in IDS if each not in {"C2", "C3"}]
    found = scores([[50] * len(only)], ids=only)

    assert np.isnan(found.parts[0, D2])
    assert found.coverage[0, D2] == pytest.approx(1 / 3)
    assert np.isnan(found.parts[0, D])  # two of three dimensions are too few
    assert found.coverage[0, D] == pytest.approx(2 / 3)


def test_an_indicator_without_goalposts_has_no_score_and_counts_as_missing():
    bare = RULE.model_copy(
        update={"forces": (part("F3", "F34").model_copy(update={"indicators": (
            Counted(indicator="F34", goal=GOAL), Counted(indicator="F33"))}),)}
    )  # fmt: skip
    found = scores([[50] * 9], rule=bare)

    assert np.isnan(found.indicators[0, IDS.index("F33")])
    assert found.coverage[0, F3] == 0.5


def test_what_is_not_told_at_a_level_is_not_missing_there():
    # F34 is told of enterprises and above; a team is scored by the rest.
    found = scores([[50] * 9], kind=UnitKind.TEAM)
    assert found.coverage[0, F3] == 1
    assert found.parts[0, F3] == 50


values = st.lists(st.floats(0, 100), min_size=9, max_size=9)


@given(st.lists(values, min_size=1, max_size=5), st.data())
def test_withholding_values_makes_no_score_better(table: list[list[float]], data: st.DataObject):
    full = scores(table)
    less = np.array(table)
    for row in range(len(table)):
        for column in data.draw(st.sets(st.integers(0, 8))):
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
