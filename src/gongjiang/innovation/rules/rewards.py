"""How much a result earns: grades of a scale, shares, floors and caps (domain.md §6.3, §6.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most an award may be; equal where it is worked out exactly.

    Attributes:
        grade: of the scale; None where no scale graded it.
    """

    least_fen: int
    most_fen: int
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """One grade of a scale: effects from `from_fen` on, up to the next better grade's."""

    grade: int
    from_fen: int
    least_fen: int
    most_fen: int
    honour: str


def tier_of(tiers: Sequence[Tier], effect_fen: int) -> Tier | None:
    """The grade of a first-year effect: closed below, open above. None: there is no effect.

    Args:
        tiers: in any order.
    """
    if effect_fen <= 0:
        return None
    reached = [tier for tier in tiers if tier.from_fen <= effect_fen]
    return max(reached, key=lambda tier: tier.from_fen, default=None)


def by_scale(tiers: Sequence[Tier], effect_fen: int) -> Bounds | None:
    """What the scale lets an effect earn; None where it earns nothing."""
    tier = tier_of(tiers, effect_fen)
    return None if tier is None else Bounds(tier.least_fen, tier.most_fen, tier.grade)


def by_share(basis_fen: int, share_bp: int) -> int:
    """A share of an amount, rounded down to whole fen; nothing of a loss."""
    return max(basis_fen, 0) * share_bp // WHOLE_BP


def capped(bounds: Bounds, cap_fen: int | None) -> Bounds:
    """No more than the cap of a scheme."""
    if cap_fen is None:
        return bounds
    return Bounds(min(bounds.least_fen, cap_fen), min(bounds.most_fen, cap_fen), bounds.grade)


def not_below(fen: int, floor_fen: int) -> int:
    """What the law or a rule lets nobody go below, whatever the scheme says."""
    return max(fen, floor_fen)
