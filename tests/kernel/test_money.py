"""Money splits to the fen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.kernel.money import split

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("fen", "shares", "expected"),
    [
        (10_000, [1, 1, 1], [3334, 3333, 3333]),
        (
            1_000_000,
            [Fraction("1.32"), Fraction(1), Fraction("0.36")],
            [492_537, 373_134, 134_329],
        ),
        (1, [1, 1], [1, 0]),
        (0, [2, 3], [0, 0]),
        (-10_000, [1, 1, 1], [-3334, -3333, -3333]),
    ],
)
def test_a_split_on_paper(fen: int, shares: list[Fraction], expected: list[int]):
    assert split(fen, shares) == expected


@given(st.integers(-(10**12), 10**12), weights)
def test_every_fen_goes_to_someone_and_nobody_is_a_fen_off(fen: int, shares: list[int]):
    parts = split(fen, shares)

    assert sum(parts) == fen
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - Fraction(fen * share, sum(shares))) < 1


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 2]])
def test_weights_that_share_nothing_out_are_refused(shares: list[int]):
    with pytest.raises(ValueError, match="Weights"):
        split(100, shares)
