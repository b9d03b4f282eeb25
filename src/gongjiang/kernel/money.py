"""Money is a whole number of fen, and a split of it gives every fen to someone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def split(fen: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """Share out an amount by weights, exactly: the shares always sum to `fen`.

    Whole fen go first; the fen left over go one each to the largest remainders, the earlier
    first among equals. A negative amount (a reversal) splits as its positive twin does.

    Args:
        fen: the amount, in fen.
        weights: not negative, not all zero.

    Raises:
        ValueError: no weight, a negative one, or all of them zero.
    """
    shares = [Fraction(weight) for weight in weights]
    total = sum(shares, Fraction(0))
    if total <= 0 or min(shares) < 0:
        msg = "Weights must not be negative, and one at least must be above zero."
        raise ValueError(msg)
    exact = [abs(fen) * share / total for share in shares]
    whole = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for index in by_remainder[: abs(fen) - sum(whole)]:
        whole[index] += 1
    return whole if fen >= 0 else [-part for part in whole]
