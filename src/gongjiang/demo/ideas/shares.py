"""How the members of a crew share what they did, in basis points."""

from __future__ import annotations

import numpy as np

from gongjiang.kernel.money import split

WHOLE = 10_000


def shares(count: int, chance: np.random.Generator) -> list[int]:
    """The whole for so many, the first with the largest part."""
    weights: list[int] = sorted((int(w) for w in chance.integers(2, 7, size=count)), reverse=True)
    return split(WHOLE, list(weights))
