"""How much each part counts (domain.md §15), and which weights are refused."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.index.rules.weights import (
    compared_weights,
    entropies,
    entropy_weights,
    equal_weights,
    expert_weights,
    mixed_weights,
)
from gongjiang.kernel.errors import CannotDo

CONSISTENT = np.array([[1, 2, 4], [1 / 2, 1, 3], [1 / 4, 1 / 3, 1]])
DISPERSED = np.array([[0.2, 0.9], [0.5, 0.9], [0.8, 1.0]])


def test_pairwise_comparisons_give_weights_and_say_how_consistent_they_are():
    found = compared_weights(CONSISTENT)

    assert found.weights == pytest.approx([0.5584, 0.3196, 0.1220], abs=5e-5)
    assert found.largest_eigenvalue == pytest.approx(3.0183, abs=5e-5)
    assert found.consistency_ratio == pytest.approx(0.0158, abs=5e-5)


def test_comparisons_that_contradict_each_other_are_refused_in_a_sentence():
    circular = np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    with pytest.raises(CannotDo, match=r"0\.10"):
        compared_weights(circular)


@pytest.mark.parametrize(
    "matrix",
    [
        np.ones((2, 3)),
        np.ones((0, 0)),
        np.array([[1, 2], [2, 1]]),
        np.array([[1.0, -1.0], [-1.0, 1.0]]),
        np.array([[1.0, np.nan], [1.0, 1.0]]),
        np.ones((11, 11)),
    ],
)
def test_what_is_no_table_of_comparisons_is_refused(matrix):
    with pytest.raises(CannotDo):
        compared_weights(matrix)


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_things_cannot_contradict_each_other(size: int):
    assert compared_weights(np.ones((size, size))).consistency_ratio == 0


def test_entropy_gives_nearly_all_weight_to_what_differs_which_shows_why_it_is_unsafe():
    assert entropies(DISPERSED) == pytest.approx([0.8830, 0.9989], abs=5e-5)
    assert entropy_weights(DISPERSED, fewest=3) == pytest.approx([0.9903, 0.0097], abs=5e-5)


def test_entropy_weights_of_fewer_than_ten_units_are_refused():
    nine, ten = np.vstack([DISPERSED] * 3), np.vstack([*[DISPERSED] * 3, DISPERSED[:1]])
    with pytest.raises(CannotDo, match="10"):
        entropy_weights(nine)
    assert entropy_weights(ten).sum() == pytest.approx(1)


@pytest.mark.parametrize("fault", [np.nan, -1.0])
def test_entropy_weights_need_every_value(fault: float):
    units = np.vstack([DISPERSED] * 4)
    units[0, 0] = fault
    with pytest.raises(CannotDo):
        entropy_weights(units)


def test_entropy_says_nothing_where_all_are_alike():
    with pytest.raises(CannotDo):
        entropy_weights(np.ones((12, 3)))


def test_compared_and_dispersed_weights_are_mixed():
    compared, dispersed = np.array([0.6, 0.4]), np.array([0.9, 0.1])
    assert mixed_weights(compared, dispersed, alpha=0.5) == pytest.approx([0.75, 0.25])
    with pytest.raises(CannotDo):
        mixed_weights(compared, dispersed, alpha=1.5)


def test_experts_points_are_shares():
    assert expert_weights(np.array([50.0, 30, 20])) == pytest.approx([0.5, 0.3, 0.2])
    assert equal_weights(4) == pytest.approx([0.25] * 4)
    with pytest.raises(CannotDo):
        expert_weights(np.array([1.0, -1.0]))
