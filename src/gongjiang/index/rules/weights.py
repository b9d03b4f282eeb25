"""How much each part counts: equally, as experts say, by pairwise comparison, or by dispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from gongjiang.index.rules.normalise import Floats
from gongjiang.kernel.errors import CannotDo

MOST_INCONSISTENT = 0.10
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Saaty's: the inconsistency of random comparisons of 1 to 10 things."""
ENOUGH_UNITS = 10
"""Fewer units say nothing about dispersion (domain.md §9.3)."""
EXACT = 1e-6


@dataclass(frozen=True, slots=True)
class Compared:
    """Weights from pairwise comparisons (AHP), and how consistent these were."""

    weights: Floats
    largest_eigenvalue: float
    consistency_ratio: float


def equal_weights(count: int) -> Floats:
    return np.full(count, 1.0 / count)


def expert_weights(points: Floats) -> Floats:
    """From points that experts gave, out of whatever sum.

    Raises:
        CannotDo: points are negative, or all are zero.
    """
    if not np.isfinite(points).all() or (points < 0).any() or points.sum() <= 0:
        raise CannotDo(_("Points must not be negative, and not all be zero."))
    weights: Floats = points / points.sum()
    return weights


def compared_weights(matrix: Floats) -> Compared:
    """From how many times as important each is as each other (AHP): the principal eigenvector.

    Raises:
        CannotDo: it is no table of comparisons, or they contradict each other (ratio 0.10 or more).
    """
    _require_comparisons(matrix)
    values, vectors = np.linalg.eig(matrix)
    main = int(np.argmax(values.real))
    vector = np.abs(vectors[:, main].real)
    largest, n = float(values[main].real), len(matrix)
    index = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    random = RANDOM_INDEX[n - 1]
    ratio = index / random if random else 0.0
    if ratio >= MOST_INCONSISTENT:
        raise CannotDo(
            _(
                "These comparisons contradict each other: the consistency ratio is %(ratio)s and "
                "must stay under 0.10. Compare again the pairs you are least sure of."
            )
            % {"ratio": f"{ratio:.2f}"}
        )
    return Compared(vector / vector.sum(), largest, ratio)


def _require_comparisons(matrix: Floats) -> None:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:  # noqa: PLR2004  (rows and columns)
        raise CannotDo(_("Comparisons are a square table: each thing with each."))
    if len(matrix) > len(RANDOM_INDEX):
        raise CannotDo(_("No more than ten things can be compared in pairs; group them first."))
    if not np.isfinite(matrix).all() or (matrix <= 0).any():
        raise CannotDo(_("Each comparison must be a number above zero."))
    if not np.allclose(matrix * matrix.T, 1.0, atol=EXACT):
        raise CannotDo(
            _("If one thing is three times as important as another, that one is a third as much.")
        )


def entropies(matrix: Floats) -> Floats:
    """Of each column, 1 where all units are alike, less the more they differ."""
    totals = matrix.sum(axis=0)
    shares = np.divide(matrix, totals, out=np.zeros_like(matrix), where=totals > 0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    found: Floats = -(shares * logs).sum(axis=0) / np.log(len(matrix))
    return found


def entropy_weights(matrix: Floats, *, fewest: int = ENOUGH_UNITS) -> Floats:
    """More weight to what tells units apart; that is dispersion, not importance.

    Args:
        matrix: a row per unit, a column per part, none missing or negative.

    Raises:
        CannotDo: there are too few units, or nothing tells them apart.
    """
    if len(matrix) < fewest:
        raise CannotDo(
            _("Entropy weights need %(fewest)s units or more; here are %(count)s.")
            % {"fewest": fewest, "count": len(matrix)}
        )
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise CannotDo(_("Entropy weights need every value, and none of them negative."))
    told = np.maximum(0.0, 1.0 - entropies(matrix))
    if told.sum() <= EXACT**2:
        raise CannotDo(_("All units are alike, so entropy gives no weights."))
    weights: Floats = told / told.sum()
    return weights


def mixed_weights(compared: Floats, dispersed: Floats, *, alpha: float) -> Floats:
    """`alpha` of the one and the rest of the other; both add up to one.

    Raises:
        CannotDo: alpha is not between 0 and 1.
    """
    if not 0.0 <= alpha <= 1.0:
        raise CannotDo(_("The share of the compared weights is between 0 and 1."))
    return alpha * compared + (1.0 - alpha) * dispersed
